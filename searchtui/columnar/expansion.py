"""The words that a prefix, a pattern, a range or a misspelt word stands for, as numbers of terms in a segment."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Iterable, Iterator

from whoosh import query as q
from whoosh.fields import FieldType

from searchtui.columnar.field import Field

__all__ = ["Runs", "expansion", "is_any", "of_texts", "runs"]

Runs = Callable[[Field], Iterable[tuple[int, int]]]
"""Gives the terms that are meant in a field of one segment: of each run of neighbours the first, and one past the last.
"""

_MAY_BE_NOTHING = frozenset("*?{")
_SPECIAL = frozenset("{}()[].?*+^$\\")


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Rising numbers as runs of neighbours: of each the first, and one past the last."""
    first = last = -1
    for number in numbers:
        if number == last:
            last += 1
            continue
        if last > first:
            yield first, last
        first, last = number, number + 1
    if last > first:
        yield first, last


def of_texts(texts: Iterable[bytes]) -> Runs:
    """Words that are known by their texts."""
    rising = sorted(set(texts))
    return lambda field: runs(number for number in field.numbers(rising) if number is not None)


def is_any(query: q.Query) -> bool:
    """Whether a pattern stands for every word of its field."""
    kind = type(query)
    return (kind is q.Prefix and not query.text) or (kind, getattr(query, "text", None)) in (
        (q.Wildcard, "*"),
        (q.Regex, ".*"),
    )


def expansion(query: q.Query, schema_field: FieldType) -> Runs | None:
    """What a query stands for; None where only its own Whoosh class knows.

    Args:
        query: of one field.
        schema_field: the field's type.

    Raises:
        re.error: the pattern of a regular expression is none.
    """
    kind = type(query)  # a class that is made of one of these may mean something else
    if kind is q.Prefix:
        prefix = _bytes(schema_field, query.text)
        return lambda field: _run(field.find(prefix), field.after_prefix(prefix))
    if kind is q.Wildcard:
        literal = re.split(r"[*?\[]", query.text, maxsplit=1)[0]
        return _matching(schema_field, literal, re.compile(fnmatch.translate(query.text)))
    if kind is q.Regex:
        return _matching(schema_field, literal_start(query.text), re.compile(query.text))
    if kind is q.FuzzyTerm:
        return _similar(schema_field, query)
    if kind is q.TermRange:
        return _between(schema_field, query)
    return None


def _bytes(schema_field: FieldType, text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else bytes(schema_field.to_bytes(text))


def _run(first: int, last: int) -> Iterable[tuple[int, int]]:
    return [(first, last)] if first < last else []


def _starting(schema_field: FieldType, start: str, field: Field) -> range:
    """The numbers of the terms that begin with something."""
    prefix = _bytes(schema_field, start) if start else b""
    return range(field.find(prefix), field.after_prefix(prefix))


def _texts(schema_field: FieldType, field: Field, numbers: Iterable[int]) -> dict[int, str]:
    """Terms by their numbers."""
    return {number: schema_field.from_bytes(field[number]) for number in numbers}


def literal_start(pattern: str) -> str:
    """What all words begin with that match a regular expression, as far as that is plain to see."""
    if "|" in pattern:
        return ""
    pattern = pattern.removeprefix("^").removeprefix("\\A")
    end = next((at for at, character in enumerate(pattern) if character in _SPECIAL), len(pattern))
    return pattern[: end - 1 if end and pattern[end : end + 1] in _MAY_BE_NOTHING else end]


def _matching(schema_field: FieldType, start: str, pattern: re.Pattern[str]) -> Runs:
    def found(field: Field) -> Iterable[tuple[int, int]]:
        terms = _texts(schema_field, field, _starting(schema_field, start, field))
        return runs(number for number, text in terms.items() if pattern.match(text))

    return found


def _similar(schema_field: FieldType, query: q.FuzzyTerm) -> Runs:
    """Words a few insertions, deletions and substitutions of characters away."""

    def found(field: Field) -> Iterable[tuple[int, int]]:
        starting = _starting(schema_field, query.text[: query.prefixlength], field)
        terms = _texts(schema_field, field, field.letters.near(query.text, query.maxdist, starting).tolist())
        # Imported only where a word may be misspelt; most searches are done sooner than it is.
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        close = process.extract(
            query.text, terms, scorer=Levenshtein.distance, processor=None, score_cutoff=query.maxdist, limit=None
        )
        return runs(sorted(number for _, _, number in close))

    return found


def _between(schema_field: FieldType, query: q.TermRange) -> Runs:
    try:
        start = None if query.start is None else _bytes(schema_field, query.start)
        end = None if query.end is None else _bytes(schema_field, query.end)
    except ValueError:
        return lambda _: []

    def found(field: Field) -> Iterable[tuple[int, int]]:
        first, last = 0, len(field)
        if start is not None:
            first = field.find(start)
            if query.startexcl and first < len(field) and field[first] == start:
                first += 1
        if end is not None:
            last = field.find(end)
            if not query.endexcl and last < len(field) and field[last] == end:
                last += 1
        return _run(first, last)

    return found
