"""Exports of newspaper databases as plain text: Factiva and LexisNexis."""

from __future__ import annotations

from searchtui.corpus.drafts import Draft
from searchtui.corpus.interpretation import stands_alone
from searchtui.corpus.paragraphs import split_pieces
from searchtui.corpus.readers.newsroom import exported_articles
from searchtui.corpus.readers.newsroom_factiva import END_OF_FACTIVA, is_line_of_factiva
from searchtui.corpus.readers.newsroom_nexis import COUNTED, END_OF_NEXIS, is_label_of_nexis

__all__ = ["exported_texts"]


def exported_texts(text: str) -> tuple[Draft, ...]:
    """The articles of an export, or none where a text is not one.

    Args:
        text: of the whole file, tidy.
    """
    return exported_articles(split_pieces(text, _is_own_line))


def _is_own_line(line: str) -> bool:
    if any(form.fullmatch(line) for form in (COUNTED, END_OF_NEXIS, END_OF_FACTIVA)):
        return True
    return is_line_of_factiva(line) or is_label_of_nexis(line) or stands_alone(line)
