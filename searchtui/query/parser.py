"""What the user typed becomes Whoosh query trees; any text is a valid query."""

from __future__ import annotations

import re
from functools import cache

import msgspec
from whoosh import query as q
from whoosh.qparser import syntax

from searchtui.cleaning import clean_line
from searchtui.query.mode import Mode
from searchtui.query.syntax import Grammar, Words
from searchtui.query.wording import wording

__all__ = ["FEW_WORDS", "ParsedQuery", "parse"]

FEW_WORDS = 3
"""In the mode `auto`, up to so many content words must all be in a paragraph."""

_LONGEST = 4096
_MOST_WORDS = 256
_DEEPEST = 40
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))


class ParsedQuery(msgspec.Struct, frozen=True):
    """A query in its two readings.

    Args:
        all: all words that stand side by side must be in the paragraph.
        any: one of them must.
        content_words: how many words, phrases and groups stand side by side, stop words and filters apart.
        understood_all: the first reading in words.
        understood_any: the second reading in words.
        hints: what was left out or taken literally.
    """

    all: q.Query
    any: q.Query
    content_words: int
    understood_all: str
    understood_any: str
    hints: tuple[str, ...] = ()


def parse(text: str, mode: Mode = Mode.AUTO, *, prefix_last: bool = False) -> ParsedQuery:
    """Read a query.

    Args:
        text: anything; operators that have nothing to work on are taken as words.
        mode: `plain` takes all operators as words; the other modes read alike.
        prefix_last: the text's last word is still being typed; a trailing operator waits for its word.
    """
    hints: list[str] = []
    text = clean_line(text).translate(_QUOTES).replace("**", "  ")
    if "[" in text:
        text = _bracketed_dates().sub(r"date:\1..\2", text)
    if len(text) > _LONGEST:
        text = text[:_LONGEST]
        hints.append(f"The query was cut at {_LONGEST:,} characters.")
    if len(parts := text.split()) > _MOST_WORDS:
        text = " ".join(parts[:_MOST_WORDS])
        hints.append(f"The query was cut at {_MOST_WORDS} words.")
    if mode is not Mode.PLAIN and _depth(text) > _DEEPEST:
        text = text.replace("(", " ").replace(")", " ")
        hints.append("The parentheses are nested too deeply and were left out.")
    if prefix_last and mode is not Mode.PLAIN:
        text = _trailing_operator().sub(" ", text)
    grammar = Grammar(operators=mode is not Mode.PLAIN)
    if prefix_last and text and not text[-1].isspace():
        grammar.partial_end = len(text)
    tree = grammar.process(text)
    readings = []
    for join in (q.And, q.Or):
        grammar.join, grammar.left_out = join, []
        readings.append(_negations_settled(tree.query(grammar) or (q.NullQuery if text.strip() else q.Every())))
    if grammar.left_out:
        hints.append(f"Left out: {', '.join(dict.fromkeys(grammar.left_out))}.")
    hints.extend(dict.fromkeys(grammar.hints))
    if readings[0] == q.NullQuery:
        hints.append("There is no word to look for in this query.")
    strict, loose = readings
    return ParsedQuery(
        all=strict,
        any=loose,
        content_words=_content_words(tree),
        understood_all=wording(strict, grammar.surfaces),
        understood_any=wording(loose, grammar.surfaces),
        hints=tuple(hints),
    )


@cache
def _bracketed_dates() -> re.Pattern[str]:
    return re.compile(r"(?i:date):\s*\[\s*([\d-]*)\s+TO\s+([\d-]*)\s*\]")


@cache
def _trailing_operator() -> re.Pattern[str]:
    return re.compile(r"(?:^|\s)(?:AND|OR|NOT|-)\s*$")


def _content_words(tree: syntax.GroupNode) -> int:
    return tree.content() if isinstance(tree, Words) else 1


def _depth(text: str) -> int:
    deepest = depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    return deepest


def _negations_settled(query: q.Query) -> q.Query:
    """The same query without `Not` beside wanted parts, where Whoosh would add a constant to each score."""
    if isinstance(query, q.Not):
        return q.AndNot(q.Every(), _negations_settled(query.query))
    if isinstance(query, q.AndNot):
        return q.AndNot(_negations_settled(query.a), _negations_settled(query.b))
    if isinstance(query, q.And):
        wanted = [_negations_settled(part) for part in query if not isinstance(part, q.Not)]
        banned = [_negations_settled(part.query) for part in query if isinstance(part, q.Not)]
        base = q.And(wanted) if len(wanted) > 1 else wanted[0] if wanted else q.Every()
        if not banned:
            return base
        return q.AndNot(base, q.Or(banned) if len(banned) > 1 else banned[0])
    if isinstance(query, q.Or):
        return q.Or([_negations_settled(part) for part in query])
    return query
