"""The nodes of a query tree that Whoosh has no class for, or that must remember what was typed.

Each is a query of Whoosh's, most of them one of its own classes with the typed text beside it. Those that ask for more
than an index knows, such as which paragraphs are of one article, are answered where articles are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whoosh import query as q
from whoosh.reading import IndexReader

__all__ = [
    "EXACT",
    "PARTS",
    "TEXT",
    "TITLE",
    "AtLeast",
    "Corrected",
    "Exactly",
    "Forms",
    "InPart",
    "Joined",
    "JoinedForms",
    "Lead",
    "Matching",
    "Misspelt",
    "NamedArticles",
    "Quoted",
    "SameArticle",
    "Typed",
    "Unfinished",
    "Word",
]

TEXT, EXACT, TITLE = "text", "exact", "title"
PARTS = ("heading", "lead", "caption")
"""The parts of an article that can be searched alone."""


class Typed:
    """A word with what was typed for it.

    Attributes:
        surface: as it was typed.
        exact: its folded form.
        stems: what it is looked for by.
    """

    surface: str
    exact: str
    stems: tuple[str, ...]


class Word(q.Term, Typed):  # type: ignore[misc]
    """A word in all forms that share its stem.

    Args:
        fieldname: a field of stems.
        stem: of the word.
        surface: as it was typed.
        exact: its folded form.
        boost: factor on its score.
    """

    def __init__(self, fieldname: str, stem: str, surface: str, exact: str, boost: float = 1.0) -> None:
        super().__init__(fieldname, stem, boost=boost)
        self.surface, self.exact, self.stems = surface, exact, (stem,)


class _Some(q.terms.MultiTerm):  # type: ignore[misc]
    """Several words that are taken as one."""

    fieldname: str
    boost: float

    def field(self) -> str:
        """The field that is looked at."""
        return self.fieldname

    def _texts(self) -> Sequence[str]:
        raise NotImplementedError

    def _key(self) -> tuple[object, ...]:
        return (type(self), self.fieldname, *self._texts(), self.boost)

    def _btexts(self, ixreader: IndexReader) -> Iterator[bytes]:
        encoded = sorted(text.encode() for text in self._texts())
        return (text for text in encoded if (self.fieldname, text) in ixreader)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Some) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.fieldname}: {', '.join(self._texts())})"

    __str__ = __repr__


class Forms(_Some, Typed):
    """A word that has a stem in each of several languages.

    Args:
        fieldname: a field of stems.
        stems: distinct, at least two.
        surface: as it was typed.
        exact: its folded form.
        boost: factor on its score.
    """

    def __init__(self, fieldname: str, stems: Sequence[str], surface: str, exact: str, boost: float = 1.0) -> None:
        self.fieldname, self.boost = fieldname, boost
        self.surface, self.exact, self.stems = surface, exact, tuple(stems)

    def _texts(self) -> Sequence[str]:
        return self.stems


class Unfinished(_Some, Typed):
    """A word that is still being typed: what it is now, and the words that it is most likely to become.

    Args:
        stems: of the word as it is now.
        surface: as it was typed.
        exact: its folded form.
        completions: the most frequent exact forms that begin with it.
    """

    def __init__(self, stems: Sequence[str], surface: str, exact: str, completions: Sequence[str] = ()) -> None:
        self.fieldname, self.boost = EXACT, 1.0
        self.surface, self.exact, self.stems, self.completions = surface, exact, tuple(stems), tuple(completions)

    def _texts(self) -> Sequence[str]:
        return (self.exact, *self.completions)


class Corrected(q.Or):  # type: ignore[misc]
    """A word that occurs seldom or never, with words of the collection that may be meant.

    Args:
        typed: the word itself.
        corrections: each with a boost below that of the word.
        known: whether the word itself is looked for too.
    """

    def __init__(self, typed: Word | Forms | Unfinished, corrections: Sequence[Word | Forms], *, known: bool) -> None:
        super().__init__([typed, *corrections] if known else [*corrections])
        self.typed, self.corrections, self.known = typed, tuple(corrections), known


class Exactly(q.Term):  # type: ignore[misc]
    """A word in exactly this form, but for case and accents.

    Args:
        text: folded.
        surface: as it was typed.
    """

    def __init__(self, text: str, surface: str) -> None:
        super().__init__(EXACT, text)
        self.surface = surface


class Quoted(q.Phrase):  # type: ignore[misc]
    """Words in quotes: stop words included, in these forms where the field has them.

    Args:
        fieldname: `exact`, or a field of stems.
        words: of it, in that field.
        surface: as it was typed.
        slop: how many words further on each may stand, 1 for next to each other.
    """

    def __init__(self, fieldname: str, words: Sequence[str], surface: str, slop: int = 1) -> None:
        super().__init__(fieldname, list(words), slop=slop)
        self.surface = surface


class Joined(q.Phrase):  # type: ignore[misc]
    """One typed word that is several, such as one with a hyphen: its parts next to each other, in any form.

    Args:
        fieldname: a field of stems.
        stems: of its parts.
        surface: as it was typed.
    """

    def __init__(self, fieldname: str, stems: Sequence[str], surface: str) -> None:
        super().__init__(fieldname, list(stems))
        self.surface = surface


class JoinedForms(q.Sequence):  # type: ignore[misc]
    """The same where a part has several stems, or is still being typed.

    Args:
        parts: of one field.
        surface: as it was typed.
        unfinished: whether its last part is still being typed.
    """

    def __init__(self, parts: Sequence[q.Query], surface: str, *, unfinished: bool = False) -> None:
        super().__init__(list(parts))
        self.surface, self.unfinished = surface, unfinished


class Misspelt(_Some):
    """Words that are at most so many edits away; a swap of neighbouring letters is one.

    Args:
        fieldname: a field of exact forms.
        text: folded.
        distance: 1 or 2.
        variants: the words of the index that it stands for.
    """

    def __init__(self, fieldname: str, text: str, distance: int, variants: Sequence[str] = ()) -> None:
        self.fieldname, self.text, self.distance, self.boost = fieldname, text, distance, 1.0
        self.variants = tuple(variants)

    def _texts(self) -> Sequence[str]:
        return (self.text, *self.variants)

    def _key(self) -> tuple[object, ...]:
        return (*super()._key(), self.distance)


class Matching(q.Regex):  # type: ignore[misc]
    """Words that match a regular expression from their first to their last letter.

    Args:
        fieldname: a field of exact forms.
        pattern: of RE2's syntax, without accents.
    """

    def __init__(self, fieldname: str, pattern: str) -> None:
        super().__init__(fieldname, f"(?i)(?:{pattern})$")
        self.typed = pattern


class _Answered(q.Query):  # type: ignore[misc]
    """A query that is answered where articles are known."""

    boost = 1.0

    def matcher(self, searcher: object, context: object = None) -> object:
        """Whoosh alone cannot answer it.

        Raises:
            whoosh.query.QueryError: always.
        """
        raise q.QueryError(f"An index alone cannot answer {self!r}.")

    def _key(self) -> tuple[object, ...]:
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Answered) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._key()[1:]}"

    __str__ = __repr__


class NamedArticles(_Answered):
    """The paragraphs of articles by what is known of these.

    Args:
        field: `source`, `author`, `date`, `story` or `path`.
        text: as it was typed.
        exactly: only values that are equal to it, case and accents apart; of a date, the month that is counted.
        corrects: where nothing is called so, what is written alike is meant. Which articles these are depends on it,
            but not what was asked: queries that differ in it alone are equal.
    """

    def __init__(self, field: str, text: str, *, exactly: bool = False, corrects: bool = True) -> None:
        self.name, self.text, self.exactly, self.corrects = field, text, exactly, corrects

    def literally(self) -> NamedArticles:
        """The same without corrections."""
        return NamedArticles(self.name, self.text, exactly=self.exactly, corrects=False)

    def field(self) -> str:
        """What is looked at."""
        return self.name

    def _key(self) -> tuple[object, ...]:
        return (NamedArticles, self.name, self.text, self.exactly)


class Lead(_Answered):
    """The first two body paragraphs of each article."""

    def _key(self) -> tuple[object, ...]:
        return (Lead,)


class InPart(q.Require):  # type: ignore[misc]
    """What a query finds in one part of the articles.

    Args:
        part: one of `PARTS`.
        query: what is looked for there.
    """

    def __init__(self, part: str, query: q.Query) -> None:
        super().__init__(query, Lead() if part == "lead" else q.Term("kind", part))
        self.part, self.query = part, query


class SameArticle(_Answered):
    """The paragraphs that any part finds, of those articles in which every part finds one.

    Args:
        parts: at least two.
    """

    def __init__(self, parts: Sequence[q.Query]) -> None:
        self.parts = list(parts)

    def children(self) -> Iterator[q.Query]:
        """The parts."""
        return iter(self.parts)

    def is_leaf(self) -> bool:
        """It has parts."""
        return False

    def _key(self) -> tuple[object, ...]:
        return (SameArticle, *self.parts)


class AtLeast(_Answered):
    """What a word, phrase or pattern finds in paragraphs where it occurs often enough.

    Args:
        times: how often.
        query: a word, a phrase or a pattern.
    """

    def __init__(self, times: int, query: q.Query) -> None:
        self.times, self.query = times, query

    def children(self) -> Iterator[q.Query]:
        """What is counted."""
        yield self.query

    def is_leaf(self) -> bool:
        """It has a part."""
        return False

    def _key(self) -> tuple[object, ...]:
        return (AtLeast, self.times, self.query)
