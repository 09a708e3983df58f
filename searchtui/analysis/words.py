"""Words: what counts as one, and its forms.

What counts as a word:

* A run of letters and digits with their combining marks; `_` and `*` separate, so Markdown emphasis hides nothing.
* Hyphens separate: `anti-Western` is two words.
* Apostrophes join: a final `'s`, `'re`, `'ve`, `'ll`, `'d` or `'m` is cut, `don't` is `dont`, and a French or Italian
  elision is cut (`l'Europe` and `dell'Europa` are `europe` and `europa`).
* Dots between single letters are dropped: `U.S.` is `us`. A number keeps its decimal point and loses the commas
  between its thousands: `3,200.5` is `3200.5`.
* Case and accents are folded (`Häfen` is `hafen`, `Łódź` is `lodz`), also Hebrew and Arabic vowel points; the letters
  й and ё differ as in Russian print: й stays, ё is е.
* Chinese, Japanese and Korean runs become overlapping pairs of characters, and the last character alone, so that every
  character begins a word and a single one can be found as a prefix.

A word has two forms: `exact` as above, and `stem`, by the rules of the language that its text is in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from searchtui.analysis.folding import fold
from searchtui.analysis.stemming import DEFAULT_LANGUAGE, stem

__all__ = ["LONGEST_TERM", "Word", "is_cjk", "surfaces", "words"]

LONGEST_TERM = 128
"""Characters of an exact form."""

_LONGEST_SURFACE = 512
"""What comes after so many characters of a word makes no difference: no word is so long, and folding takes time."""

_MOST_INITIALS = 100
"""Letters with dots between them that are one word."""


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
    # What is met is never given back (`*+`), so that nothing is remembered of each of the letters of a word that has
    # very many: that would take two hundred bytes each.
    return re.compile(
        (rf"(?P<cjk>[{cjk}][{cjk}\u3099\u309a]*)|" if cjk else "")
        + rf"(?P<initials>{initial}(?:\.{initial}){{1,{_MOST_INITIALS}}}(?!{inner})\.?)"
        + rf"|(?P<number>\d+(?:[.,]\d+)*+{inner}*+)"
        + rf"|(?P<word>{letter}{inner}*+(?:['’ʼ＇]{inner}++)*+)"
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
    french, italian = "[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu", "un|gl|d?all|[dn]ell|sull|coll|quell|quest|bell|sant"
    return re.compile(rf"(?:{french}|{italian})['’ʼ＇](?=\w{{2}})", re.IGNORECASE)


@cache
def _enclitic() -> re.Pattern[str]:
    return re.compile(r"['’ʼ＇](?:s|re|ve|ll|d|m)$", re.IGNORECASE)


_WITHOUT_APOSTROPHES = str.maketrans("", "", "'’ʼ＇")


def is_cjk(text: str) -> bool:
    """Whether the text is one run of Chinese, Japanese or Korean characters."""
    return not text.isascii() and _all_cjk().fullmatch(text) is not None


@lru_cache(maxsize=1 << 16)
def _forms(kind: str, surface: str, language: str) -> tuple[int, int, str, str]:
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
    exact = exact[:LONGEST_TERM]
    return start, end, exact, stem(exact, language)


def surfaces(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text stand, with all that an apostrophe joins to them; a CJK run is one."""
    for match in _surface(_is_plain(text) is not None).finditer(text):
        yield match.span()


def words(text: str, *, query: bool = False, language: str = DEFAULT_LANGUAGE) -> Iterator[Word]:
    """The words of a text in order.

    Args:
        text: any text.
        query: leave out the single last character of a CJK run, which the index has beside its pairs.
        language: by whose rules they are stemmed; see `stemming_language`.
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
            cut, end, exact, stemmed = _forms(kind, match[0][:_LONGEST_SURFACE], language)
            if exact:
                yield Word(first + cut, last if last - first > _LONGEST_SURFACE else first + end, exact, stemmed)
