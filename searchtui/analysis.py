"""The one analyzer: how text becomes words, for the index, for queries and for highlights alike.

What counts as a word:

* A run of letters and digits with their combining marks; `_` and `*` separate, so Markdown emphasis hides nothing.
* Hyphens separate: `anti-Western` is two words.
* Apostrophes join: a final `'s`, `'re`, `'ve`, `'ll`, `'d` or `'m` is cut, `don't` is `dont`, and a French elision is
  cut (`l'Europe` is `europe`).
* Dots between single letters are dropped: `U.S.` is `us`. A number keeps its decimal point and loses the commas
  between its thousands: `3,200.5` is `3200.5`.
* Case and accents are folded (`Häfen` is `hafen`, `Łódź` is `lodz`), also Hebrew and Arabic vowel points; the letters
  й and ё differ as in Russian print: й stays, ё is е.
* Chinese, Japanese and Korean runs become overlapping pairs of characters, and the last character alone, so that every
  character begins a word and a single one can be found as a prefix.

A word has two forms: `exact` as above, and `stem`, its Snowball (Porter 2) English stem.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import Stemmer
from whoosh.analysis import Analyzer, Token

__all__ = [
    "END_OF_TEXT",
    "END_OF_VALUE",
    "VALUE_GAP",
    "VALUE_SEPARATOR",
    "Word",
    "WordAnalyzer",
    "chunks",
    "count_words",
    "fold",
    "is_cjk",
    "stem",
    "words",
]

VALUE_SEPARATOR = "\n"
"""Stands between the values of a field that has several, so that no phrase reaches from one into the next."""

VALUE_GAP = 100
"""How many positions apart two such values are."""

_LONGEST_TERM = 128
_LONGEST_SURFACE = 512
"""What comes after so many characters of a word makes no difference: no word is so long, and folding takes time."""


class Word(NamedTuple):
    """One word of a text.

    Args:
        start, end: its code points in the text.
        exact: its folded form.
        stem: the stem of that form.
        step: how many positions it stands after the word before; 0 for the last character of a CJK run, which stands
            where the pair that ends with it stands.
    """

    start: int
    end: int
    exact: str
    stem: str
    step: int = 1


def _ranges(numbers: list[int]) -> str:
    """A character class, without its brackets, of these code points."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in parts)


# `\w` has no combining marks, without which words of many scripts fall apart; outside these blocks there are none that
# stand inside words.
_MARK_BLOCKS = (range(0x300, 0x1E00), range(0x2CE0, 0x2E00), range(0xA600, 0xAC00), range(0x10A00, 0x11D00))
_CJK = (
    "\u1100-\u11ff\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3131-\u318e\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
)
_is_plain = re.compile("[\0-\u02ff\u1e00-\u200b\u200e-\u2cdf]*").fullmatch
"""Whether a text has no combining mark, no joiner and nothing Chinese, Japanese or Korean."""


@cache
def _word(plain: bool) -> re.Pattern[str]:
    """What a word is.

    Args:
        plain: only plain texts are searched. What they do not hold takes a tenth of a second to compile, and most
            runs of the program meet nothing else.
    """
    cjk, marks = "", ""
    if not plain:
        cjk = _CJK
        marks = _ranges([n for block in _MARK_BLOCKS for n in block if unicodedata.category(chr(n))[0] == "M"])
    letter = rf"[^\W\d_{cjk}]"
    inner = rf"(?:[^\W_{cjk}]|[{marks}\u200c\u200d])"
    initial = rf"{letter}[{marks}]*" if marks else letter
    return re.compile(
        (rf"(?P<cjk>[{cjk}][{cjk}\u3099\u309a]*)|" if cjk else "")
        + rf"(?P<initials>{initial}(?:\.{initial})+(?!{inner})\.?)"
        + rf"|(?P<number>\d+(?:[.,]\d+)*{inner}*)"
        + rf"|(?P<word>{letter}{inner}*(?:['’ʼ＇]{inner}+)*)"
    )


