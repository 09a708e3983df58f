"""What depends on the words of a collection: completions, misspelt words and corrections, put into a query tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto

import msgspec
from whoosh import query as q

from searchtui.query.rewriting import rewritten
from searchtui.query.spelled import SpelledWord
from searchtui.query.spelling import Lexicon, corrections, written_alike
from searchtui.query.stopwords import STOP_WORDS
from searchtui.query.tree import TEXT, TITLE, Corrected, Forms, Misspelt, NamedArticles, Unfinished, Word

__all__ = ["Corrections", "Resolved", "resolved"]

_COMPLETIONS, _COMPLETIONS_OF_FEW_LETTERS = 50, 10
_FEW_LETTERS = 2


class Corrections(Enum):
    """Which words of a query are corrected."""

    NONE = auto()
    UNKNOWN = auto()
    """Those that nothing has."""
    ALL = auto()
    """Those and rare ones that are far less frequent than another."""


class Resolved(msgspec.Struct, frozen=True):
    """A query tree that asks for words of the collection only.

    Args:
        query: the tree.
        spelled: the words in it that were corrected.
        hints: what the user should know of its words.
    """

    query: q.Query
    spelled: tuple[SpelledWord, ...] = ()
    hints: tuple[str, ...] = ()


def resolved(
    query: q.Query,
    lexicon: Lexicon,
    stems: Callable[[str], Sequence[str]],
    frequency: Callable[[str, str], int],
    *,
    correct: Corrections = Corrections.ALL,
) -> Resolved:
    """Put words of the collection into a query tree.

    Of the stems that a word has in several languages, those that do not occur are left out, so that most words are
    looked for by one.

    Nothing is corrected in quotes, after `=`, in patterns, names and dates, nor in what is banned: a correction there
    would silently take hits away.

    Args:
        query: as `parse` makes it.
        lexicon: of the collection.
        stems: gives the stems of a folded word, at least one.
        frequency: how many paragraphs hold a stem in a field.
        correct: which words are corrected.
    """
    wanted = correct is not Corrections.NONE
    spelled: dict[str, SpelledWord] = {}
    hints: dict[str, str] = {}

    def corrected(word: Word | Forms | Unfinished) -> q.Query | None:
        field = TEXT if isinstance(word, Unfinished) else word.field()
        # A title has few words; what is a word at all is asked of the texts.
        of_stems = sum(frequency(TEXT, stem) for stem in word.stems)
        if correct is Corrections.UNKNOWN and (of_stems or lexicon.frequency(word.exact)):
            return None
        found = corrections(word.exact, lexicon, of_stems, stems)
        if not found:
            if alike := written_alike(word.exact, of_stems, lexicon, stems):
                others = " and ".join(f"{other} ({count:,} paragraph{'s'[: count > 1]})" for other, count in alike)
                hints[word.surface] = f"There is also {others}; {word.exact}~ finds these too."
            return None
        known = of_stems > 0 or lexicon.frequency(word.exact) > 0
        meant = [
            Word(field, stem, correction.word, correction.word, boost=correction.weight)
            for correction in found
            for stem in occurring(field, stems(correction.word))
        ]
        spelled[word.surface] = SpelledWord(word.surface, tuple(correction.word for correction in found), known)
        return Corrected(word, meant, known=known)

    def occurring(field: str, some: Sequence[str]) -> Sequence[str]:
        """The stems that occur; all of them where none does."""
        return [stem for stem in some if len(some) == 1 or frequency(field, stem)] or some

    def reduced(word: Word | Forms) -> Word | Forms:
        there = occurring(word.field(), word.stems)
        if len(there) == len(word.stems):
            return word
        if len(there) == 1:
            return Word(word.field(), there[0], word.surface, word.exact, word.boost)
        return Forms(word.field(), there, word.surface, word.exact, word.boost)

    def change(part: q.Query) -> q.Query | None:
        match part:
            case q.Sequence():
                return rewritten(part, completed)
            case q.AndNot():
                return q.AndNot(rewritten(part.a, change), rewritten(part.b, banned))
            case Word() | Forms():
                word = reduced(part)
                return (corrected(word) if wanted and word.exact not in STOP_WORDS else None) or word
            case Unfinished():
                made = _completed(part, lexicon)
                if made.completions or not wanted:
                    return made
                return corrected(made) or made
        return completed(part)

    def completed(part: q.Query) -> q.Query | None:
        match part:
            case Unfinished():
                return _completed(part, lexicon)
            case Misspelt():
                similar = lexicon.similar(part.text, part.distance)
                variants = [word for word, _, _ in similar]
                if part.fieldname == TITLE:
                    variants = [stem for word in variants for stem in stems(word)]
                return Misspelt(part.fieldname, part.text, part.distance, variants)
        return None

    def banned(part: q.Query) -> q.Query | None:
        return part.literally() if isinstance(part, NamedArticles) else completed(part)

    changed = rewritten(query, change)
    return Resolved(changed, tuple(spelled.values()), tuple(hints.values()))


def _completed(word: Unfinished, lexicon: Lexicon) -> Unfinished:
    most = _COMPLETIONS_OF_FEW_LETTERS if len(word.exact) <= _FEW_LETTERS else _COMPLETIONS
    completions = [completion for completion, _ in lexicon.completions(word.exact, most)]
    return Unfinished(word.stems, word.surface, word.exact, completions)
