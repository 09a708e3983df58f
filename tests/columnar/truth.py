"""What a query finds in a few documents, and with which scores, told by looking at each word of each document."""

from __future__ import annotations

import datetime as dt
import fnmatch
import math
import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from whoosh import query as q
from whoosh.query import spans

from searchtui.columnar import FieldScoring

Document = dict[str, Any]
Scores = dict[str, float]
Ends = set[int]


class Span(NamedTuple):
    start: int
    end: int


def distance(left: str, right: str) -> int:
    """Levenshtein's."""
    row = list(range(len(right) + 1))
    for at, character in enumerate(left, 1):
        before, row[0] = row[0], at
        for place, other in enumerate(right, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (character != other))
    return row[-1]


def meant_words(query: q.terms.MultiTerm) -> Callable[[str], bool]:
    """Whether a word is one of those that a pattern stands for."""
    match query:
        case q.Prefix():
            return lambda word: word.startswith(query.text)
        case q.Wildcard():
            return lambda word: fnmatch.fnmatchcase(word, query.text)
        case q.Regex():
            return lambda word: re.match(query.text, word) is not None
        case q.FuzzyTerm():
            start = query.text[: query.prefixlength]
            return lambda word: word.startswith(start) and distance(word, query.text) <= query.maxdist
        case q.TermRange():
            return lambda word: (
                (query.start is None or (word > query.start if query.startexcl else word >= query.start))
                and (query.end is None or (word < query.end if query.endexcl else word <= query.end))
            )
    raise AssertionError(query)


def number_range(query: q.NumericRange) -> Callable[[Any], bool]:
    """Whether a number lies in a range."""
    dates = isinstance(query, q.DateRange)
    start, end = (query.startdate, query.enddate) if dates else (query.start, query.end)
    return lambda number: (
        (start is None or (number > start if query.startexcl else number >= start))
        and (end is None or (number < end if query.endexcl else number <= end))
    )


