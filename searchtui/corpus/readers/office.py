"""What documents of all word processors have in common: properties, and how text and properties become an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

import msgspec

from searchtui.analysis.language import guess_language
from searchtui.article import Kind, Known, Reason
from searchtui.corpus.drafts import NOTHING, Contents, Metadata, Piece
from searchtui.corpus.interpretation import interpret, with_title
from searchtui.corpus.readers.blocks import Block, mark_title, pieces_of
from searchtui.corpus.readers.newsroom import exported_articles
from searchtui.corpus.readers.xml_events import Walker, walk_xml
from searchtui.corpus.rules.properties import property_authors, property_date, property_title
from searchtui.corpus.sources import UnreadableError
from searchtui.corpus.values import declared_author_names, one_line, read_fields

__all__ = ["Properties", "article_of", "read_properties"]

_PREFIXES: Mapping[str, str] = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": "meta",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
}
_WORDS_OF_TEXT = 30
_NO_TITLES = frozenset(
    ["contents", "inhalt", "inhaltsverzeichnis", "sommaire", "table des matières", "table of contents"]
)
_MOST_VALUES = 100
_LONGEST_VALUE = 10_000


class Properties(msgspec.Struct, frozen=True):
    """What a document says of itself, as it is written there.

    Args:
        title: empty where it says nothing.
        creators: one or several names each.
        created: when it was made, as in ISO 8601.
        language: a code.
    """

    title: str = ""
    creators: tuple[str, ...] = ()
    created: str = ""
    language: str = ""


def read_properties(data: bytes | None) -> Properties:
    """Read the properties of Word (`docProps/core.xml`) or OpenDocument (`meta.xml`).

    In OpenDocument the author is `initial-creator`, and `creator` whoever saved the document last.

    Args:
        data: the part that holds them, None where there is none.
    """
    values = _Values()
    if data is not None:
        walk_xml(data, values, _PREFIXES)
    return Properties(
        title=values.first("dc:title"),
        creators=values.of("meta:initial-creator") or values.of("dc:creator"),
        created=values.first("dcterms:created") or values.first("meta:creation-date"),
        language=values.first("dc:language"),
    )


def article_of(blocks: Sequence[Block], properties: Properties, complaint: str | None) -> Contents:
    """The one article of a document, or those of an export of a newspaper database.

    A byline in the text goes before the creator among the properties, who may be whoever typed it or saved it from the
    web. The day on which the document was made is only a guess at the date.

    Args:
        blocks: its text, notes last.
        properties: what it says of itself.
        complaint: what is wrong with it, None where nothing is.

    Raises:
        UnreadableError: something is, and there is no text.
    """
    pieces = pieces_of(blocks)
    if not pieces and complaint is not None:
        raise UnreadableError(Reason.BROKEN, complaint)
    complaints = () if complaint is None else (f"{complaint} What could be read of it was read.",)
    exported = exported_articles(pieces)
    if exported:
        return Contents(exported, complaints)
    declared = NOTHING
    titles = [piece for piece in pieces if piece.kind is Kind.TITLE]
    for other in titles[1:] if titles and _is_title(titles[0], pieces) else titles:
        other.kind = Kind.HEADING
    titles = [piece for piece in titles if piece.kind is Kind.TITLE]
    title = titles[0].text if titles else property_title(one_line(properties.title))
    if title:
        declared = Metadata.of({"title": title}, Known.DECLARED, "style" if titles else "properties")
    else:
        mark_title(blocks, pieces)
    if pieces and not titles:
        pieces = with_title(pieces, title, None)
    draft = interpret(pieces, declared, headings_are_marked=any(piece.kind is Kind.HEADING for piece in pieces))
    metadata = draft.metadata.or_else(_of_properties(properties, [piece.text for piece in pieces]))
    return Contents((msgspec.structs.replace(draft, metadata=metadata),) if draft.paragraphs else (), complaints)


def _is_title(title: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether a piece in the style of a title is one; inside the text it is a heading, and so is `Contents`."""
    above = takewhile(lambda piece: piece is not title, pieces)
    has_text_above = any(piece.text.count(" ") >= _WORDS_OF_TEXT for piece in above)
    return not has_text_above and title.text.casefold().strip(" :") not in _NO_TITLES


def _of_properties(properties: Properties, texts: Iterable[str]) -> Metadata:
    """What properties say where the text does not."""
    known = NOTHING
    authors = property_authors(name for names in properties.creators for name in declared_author_names(names))
    if authors:
        known = known.or_else(Metadata.of({"authors": authors}, Known.DECLARED, "properties"))
    # A word processor puts down the language of the machine, so the text itself is asked first.
    language, _ = read_fields({"language": properties.language}, {"language": "language"})
    if language and guess_language(texts) is None:
        known = known.or_else(Metadata.of(language, Known.DECLARED, "properties"))
    created = property_date(properties.created)
    if created is not None:
        known = known.or_else(Metadata.of({"date": created}, Known.FALLBACK, "file-created"))
    return known


class _Values(Walker):
    """The texts of the elements that hold nothing but text."""

    def __init__(self) -> None:
        self._found: dict[str, list[str]] = {}
        self._text: list[str] = []
        self._is_over = False

    def of(self, name: str) -> tuple[str, ...]:
        return tuple(self._found.get(name, ()))

    def first(self, name: str) -> str:
        return next(iter(self._found.get(name, ())), "")

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        del attributes
        # In a document of one part the text follows, in which comments have creators too.
        self._is_over = self._is_over or name == "office:body"

    def end(self, name: str) -> None:
        if self._is_over:
            return
        text = " ".join("".join(self._text).split())[:_LONGEST_VALUE]
        if text and sum(map(len, self._found.values())) < _MOST_VALUES:
            self._found.setdefault(name, []).append(text)
        self._text = []

    def text(self, text: str) -> None:
        if not self._is_over:
            self._text.append(text)
