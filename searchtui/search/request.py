"""What is asked: one request, the same for the screen, the command line and the Python API."""

from __future__ import annotations

import msgspec

from searchtui.article import Kind
from searchtui.dates import PartialDate
from searchtui.query.mode import Mode

__all__ = ["DEFAULT_LIMIT", "UNKNOWN", "Mode", "SearchRequest"]

DEFAULT_LIMIT = 20

UNKNOWN = "unknown"
"""The facet value of articles whose source, author or date is not known."""


class SearchRequest(msgspec.Struct, frozen=True):
    """A search.

    Args:
        text: the query; any text is valid, empty lists everything that the filters leave.
        sources: facet values; an article needs one of them. `unknown` stands for no source.
        authors: the same for authors.
        after: the earliest date of publication, inclusive at its own precision; undated articles are left out.
        before: the latest date of publication, inclusive at its own precision.
        months: values of the date facet, `YYYY-MM`, `YYYY` or `unknown`; an article needs one of them.
        kinds: kinds of paragraph to search; empty for all.
        mode: how many of the words must be in a paragraph.
        prefix_last: the last word is still being typed and stands for all words that begin with it.
        limit: how many hits are wanted, 0 for all; counts never depend on it.
        offset: how many of the best hits to skip.
    """

    text: str = ""
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    after: PartialDate | None = None
    before: PartialDate | None = None
    months: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    mode: Mode = Mode.AUTO
    prefix_last: bool = False
    limit: int = DEFAULT_LIMIT
    offset: int = 0