class Truth:
    """The documents that are there, each word of which is looked at.

    Args:
        documents: by name.
        scoring: how the fields are scored.
    """

    def __init__(self, documents: dict[str, Document], scoring: dict[str, FieldScoring]) -> None:
        self.documents, self.scoring = documents, scoring

    def words(self, name: str, field: str) -> list[str]:
        """The words of a field of a document."""
        words: list[str] = self.documents[name].get(field, [])
        return words

    def numbers(self, name: str, field: str) -> list[Any]:
        """The numbers or days of a field of a document."""
        value = self.documents[name].get(field)
        return value if isinstance(value, list) else [] if value is None else [value]

    def bm25(self, field: str, frequencies: dict[str, int], boost: float) -> Scores:
        """The scores of a word that occurs so often in each document."""
        frequencies = {name: often for name, often in frequencies.items() if often}
        scoring = self.scoring.get(field)
        if scoring is None:
            return dict.fromkeys(frequencies, 0.0)
        count = len(self.documents)
        rarity = math.log(1 + (count - len(frequencies) + 0.5) / (len(frequencies) + 0.5))
        scores = {}
        for name, often in frequencies.items():
            norm = scoring.k1
            if scoring.lengths is not None:
                lengths = {other: len(self.words(other, scoring.lengths)) for other in self.documents}
                norm *= 1 - scoring.b + scoring.b * lengths[name] / (sum(lengths.values()) / count)
            scores[name] = boost * scoring.weight * rarity * often * (scoring.k1 + 1) / (often + norm)
        return scores

    def counted(self, field: str, often: Callable[[list[str]], int], boost: float) -> Scores:
        """The scores of something of which this says how often it is among the words of a field."""
        return self.bm25(field, {name: often(self.words(name, field)) for name in self.documents}, boost)

    def spans(self, query: q.Query, name: str) -> set[Span]:
        """Where something stands in a document."""

        def joined(parts: list[set[Span]], slop: int, ordered: bool, least: int, halved: bool) -> set[Span]:
            if len(parts) == 1:
                return parts[0]
            cut = len(parts) // 2 if halved else len(parts) - 1
            first = joined(parts[:cut], slop, ordered, least, halved)
            second = joined(parts[cut:], slop, ordered, least, halved)
            found = set()
            for a in first:
                for b in second:
                    if least <= b.start - a.end <= slop:
                        found.add(Span(a.start, b.end))
                    if not ordered and least <= a.start - b.end <= slop:
                        found.add(Span(b.start, a.end))
            return found

        def of(parts: Iterable[q.Query]) -> list[set[Span]]:
            return [self.spans(part, name) for part in parts]

        match query:
            case q.Term():
                is_meant: Callable[[str], bool] = lambda word: word == query.text  # noqa: E731
            case q.terms.MultiTerm():
                is_meant = meant_words(query)
            case q.Phrase():
                terms = [q.Term(query.fieldname, word) for word in query.words]
                return joined(of(terms), query.slop, True, 1, False)
            case q.Sequence():
                return joined(of(query), query.slop, query.ordered, 1, True)
            case spans.SpanNear():
                return joined(of([query.a, query.b]), query.slop, query.ordered, query.mindist, False)
            case spans.SpanNear2():
                return joined(of(query.qs), query.slop, query.ordered, query.mindist, False)
            case _:
                raise AssertionError(query)
        words = self.words(name, query.field())
        return {Span(at, at) for at, word in enumerate(words) if is_meant(word)}

    def field_of(self, query: q.Query) -> str:
        """The field of all words of a near query."""
        match query:
            case spans.SpanNear():
                return self.field_of(query.a)
            case spans.SpanNear2():
                return self.field_of(query.qs[0])
            case q.Sequence():
                return self.field_of(query[0])
        return str(query.field())

    def near(self, query: q.Query, boost: float) -> Scores:
        """What stands near each other, as one word that occurs at so many places as it ends at."""
        often = {name: len({span.end for span in self.spans(query, name)}) for name in self.documents}
        return self.bm25(self.field_of(query), often, boost)

    def every(self) -> Scores:
        """All documents, without scores."""
        return dict.fromkeys(self.documents, 0.0)

    def without(self, wanted: Scores, banned: Iterable[str]) -> Scores:
        """The documents that are not among others."""
        names = set(banned)
        return {name: score for name, score in wanted.items() if name not in names}

    def scores(self, query: q.Query) -> Scores:
        """The documents that a query finds, with their scores."""
        match query:
            case q.Term():
                return self.counted(query.fieldname, lambda words: words.count(query.text), query.boost)
            case q.Prefix(text="") | q.Wildcard(text="*") | q.Regex(text=".*"):
                return {name: 0.0 for name in self.documents if self.words(name, query.fieldname)}
            case q.terms.MultiTerm():
                is_meant = meant_words(query)
                return self.counted(query.fieldname, lambda words: sum(map(is_meant, words)), query.boost)
            case q.Phrase():
                return self.near(query, query.boost) if query.words else {}
            case spans.SpanNear() | spans.SpanNear2():
                return self.near(query, 1.0)
            case q.Sequence():
                return self.near(query, query.boost)
            case q.NumericRange():
                inside = number_range(query)
                return {name: 0.0 for name in self.documents if any(map(inside, self.numbers(name, query.fieldname)))}
            case q.Every(fieldname=None):
                return self.every()
            case q.Every():
                return {name: 0.0 for name, held in self.documents.items() if held.get(query.fieldname, []) != []}
            case q.And():
                return self.both(query)
            case q.Or():
                return self.either([self.scores(part) for part in query], query.boost)
            case q.DisjunctionMax():
                parts = [self.scores(part) for part in query]
                best = {}
                for name in {name for part in parts for name in part}:
                    some = sorted((part[name] for part in parts if name in part), reverse=True)
                    # With the boost of Whoosh's parts below zero the best is not the greatest; here there are none.
                    best[name] = query.boost * (some[0] + (query.tiebreak * sum(some[1:]) if len(parts) > 1 else 0))
                return best
            case q.Not():
                return self.without(self.every(), self.scores(query.query))
            case q.AndNot():
                return self.without(self.scores(query.a), self.scores(query.b))
            case q.Require():
                required = self.scores(query.b)
                return {name: score for name, score in self.scores(query.a).items() if name in required}
            case q.AndMaybe():
                bonus = self.scores(query.b)
                return {name: score + bonus.get(name, 0.0) for name, score in self.scores(query.a).items()}
            case q.Otherwise():
                return self.scores(query.a) or self.scores(query.b)
            case q.ConstantScoreQuery():
                return dict.fromkeys(self.scores(query.child), query.score)
            case _ if query == q.NullQuery:
                return {}
        raise AssertionError(query)

    def both(self, query: q.And) -> Scores:
        """What all parts find that are no `Not`, and none of those that are."""
        if not len(query):
            return {}
        wanted = [self.scores(part) for part in query if not isinstance(part, q.Not)] or [self.every()]
        banned = {name for part in query if isinstance(part, q.Not) for name in self.scores(part.query)}
        names = set.intersection(*map(set, wanted)) - banned
        return {name: query.boost * sum(part[name] for part in wanted) for name in names}

    def either(self, parts: list[Scores], boost: float) -> Scores:
        """What any part finds."""
        names = {name for part in parts for name in part}
        return {name: boost * sum(part.get(name, 0.0) for part in parts) for name in names}


def day(number: int) -> dt.datetime:
    """One of a few days."""
    return dt.datetime(2020, 1, 1) + dt.timedelta(days=number)
