"""The leaves of a parsed query: how one typed word, phrase or pattern becomes a query on our fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from whoosh import query as q
from whoosh.qparser import syntax

from searchtui.analysis import Word as TextWord
from searchtui.analysis import fold, is_cjk, words
from searchtui.query.published import DATE_FIELD, published
from searchtui.query.regex import regex_fault
from searchtui.query.stopwords import is_stop_word
from searchtui.query.tree import (
    EXACT,
    PARTS,
    TEXT,
    TITLE,
    Exactly,
    Forms,
    InPart,
    Joined,
    JoinedForms,
    Matching,
    Misspelt,
    NamedArticles,
    Quoted,
    Unfinished,
    Word,
)

if TYPE_CHECKING:
    from searchtui.query.syntax import Grammar

__all__ = ["FILTER_FIELDS", "NAME_FIELDS", "Leaf", "PatternLeaf", "QuotedLeaf", "RegexLeaf", "WordLeaf", "word_leaf"]

NAME_FIELDS = frozenset({"source", "author"})
"""Fields whose values are names."""

ARTICLE_FIELDS = frozenset({"story", "path"})
"""Fields by which articles are told apart."""

FILTER_FIELDS = frozenset({TITLE, DATE_FIELD, *PARTS, *NAME_FIELDS, *ARTICLE_FIELDS})
"""What stands before a colon. These are required in every mode, since they say where to look and not what for."""

_STEMMED = frozenset({TEXT, TITLE})
_NOT_IN_PATTERN = re.compile(r"[^\w*?]|_")


class Leaf(syntax.TextNode):  # type: ignore[misc]
    """A leaf of the syntax tree.

    Args:
        text: what was typed for it.
    """

    is_stop = False

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.startchar: int | None = None
        self.endchar: int | None = None
        self._made: tuple[str | None, q.Query | None] | None = None

    @property
    def surface(self) -> str:
        """As it is said back to the user."""
        return str(self.text)

    def query(self, parser: Grammar) -> q.Query | None:
        """The query for it; None where there is nothing to look for. Made once, whatever it is joined with."""
        if self._made is None or self._made[0] != self.fieldname:
            self._made = self.fieldname, self._in_its_field(parser)
        return self._made[1]

    def _in_its_field(self, parser: Grammar) -> q.Query | None:
        if self.fieldname in PARTS:
            made = self._make(parser, TEXT)
            return None if made is None else InPart(self.fieldname, made)
        return self._make(parser, self.fieldname or TEXT)

    def _make(self, parser: Grammar, field: str) -> q.Query | None:
        raise NotImplementedError


def _word(parser: Grammar, field: str, word: TextWord, surface: str) -> q.Query:
    """A word in all its forms, where the field is one of stems."""
    if len(word.exact) == 1 and is_cjk(word.exact):
        return q.Prefix(EXACT if field == TEXT else field, word.exact)
    if field not in _STEMMED:
        return q.Term(field, word.exact)
    if parser.exactly and field == TEXT:
        return Exactly(word.exact, surface)
    stems = parser.stems(word.exact)
    if len(stems) > 1:
        return Forms(field, stems, surface, word.exact)
    return Word(field, stems[0], surface, word.exact)


def _joined(parser: Grammar, field: str, parts: Sequence[TextWord], surface: str, *, unfinished: bool) -> q.Query:
    """The parts of one typed word, next to each other."""
    if unfinished:
        unstemmed = EXACT if field == TEXT else field
        *before, last = [part.exact for part in parts]
        return JoinedForms(
            [*(q.Term(unstemmed, part) for part in before), q.Prefix(unstemmed, last)], surface, unfinished=True
        )
    if field not in _STEMMED:
        return q.Phrase(field, [part.exact for part in parts])
    if parser.exactly and field == TEXT:
        return Quoted(EXACT, [part.exact for part in parts], surface)
    stems = [parser.stems(part.exact) for part in parts]
    if all(len(some) == 1 for some in stems):
        return Joined(field, [some[0] for some in stems], surface)
    return JoinedForms([_word(parser, field, part, part.exact) for part in parts], surface)


class WordLeaf(Leaf):
    """A word as typed.

    Args:
        text: what was typed for it.
        exactly: in just this form.
        distance: how many edits words may be away that are meant too.
    """

    def __init__(self, text: str, *, exactly: bool = False, distance: int = 0) -> None:
        super().__init__(text)
        self.exactly, self.distance = exactly, distance
        self.parts = list(words(self.text, query=True))

    @property
    def surface(self) -> str:
        """As it is said back to the user: without what is around its letters and digits."""
        return self.text[self.parts[0].start : self.parts[-1].end] if self.parts else ""

    @property
    def is_stop(self) -> bool:  # type: ignore[override]  # a plain attribute of the others
        """Whether it says little about what is looked for."""
        alone = self.fieldname is None and not self.exactly and not self.distance and len(self.parts) == 1
        return alone and is_stop_word(self.surface, self.parts[0].exact)

    def is_partial(self, parser: Grammar) -> bool:
        """Whether it is still being typed."""
        return self.endchar is not None and self.endchar == parser.partial_end

    def _make(self, parser: Grammar, field: str) -> q.Query | None:
        if field == DATE_FIELD:
            return self._date(parser)
        if field in ARTICLE_FIELDS | NAME_FIELDS and not parser.has_room(1):
            return None
        if field in ARTICLE_FIELDS or (field in NAME_FIELDS and self.exactly):
            return NamedArticles(field, self.text, exactly=self.exactly, corrects=not parser.exactly)
        if not self.parts:
            return None
        partial = self.is_partial(parser) and not is_cjk(self.surface)
        if field in NAME_FIELDS:
            if partial:
                *before, last = [part.exact for part in self.parts]
                return _all([*(q.Term(field, part) for part in before), q.Prefix(field, last)])
            return NamedArticles(field, self.text, corrects=not parser.exactly)
        if not parser.has_room(len(self.parts)):
            return None
        if self.exactly and field == TEXT:
            return _in_these_forms(self.parts, self.surface)
        if self.exactly:
            return _quoted_stems(parser, field, self.parts, self.surface)
        if self.distance:
            return self._similar(field)
        if len(self.parts) > 1:
            made = _joined(parser, field, self.parts, self.surface, unfinished=False)
            if not partial:
                return made
            return q.Or([made, _joined(parser, field, self.parts, self.surface, unfinished=True)])
        (word,) = self.parts
        if partial and field == TEXT:
            return Unfinished(() if parser.exactly else parser.stems(word.exact), self.surface, word.exact)
        made = _word(parser, field, word, self.surface)
        return q.Or([made, q.Prefix(field, word.exact)]) if partial else made

    def _similar(self, field: str) -> q.Query:
        """Words like it; of a word in several parts the last one may be misspelt."""
        unstemmed = EXACT if field == TEXT else field
        *before, last = [part.exact for part in self.parts]
        similar = Misspelt(unstemmed, last, self.distance)
        return q.Sequence([*(q.Term(unstemmed, part) for part in before), similar]) if before else similar

    def _date(self, parser: Grammar) -> q.Query | None:
        if self.exactly:
            return NamedArticles(DATE_FIELD, self.text, exactly=True)
        try:
            return published(self.text, parser.today)
        except ValueError as error:
            if self.is_partial(parser):
                parser.is_waiting = True
                return None
            parser.hint(f"date:{self.text}: {error}")
            return _as_words(parser, TEXT, self.text)


def _all(parts: list[q.Query]) -> q.Query:
    return q.And(parts) if len(parts) > 1 else parts[0]


def _in_these_forms(parts: Sequence[TextWord], surface: str, slop: int = 1) -> q.Query:
    forms = [part.exact for part in parts]
    if len(forms) > 1:
        return Quoted(EXACT, forms, surface, slop)
    if len(forms[0]) == 1 and is_cjk(forms[0]):
        return q.Prefix(EXACT, forms[0])
    return Exactly(forms[0], surface)


def _quoted_stems(parser: Grammar, field: str, parts: Sequence[TextWord], surface: str, slop: int = 1) -> q.Query:
    """Words in quotes, where the field has stems alone."""
    stems = [parser.stems(part.exact) for part in parts]
    if all(len(some) == 1 for some in stems):
        return Quoted(field, [some[0] for some in stems], surface, slop)
    return q.Sequence([_word(parser, field, part, part.exact) for part in parts], slop=slop)


class QuotedLeaf(Leaf):
    """A quoted phrase: exactly these words, stop words included, next to each other or at most so many words apart.

    Args:
        text: what is between the quotes.
        slop: how many words further on each may stand.
        exactly: `=` stood before it.
    """

    def __init__(self, text: str, slop: int = 1, *, exactly: bool = False) -> None:
        super().__init__(text)
        self.slop, self.exactly = slop, exactly

    def _make(self, parser: Grammar, field: str) -> q.Query | None:
        if field == DATE_FIELD or field in ARTICLE_FIELDS or field in NAME_FIELDS:
            if not self.text.strip():
                return None
            return _as_words(parser, field, self.text, exactly=self.exactly, end=self.endchar)
        if "*" in self.text:
            parser.hint("Inside quotes * is no wildcard.")
        parts = list(words(self.text, query=True))
        if not parts or not parser.has_room(len(parts)):
            return None
        surface = self.text.strip()
        if field == TEXT:
            return _in_these_forms(parts, surface, self.slop)
        return _quoted_stems(parser, field, parts, surface, self.slop)


class PatternLeaf(Leaf):
    """A word with `*` or `?` in it: matched against the unstemmed words."""

    def _make(self, parser: Grammar, field: str) -> q.Query | None:
        if field == DATE_FIELD or field in ARTICLE_FIELDS:
            return _as_words(parser, field, self.text)
        unstemmed = EXACT if field == TEXT else field
        pieces = [piece for piece in _NOT_IN_PATTERN.split(fold(self.text)) if piece]
        if not parser.has_room(len(pieces)):
            return None
        made = [self._piece(parser, field, unstemmed, re.sub(r"\*+", "*", piece)) for piece in pieces]
        return _all(made) if made else None

    def _piece(self, parser: Grammar, field: str, unstemmed: str, piece: str) -> q.Query:
        if piece == "*":
            return q.Every() if self.fieldname is None else q.Prefix(unstemmed, "")
        if "*" not in piece and "?" not in piece:
            (word, *_) = words(piece, query=True)
            return _word(parser, field, word, piece)
        if piece.endswith("*") and not re.search(r"[*?]", piece[:-1]):
            if unstemmed in _STEMMED:
                starts = dict.fromkeys([piece[:-1], *parser.stems(piece[:-1])])
                return (
                    q.Or([q.Prefix(unstemmed, start) for start in starts])
                    if len(starts) > 1
                    else q.Prefix(unstemmed, piece[:-1])
                )
            return q.Prefix(unstemmed, piece[:-1])
        return q.Wildcard(unstemmed, piece)


class RegexLeaf(Leaf):
    """A regular expression between slashes: whole words that match it, case and accents folded."""

    @property
    def surface(self) -> str:
        """With its slashes."""
        return f"/{self.text}/"

    def _make(self, parser: Grammar, field: str) -> q.Query | None:
        if field == DATE_FIELD or field in ARTICLE_FIELDS:
            return _as_words(parser, field, self.surface)
        if not parser.has_room(1):
            return None
        if fault := regex_fault(self.text):
            parser.hint(f"/{self.text}/ is no regular expression ({fault}); it is taken as words.")
            return _as_words(parser, field, self.text)
        return Matching(EXACT if field == TEXT else field, _without_accents(self.text))


def _without_accents(pattern: str) -> str:
    """An expression that finds folded words; what is ASCII may be an operator and stays."""
    return "".join(character if character.isascii() else fold(character) for character in pattern)


def _as_words(
    parser: Grammar, field: str, text: str, *, exactly: bool = False, end: int | None = None
) -> q.Query | None:
    leaf = WordLeaf(text, exactly=exactly)
    leaf.endchar = end
    leaf.fieldname = None if field == TEXT else field
    return leaf.query(parser)


_WORD = re.compile(r"(?P<exactly>=?)(?P<text>.*?)(?:~(?P<distance>[12]?))?", re.DOTALL)
_WILDCARD = re.compile(r"\*|\?(?=\w)")


def word_leaf(text: str, start: int, end: int) -> Leaf:
    """The leaf for a run of characters without blanks."""
    match = _WORD.fullmatch(text)
    assert match is not None
    node: Leaf
    typed = match["text"]
    if _WILDCARD.search(typed) and not match["exactly"] and match["distance"] is None:
        node = PatternLeaf(typed)
    else:
        distance = 0 if match["distance"] is None else int(match["distance"] or 1)
        node = WordLeaf(typed, exactly=bool(match["exactly"]), distance=distance)
    node.startchar, node.endchar = start, end
    return node
