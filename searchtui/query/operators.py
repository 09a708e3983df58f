"""The operators between words, as groups and taggers of Whoosh's query parser.

From the one that binds most to the one that binds least: `-`, `NOT`, `+` and `atleast3:` before a word, then `NEAR/5`
and `BEFORE/5`, then `AND` and `SAME`, then `WITH`, then `OR`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import prod
from typing import TYPE_CHECKING, Any

from whoosh import query as q
from whoosh.qparser import plugins, syntax
from whoosh.query import spans

from searchtui.query.leaves import Leaf
from searchtui.query.tree import (
    AtLeast,
    Exactly,
    Forms,
    InPart,
    Joined,
    JoinedForms,
    Misspelt,
    Quoted,
    SameArticle,
    Unfinished,
    Word,
)

if TYPE_CHECKING:
    from searchtui.query.syntax import Grammar

__all__ = ["OPERATORS", "AtLeastGroup", "NearGroup", "RequiredGroup", "StrayOperatorsPlugin", "WithGroup", "is_operand"]

_COUNTABLE = (Word, Forms, Exactly, Quoted, Joined, JoinedForms, Misspelt, Unfinished, q.Prefix, q.Wildcard, q.Regex)
"""What occurs a number of times in a paragraph, at places that are known."""

_FARTHEST = 99
_MOST_TIMES = 1000
_MOST_SIDES = 5
_MOST_COMBINATIONS = 64
"""With more, what is near each other would take seconds to find; more combinations are not looked for one by one."""


class RequiredGroup(syntax.Wrapper):  # type: ignore[misc]
    """What stands behind a `+`: it must be there, whatever the mode."""

    def query(self, parser: Grammar) -> q.Query | None:
        """The query behind it; None where that was a field without a word."""
        made: q.Query | None = self.nodes[0].query(parser) if self.nodes else None
        return made


class AtLeastGroup(syntax.GroupNode):  # type: ignore[misc]
    """What must be in a paragraph a number of times."""

    merging = False

    def query(self, parser: Grammar) -> q.Query | None:
        """The query; that of the word alone where it cannot be counted."""
        times, typed = self.kwargs["times"], self.kwargs["typed"]
        made: q.Query | None = self.nodes[0].query(parser)
        if made is None:
            return None
        if not isinstance(made, _COUNTABLE):
            parser.hint(f"{typed} counts words, phrases and patterns; it was left out.")
            return made
        return AtLeast(times, made)


class NearGroup(syntax.GroupNode):  # type: ignore[misc]
    """What must stand near each other."""

    merging = False

    def query(self, parser: Grammar) -> q.Query | None:
        """The query; that for the same paragraph where a side has no place in the text."""
        sides = [side for node in self.nodes if (side := node.query(parser)) is not None]
        if len(sides) < 2:
            return sides[0] if sides else None
        unwrapped = [_in_one_part(side) for side in sides]
        parts = {part for part, _ in unwrapped}
        if len(parts) == 1 and (part := parts.pop()) is not None:
            return InPart(part, self._near(parser, [side for _, side in unwrapped]))
        return self._near(parser, sides)

    def _near(self, parser: Grammar, sides: list[q.Query]) -> q.Query:
        distance, ordered, typed = self.kwargs["distance"], self.kwargs["ordered"], self.kwargs["typed"]
        if not all(map(_has_places, sides)):
            parser.hint(f"{typed} needs words or phrases on both sides; it is taken as SAME.")
            return q.And(sides)
        near = spans.SpanNear2(sides, slop=distance, ordered=ordered)
        if _sides(near) > _MOST_SIDES:
            parser.hint(f"{typed} takes at most {_MOST_SIDES} words or phrases in all; it is taken as SAME.")
            return q.And(sides)
        if _combinations(near) > _MOST_COMBINATIONS:
            parser.hint(
                f"{typed} has more than {_MOST_COMBINATIONS} combinations of alternatives; it is taken as SAME."
            )
            return q.And(sides)
        return near


def _in_one_part(query: q.Query) -> tuple[str | None, q.Query]:
    """The part of an article that a query looks into, and what it looks for there; None where it is not one part."""
    if isinstance(query, InPart):
        return query.part, query.query
    if type(query) is q.Or:
        unwrapped = [_in_one_part(side) for side in query]
        parts = {part for part, _ in unwrapped}
        if len(parts) == 1 and None not in parts:
            return parts.pop(), q.Or([side for _, side in unwrapped])
    return None, query


def _has_places(query: q.Query) -> bool:
    if type(query) is q.Or:
        return all(map(_has_places, query))
    return isinstance(query, (*_COUNTABLE, spans.SpanNear2)) and _field_of(query) in ("text", "exact")


def _sides(query: q.Query) -> int:
    """How many words or phrases must be near each other, those of the longest alternative where there are several."""
    if isinstance(query, spans.SpanNear2):
        return sum(map(_sides, query.qs))
    return max(map(_sides, query)) if type(query) is q.Or else 1


def _combinations(query: q.Query) -> int:
    """In how many ways alternatives can be chosen; those that are all single words are looked for together, as one."""
    if isinstance(query, spans.SpanNear2):
        return prod(map(_combinations, query.qs))
    if type(query) is q.Or and not all(isinstance(side, q.Term | q.terms.MultiTerm) for side in query):
        return sum(map(_combinations, query))
    return 1


def _field_of(query: q.Query) -> str | None:
    if isinstance(query, JoinedForms):
        return _field_of(query[0])
    if isinstance(query, spans.SpanNear2):
        return _field_of(query.qs[0])
    if type(query) is q.Or:
        return _field_of(query[0])
    return str(query.field())


class WithGroup(syntax.GroupNode):  # type: ignore[misc]
    """What must be in one article."""

    def query(self, parser: Grammar) -> q.Query | None:
        """The query."""
        parts = [part for node in self.nodes if (part := node.query(parser)) is not None]
        return SameArticle(parts) if len(parts) > 1 else parts[0] if parts else None


def _bounded(parser: Grammar, typed: str, asked: int, most: int, operator: str) -> int:
    """The number that is used for one that was asked for; where it is another, a hint names it.

    Args:
        parser: that the hint is for.
        typed: the operator as it was typed.
        asked: its number.
        most: the greatest that is used; the smallest is 1.
        operator: the operator, with braces for its number.
    """
    used = max(1, min(asked, most))
    if used != asked:
        than = "less" if asked < used else "more"
        parser.hint(f"{typed} is {than} than can be asked for; {operator.format(used)} is used.")
    return used


class _CountedOperator(syntax.PrefixOperator):  # type: ignore[misc]
    """`atleast3:`."""

    def replace_self(self, parser: Grammar, group: Any, position: int) -> int:
        """Put the group in place of the operator and what follows."""
        times = _bounded(parser, self.text, int(re.sub(r"\D", "", self.text)), _MOST_TIMES, "atleast{}:")
        made = AtLeastGroup([group[position + 1]], times=times, typed=self.text)
        group[position : position + 2] = [made]
        return position


class _NearOperator(syntax.InfixOperator):  # type: ignore[misc]
    """`NEAR/5` and `BEFORE/5`."""

    def replace_self(self, parser: Grammar, group: Any, position: int) -> int:
        """Put the group in place of the operator and what is around it; a row of the same operator is one group."""
        name, _, asked = self.text.partition("/")
        distance, ordered = _bounded(parser, self.text, int(asked), _FARTHEST, f"{name}/{{}}"), name == "BEFORE"
        left, right = group[position - 1], group[position + 1]
        if isinstance(left, NearGroup) and (left.kwargs["distance"], left.kwargs["ordered"]) == (distance, ordered):
            left.append(right)
            group[position - 1 : position + 2] = [left]
        else:
            made = NearGroup([left, right], distance=distance, ordered=ordered, typed=f"{name}/{distance}")
            group[position - 1 : position + 2] = [made]
        return position


_Tagger = plugins.OperatorsPlugin.OpTagger
_BEFORE_WORD = r"(?:^|(?<=[\s(]))"
_AFTER = r"(?=[\s(\"]|$)"

# Of several before one word the innermost must be applied first.
OPERATORS = plugins.OperatorsPlugin(
    [
        (_Tagger(r"(?:^|(?<=[\s(+\-]))(?i:atleast)/?\d{1,4}:(?=[^\s)])", AtLeastGroup, _CountedOperator), 0),
        (_Tagger(rf"{_BEFORE_WORD}\+(?=[^\s+])", RequiredGroup, syntax.PrefixOperator), 0),
        (_Tagger(rf"{_BEFORE_WORD}(?:NOT{_AFTER}|-(?=[^\s\-]))", syntax.NotGroup, syntax.PrefixOperator), 0),
        (_Tagger(rf"(?<=[\s)\"])(?:NEAR|BEFORE)/\d{{1,4}}{_AFTER}", NearGroup, _NearOperator), 0),
        (_Tagger(rf"(?<=[\s)\"])(?:AND|SAME){_AFTER}", syntax.AndGroup), 0),
        (_Tagger(rf"(?<=[\s)\"])WITH{_AFTER}", WithGroup), 0),
        (_Tagger(rf"(?<=[\s)\"])OR{_AFTER}", syntax.OrGroup), 0),
    ],
    clean=True,
)


class StrayOperatorsPlugin(plugins.Plugin):  # type: ignore[misc]
    """Makes words of operators that have nothing to work on; runs before the operators are applied."""

    def filters(self, parser: Grammar) -> list[tuple[Any, int]]:
        """Run when whitespace is gone and before operators are applied."""
        return [(self._settle, 590)]

    def _settle(self, parser: Grammar, group: Any) -> Any:
        settled = group.empty_copy()
        nodes = list(_without_double_negation(group))
        for at, node in enumerate(nodes):
            if isinstance(node, syntax.GroupNode):
                node = self._settle(parser, node)
            elif isinstance(node, syntax.Operator):
                left = isinstance(node, syntax.PrefixOperator) or (
                    len(settled) > 0 and not isinstance(settled[-1], syntax.Operator)
                )
                if not (left and is_operand(nodes, at + 1)):
                    node = self._word(parser, node)
            settled.append(node)
        return settled

    def _word(self, parser: Grammar, operator: syntax.Operator) -> Leaf:
        parser.hint(f"{operator.text} has nothing to work on here and is taken as a word.")
        return parser.word(operator.text, operator.startchar, operator.endchar)


def is_operand(nodes: Sequence[Any], at: int) -> bool:
    """Whether an operator has something to work on.

    Args:
        nodes: side by side, blanks apart.
        at: the place behind the operator.
    """
    if at >= len(nodes):
        return False
    if isinstance(nodes[at], syntax.PrefixOperator):
        return is_operand(nodes, at + 1)
    return not isinstance(nodes[at], syntax.Operator)


def _without_double_negation(group: Any) -> Iterator[Any]:
    """Two negations are none."""
    nodes = iter(group)
    for node in nodes:
        if _is_negation(node):
            following = next(nodes, None)
            if _is_negation(following):
                continue
            yield node
            if following is not None:
                yield following
        else:
            yield node


def _is_negation(node: Any) -> bool:
    return isinstance(node, syntax.PrefixOperator) and node.grouptype is syntax.NotGroup