@cache
def _surface(plain: bool) -> re.Pattern[str]:
    """The same without names for its parts."""
    return re.compile(re.sub(r"\(\?P<\w+>", "(?:", _word(plain).pattern))


@cache
def _all_cjk() -> re.Pattern[str]:
    return re.compile(rf"[{_CJK}\u3099\u309a]+")


@cache
def _thousands() -> re.Pattern[str]:
    """The commas between the thousands of a number."""
    return re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@cache
def _elision() -> re.Pattern[str]:
    return re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ＇](?=\w{2})", re.IGNORECASE)


@cache
def _enclitic() -> re.Pattern[str]:
    return re.compile(r"['’ʼ＇](?:s|re|ve|ll|d|m)$", re.IGNORECASE)


@cache
def _optional_marks() -> re.Pattern[str]:
    """The marks that make no difference."""
    return re.compile("(?<![\u0400-\u04ff])[\u0300-\u036f]+|[\u0591-\u05c7\u0640\u064b-\u0652\u0670\u200c\u200d]")


_WITHOUT_APOSTROPHES = str.maketrans("", "", "'’ʼ＇")
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "ng"}
)

END_OF_TEXT = b"\x1e"
"""Among the pieces of several texts, stands between two of them."""

END_OF_VALUE = b"\x1d"
"""Among the pieces of a text, stands between two values."""

_END = END_OF_TEXT.decode()
_END_APART, _VALUE_APART = (b" %b " % mark for mark in (END_OF_TEXT, END_OF_VALUE))


def _separated(code: int) -> int:
    """What a byte of UTF-8 becomes, so that a text falls apart: of ASCII, only letters, digits and ' , . are kept."""
    if code == ord(VALUE_SEPARATOR):
        return END_OF_VALUE[0]
    if code >= 0x80 or chr(code).isalnum() or chr(code) in "',." or code == END_OF_TEXT[0]:
        return ord(chr(code).lower()) if code < 0x80 else code
    return ord(" ")


_BETWEEN_VALUES = (("", VALUE_GAP),)

_SEPARATED = bytes(map(_separated, range(256)))

# Many pieces differ from others by these alone, which around the words of a piece mean nothing.
_AROUND = ".,'"

_stemmers = threading.local()


