"""What the user typed becomes Whoosh query trees; any text is a valid query."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import msgspec
from whoosh import query as q
from whoosh.qparser import syntax

from searchtui.analysis import stem
from searchtui.cleaning import clean_line
from searchtui.query.filters import Filter, filters_of
from searchtui.query.mode import Mode
from searchtui.query.quotes import straight_quotes
from searchtui.query.rewriting import negations_settled
from searchtui.query.syntax import REGEX, Grammar, Words
from searchtui.query.wording import wording

__all__ = ["FEW_WORDS", "LONGEST", "MOST_WORDS", "ParsedQuery", "as_read", "parse"]

FEW_WORDS = 3
"""In the mode `auto`, up to so many content words must all be in a paragraph."""

LONGEST = 4096
MOST_WORDS = 256
_DEEPEST = 40


class ParsedQuery(msgspec.Struct, frozen=True):
    """A query in its two readings.

    Args:
        all: all words that stand side by side must be in the paragraph.
        any: one of them must.
        filters: what both leave of the articles by their source, author or date.
        content_words: how many words, phrases and groups stand side by side, stop words and filters apart.
        hints: what was left out or taken literally.
    """

    all: q.Query
    any: q.Query
    filters: tuple[Filter, ...]
    content_words: int
    hints: tuple[str, ...] = ()

    @property
    def understood_all(self) -> str:
        """The first reading in words."""
        return wording(self.all, self.filters)

    @property
    def understood_any(self) -> str:
        """The second reading in words."""
        return wording(self.any, self.filters)


def parse(
    text: str,
    mode: Mode = Mode.AUTO,
    *,
    prefix_last: bool = False,
    exactly: bool = False,
    stems: Callable[[str], Sequence[str]] = lambda exact: (stem(exact),),
    today: dt.date | None = None,
) -> ParsedQuery:
    """Read a query.

    Args:
        text: anything; operators that have nothing to work on are taken as words.
        mode: `plain` takes all operators as words; the other modes read alike.
        prefix_last: the text's last word is still being typed; a trailing operator waits for its word.
        exactly: words stand for just the forms that were typed.
        stems: gives the stems of a folded word, at least one.
        today: what `last 3 months` is counted from; None for the day of the call.
    """
    hints: list[str] = []
    text = as_read(text)
    if len(text) > LONGEST:
        text = text[:LONGEST]
        hints.append(f"The query was cut at {LONGEST:,} characters.")
    if mode is not Mode.PLAIN and _depth(text) > _DEEPEST:
        text = text.replace("(", " ").replace(")", " ")
        hints.append("The parentheses are nested too deeply and were left out.")
    if prefix_last and mode is not Mode.PLAIN:
        text = _trailing_operator().sub(" ", text)
    grammar = Grammar(operators=mode is not Mode.PLAIN, exactly=exactly, stems=stems, room=MOST_WORDS, today=today)
    if prefix_last and mode is not Mode.PLAIN and _open_name().search(text):
        text += '"'
    if prefix_last and text and not text[-1].isspace():
        grammar.partial_end = len(text)
    group = grammar.process(text)
    filters, group = filters_of(group, grammar)
    readings = []
    for join in (q.And, q.Or):
        grammar.join, grammar.left_out = join, []
        made = group.query(grammar)
        if made is None:
            nothing_else = filters or grammar.is_waiting or not text.strip()
            made = q.Every() if nothing_else else q.NullQuery
        readings.append(negations_settled(made))
    if not prefix_last and mode is not Mode.PLAIN:
        hints.extend(_unbalanced(text))
    if grammar.left_out:
        hints.append(f"Left out: {', '.join(dict.fromkeys(grammar.left_out))}.")
    if grammar.is_cut:
        hints.append(f"The query was cut at {MOST_WORDS} words.")
    hints.extend(dict.fromkeys(grammar.hints))
    if readings[0] == q.NullQuery:
        hints.append("There is no word to look for in this query.")
    strict, loose = readings
    return ParsedQuery(all=strict, any=loose, filters=filters, content_words=_content_words(group), hints=tuple(hints))


def as_read(text: str) -> str:
    """A query in the characters that it is read in: on one line, with straight quotes.

    Args:
        text: anything.
    """
    text = straight_quotes(clean_line(text)).replace("**", "  ")
    return _bracketed_dates().sub(r"date:\1..\2", text) if "[" in text else text


@cache
def _bracketed_dates() -> re.Pattern[str]:
    return re.compile(r"(?i:date):\s*\[\s*([\d-]*)\s+TO\s+([\d-]*)\s*\]")


@cache
def _open_name() -> re.Pattern[str]:
    """A name in quotes that is still being typed."""
    return re.compile(r'(?:^|[\s(+\-])(?i:source|author):=?"[^"]*[^"\s]$')


@cache
def _regexes() -> re.Pattern[str]:
    """Regular expressions, in which quotes and parentheses mean something else."""
    return re.compile(REGEX)


@cache
def _trailing_operator() -> re.Pattern[str]:
    return re.compile(r"(?:^|\s)(?:AND|SAME|WITH|OR|NOT|(?:NEAR|BEFORE)(?:/\d*)?|(?i:atleast)\d*:?|[-+=])\s*$")


def _unbalanced(text: str) -> Iterator[str]:
    """What to say of quotes and parentheses that stand alone."""
    text = _regexes().sub("", text)
    if text.count('"') % 2:
        yield "A quote character stands alone and was left out."
    unquoted = re.sub(r'"[^"]*"', "", text)
    if unquoted.count("(") != unquoted.count(")"):
        yield "A parenthesis stands alone and was left out."


def _content_words(group: syntax.GroupNode) -> int:
    return group.content() if isinstance(group, Words) else 1


def _depth(text: str) -> int:
    deepest = depth = 0
    for parenthesis in re.findall("[()]", text):
        depth += 1 if parenthesis == "(" else -1
        deepest = max(deepest, depth)
    return deepest
