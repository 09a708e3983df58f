"""The words of a text as Whoosh wants them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, ClassVar

from whoosh.analysis import Analyzer, Token

from searchtui.analysis.chunking import END_OF_TEXT, END_OF_VALUE, VALUE_GAP, VALUE_SEPARATOR, chunks
from searchtui.analysis.folding import fold
from searchtui.analysis.stemming import DEFAULT_LANGUAGE, stem, stem_all
from searchtui.analysis.words import LONGEST_TERM, Word, words

__all__ = ["LanguageText", "WordAnalyzer", "text_in"]

Terms = Sequence[tuple[str, int]]

_BETWEEN_VALUES = (("", VALUE_GAP),)

# Many pieces differ from others by these alone, which around the words of a piece mean nothing.
_AROUND = ".,'"
_AROUND_BYTES = _AROUND.encode()


@lru_cache(maxsize=1)
def _terms_of_chunk(chunk: bytes, language: str) -> tuple[Terms, Terms]:
    """The exact terms and the stems of a piece of text, each with its step; asked for one after the other."""
    if chunk == END_OF_VALUE:
        return _BETWEEN_VALUES, _BETWEEN_VALUES
    text = chunk.decode("utf-8", "surrogatepass").strip(_AROUND)
    # Nearly all pieces are such, and this is twenty times as fast.
    if text.isascii() and text.isalnum() and len(text) <= LONGEST_TERM:
        return ((text, 1),), ((stem(text, language), 1),)
    found = list(words(text, language=language))
    return [(word.exact, word.step) for word in found], [(word.stem, word.step) for word in found]


class LanguageText(str):
    """A text that knows by the rules of which language it is stemmed; Whoosh and the builder take it as any other."""

    __slots__ = ()
    language: ClassVar[str] = DEFAULT_LANGUAGE


@cache
def text_in(language: str) -> type[LanguageText]:
    """The class of the texts in a language, which makes one of a plain text.

    Args:
        language: see `stemming_language`.
    """
    # Each paragraph is made one: an attribute of the class costs no time when it is made.
    return type(LanguageText.__name__, (LanguageText,), {"__slots__": (), "language": language})


class WordAnalyzer(Analyzer):  # type: ignore[misc]
    """The words of a text as Whoosh tokens, stemmed by the rules of its language where it is a `LanguageText`.

    It is stored with the schema in the index, so its class and its attributes are part of the index format.

    Args:
        stemmed: whether a token's text is the stem or the exact form.
    """

    def __init__(self, *, stemmed: bool) -> None:
        self.stemmed = stemmed

    split, end = staticmethod(chunks), END_OF_TEXT

    def language(self, value: str) -> str:
        """The language by whose rules a value is stemmed, empty where it is not."""
        return getattr(value, "language", DEFAULT_LANGUAGE) if self.stemmed else ""

    def terms(self, chunk: bytes, language: str = DEFAULT_LANGUAGE) -> Terms:
        """The terms of one piece of `split`, each with the number of positions after the one before.

        What separates two values is a term without a number: an empty one, a gap away.

        Args:
            chunk: the piece.
            language: of the text that it is from.
        """
        exact, stems = _terms_of_chunk(chunk, language)
        return stems if self.stemmed else exact

    def single_terms(self, chunks: Sequence[bytes], language: str = DEFAULT_LANGUAGE) -> list[str]:
        """Of each piece of `split` its only term; empty where `terms` must be asked.

        Args:
            chunks: the pieces.
            language: of the text that they are from.
        """
        stripped = (chunk.strip(_AROUND_BYTES) for chunk in chunks)
        # Nearly all pieces are such; among bytes, only letters and digits of ASCII are any.
        plain = [chunk.decode() if chunk.isalnum() and len(chunk) <= LONGEST_TERM else "" for chunk in stripped]
        return stem_all(plain, language) if self.stemmed else plain

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WordAnalyzer) and other.stemmed == self.stemmed

    def __hash__(self) -> int:
        return hash((WordAnalyzer, self.stemmed))

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        keeporiginal: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        tokenize: bool = True,
        mode: str = "",
        **kwargs: Any,
    ) -> Iterator[Token]:
        """Yield one token again and again, changed: the protocol of Whoosh's analyzers.

        Args:
            value: the text.
            positions: whether the token's `pos` is wanted.
            chars: whether its `startchar` and `endchar` are wanted.
            keeporiginal: whether the surface form is wanted as `original`.
            removestops: ignored; no word is left out.
            start_pos: the position of the first word.
            start_char: the offset of the first character.
            tokenize: whether to split the text at all.
            mode: `query` for the text of a query, else `index`.
            kwargs: passed on to the token.
        """
        token = Token(positions, chars, removestops=removestops, mode=mode, **kwargs)
        language = getattr(value, "language", DEFAULT_LANGUAGE)
        if tokenize:
            parts: Iterator[Word] = words(value, query=mode == "query", language=language)
        else:
            exact = fold(value)
            parts = iter([Word(0, len(value), exact, stem(exact, language))])
        position, read = start_pos - 1, 0
        has_values = VALUE_SEPARATOR in value
        for word in parts:
            position += word.step
            if has_values and (crossed := value.count(VALUE_SEPARATOR, read, word.start)):
                position += crossed * VALUE_GAP
            read = word.start
            token.text = word.stem if self.stemmed else word.exact
            token.boost = 1.0
            token.stopped = False
            if keeporiginal:
                token.original = value[word.start : word.end]
            if positions:
                token.pos = position
            if chars:
                token.startchar, token.endchar = start_char + word.start, start_char + word.end
            yield token
