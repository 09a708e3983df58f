"""SGML: the collection Reuters-21578, with a thousand articles in a file, and documents such as those in DocBook."""

from __future__ import annotations

import html
import re

from searchtui.article import Known, Reason
from searchtui.corpus.complaints import capped
from searchtui.corpus.decoding import tidy
from searchtui.corpus.drafts import Contents, Draft, Metadata
from searchtui.corpus.interpretation import interpret, with_title
from searchtui.corpus.naming import item_names
from searchtui.corpus.readers.lenient_trees import lenient_tree
from searchtui.corpus.readers.plain import plain_pieces
from searchtui.corpus.readers.xml import read_tree_of_articles
from searchtui.corpus.readers.xml_trees import Tree
from searchtui.corpus.rules.authors import declared_people
from searchtui.corpus.sources import Source, UnreadableError
from searchtui.corpus.values import one_line, read_fields

__all__ = ["read_sgml"]

_ARTICLE = re.compile(r"<REUTERS\b([^<>]{0,1000})>", re.IGNORECASE)
_NUMBER = re.compile(r"\bNEWID\s*=\s*[\"']?(\w+)", re.IGNORECASE)
_ELEMENTS = {
    name: re.compile(rf"<{name}\b[^<>]*>(.*?)(?:</{name}\s*>|\Z)", re.IGNORECASE | re.DOTALL)
    for name in ("TITLE", "AUTHOR", "DATELINE", "DATE", "BODY", "TEXT")
}
_INNER = re.compile(r"<(TITLE|AUTHOR|DATELINE)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_CONTROL = re.compile(r"&#(?:[0-9]|[12][0-9]|3[01]|127);")
_END = re.compile(r"\s*\b(?:Reuter|REUTER)s?\s*$")
_DAY = re.compile(r"\d{1,2}-[A-Za-z]{3}-\d{4}")
_BYLINE = re.compile(r"^\s*by\s+", re.IGNORECASE)


def read_sgml(source: Source) -> Contents:
    """Read each article of the collection under its `NEWID`; any other document is one article."""
    text = source.text()
    starts = list(_ARTICLE.finditer(text))
    if starts:
        return _reuters(text, starts)
    root = lenient_tree(text)
    if root is None:
        raise UnreadableError(Reason.BROKEN, "It holds no markup that can be read.")
    return read_tree_of_articles(Tree(root))


def _reuters(text: str, starts: list[re.Match[str]]) -> Contents:
    numbers = [found[1] if (found := _NUMBER.search(start[1])) else None for start in starts]
    names, complaints = item_names(enumerate(numbers, start=1), "Article")
    drafts: list[Draft] = []
    line, counted = 1, 0
    for number, start in enumerate(starts, start=1):
        line += text.count("\n", counted, start.start())
        counted = start.start()
        end = starts[number].start() if number < len(starts) else len(text)
        draft = _article(text[start.end() : end], line, names[number], complaints)
        if draft is None:
            complaints.append(f"Article {names[number]} (line {line}) has neither title nor text.")
        else:
            drafts.append(draft)
    return Contents(tuple(drafts), capped(complaints))


def _article(text: str, line: int, name: str, complaints: list[str]) -> Draft | None:
    values: dict[str, object] = {"source": "Reuters", "language": "en"}
    found = {element: match for element, form in _ELEMENTS.items() if (match := form.search(text))}
    title = one_line(_plain(found["TITLE"][1])) if "TITLE" in found else ""
    day = _DAY.search(found["DATE"][1]) if "DATE" in found else None
    author = one_line(_plain(found["AUTHOR"][1])) if "AUTHOR" in found else ""
    author = re.sub(r",?\s*Reuters?$", "", _BYLINE.sub("", author)).strip(" ,")
    values |= {"title": title, "authors": list(declared_people([author], "Reuters")), "date": day[0] if day else ""}
    read, wrong = read_fields({field: value for field, value in values.items() if value}, {f: f for f in values})
    complaints.extend(f"Article {name}: {complaint}." for complaint in wrong)
    body = found.get("BODY") or found.get("TEXT")
    pieces = plain_pieces(tidy(_END.sub("", _plain(_INNER.sub("", body[1]))))) if body else []
    for piece in pieces:
        piece.move_down(line - 1 + (text.count("\n", 0, body.start(1)) if body else 0))
    if not pieces and not title:
        return None
    metadata = Metadata.of(read, Known.DECLARED, "reuters")
    draft = interpret(with_title(pieces, metadata.title, line), metadata)
    return Draft(draft.paragraphs, draft.metadata, name)


def _plain(text: str) -> str:
    """Text without tags, whose references stand for what they mean; those to control characters say nothing."""
    return html.unescape(_TAG.sub("", _CONTROL.sub("", text)))