def fold(text: str) -> str:
    """The form in which words are compared: without case and accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_UNDECOMPOSED)
    return unicodedata.normalize("NFC", _optional_marks().sub("", decomposed).replace("е\u0308", "е"))


@lru_cache(maxsize=1 << 16)
def stem(exact: str) -> str:
    """The Snowball English stem of a folded word."""
    if not hasattr(_stemmers, "english"):  # a stemmer keeps state between calls and must not be shared by threads
        _stemmers.english = Stemmer.Stemmer("english", 0)  # its own cache costs more than stemming
    return str(_stemmers.english.stemWord(exact))


def is_cjk(text: str) -> bool:
    """Whether the text is one run of Chinese, Japanese or Korean characters."""
    return not text.isascii() and _all_cjk().fullmatch(text) is not None


@lru_cache(maxsize=1 << 16)
def _forms(kind: str, surface: str) -> tuple[int, int, str, str]:
    """What is cut from the start and the end of a surface form, its exact form and its stem."""
    start, end = 0, len(surface)
    may_be_joined = kind == "word" and not (surface.isascii() and surface.isalnum())
    if may_be_joined:
        if elision := _elision().match(surface):
            start = elision.end()
        if enclitic := _enclitic().search(surface, start + 1):
            end = enclitic.start()
    exact = fold(surface[start:end])
    if may_be_joined:
        exact = exact.translate(_WITHOUT_APOSTROPHES)
    elif kind == "initials":
        exact = exact.replace(".", "")
    elif "," in exact:
        exact = _thousands().sub("", exact)
    exact = exact[:_LONGEST_TERM]
    return start, end, exact, stem(exact)


def chunks(texts: Sequence[str]) -> list[bytes]:
    """The pieces of texts between blanks, and some marks that no word has inside: no word reaches over two of them.

    Most texts have few distinct ones, so that each need be taken apart only once; and finding them is far quicker than
    finding the words themselves. Capitals make no difference to words, and none to pieces.

    Args:
        texts: any number.

    Returns:
        The pieces in UTF-8, text after text, `END_OF_TEXT` between the last piece of one and the first of the next, and
        `END_OF_VALUE` where `VALUE_SEPARATOR` stands.
    """
    whole = _END.join(texts)
    if whole.count(_END) >= max(len(texts), 1):
        whole = _END.join([text.replace(_END, " ") for text in texts])
    separated = whole.encode("utf-8", "surrogatepass").translate(_SEPARATED).replace(END_OF_TEXT, _END_APART)
    if END_OF_VALUE in separated:
        separated = separated.replace(END_OF_VALUE, _VALUE_APART)
    # What ends a sentence or a clause would make another piece of its last word.
    return separated.replace(b". ", b" ").replace(b", ", b" ").split()


def count_words(text: str) -> int:
    """How many words a text has; a run of Chinese, Japanese or Korean characters counts as one."""
    return sum(map(_count, text.split()))


@lru_cache(maxsize=1 << 16)
def _count(chunk: str) -> int:
    return len(_surface(_is_plain(chunk) is not None).findall(chunk))


def words(text: str, *, query: bool = False) -> Iterator[Word]:
    """The words of a text in order.

    Args:
        text: any text.
        query: leave out the single last character of a CJK run, which the index has beside its pairs.
    """
    for match in _word(_is_plain(text) is not None).finditer(text):
        kind = match.lastgroup or ""
        first, last = match.span()
        if kind == "cjk":
            for start in range(first, last):
                end = min(start + 2, last)
                alone = last - first == 1
                if end - start == 2 or not query or alone:
                    exact = fold(text[start:end])
                    yield Word(start, end, exact, exact, int(end - start == 2 or alone))
        else:
            cut, end, exact, stemmed = _forms(kind, match[0][:_LONGEST_SURFACE])
            if exact:
                yield Word(first + cut, last if last - first > _LONGEST_SURFACE else first + end, exact, stemmed)


Terms = Sequence[tuple[str, int]]


@lru_cache(maxsize=1 << 10)
def _terms_of_chunk(chunk: bytes) -> tuple[Terms, Terms]:
    """The exact terms and the stems of a piece of text, each with its step; asked for one after the other."""
    if chunk == END_OF_VALUE:
        return _BETWEEN_VALUES, _BETWEEN_VALUES
    text = chunk.decode("utf-8", "surrogatepass").strip(_AROUND)
    # Nearly all pieces are such, and this is twenty times as fast.
    if text.isascii() and text.isalnum() and len(text) <= _LONGEST_TERM:
        return ((text, 1),), ((stem(text), 1),)
    found = list(words(text))
    return [(word.exact, word.step) for word in found], [(word.stem, word.step) for word in found]


class WordAnalyzer(Analyzer):  # type: ignore[misc]
    """The words of a text as Whoosh tokens.

    It is stored with the schema in the index, so its class and its attributes are part of the index format.

    Args:
        stemmed: whether a token's text is the stem or the exact form.
    """

    def __init__(self, *, stemmed: bool) -> None:
        self.stemmed = stemmed

    split, end = staticmethod(chunks), END_OF_TEXT

    def terms(self, chunk: bytes) -> Terms:
        """The terms of one piece of `split`, each with the number of positions after the one before.

        What separates two values is a term without a number: an empty one, a gap away.
        """
        exact, stems = _terms_of_chunk(chunk)
        return stems if self.stemmed else exact

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
        if tokenize:
            parts: Iterator[Word] = words(value, query=mode == "query")
        else:
            exact = fold(value)
            parts = iter([Word(0, len(value), exact, stem(exact))])
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
