"""The grammar: Whoosh's query parser with our taggers, groups and leaves.

Whoosh tags the text, builds groups and applies operators; the nodes here turn into query trees on our fields. Words
that merely stand side by side form a `Words` group, which knows how many of them must match only when it is turned
into a query.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from whoosh import query as q
from whoosh.qparser import QueryParser, plugins, syntax
from whoosh.qparser.taggers import RegexTagger

from searchtui.analysis import stem
from searchtui.query.leaves import FILTER_FIELDS, Leaf, QuotedLeaf, RegexLeaf, WordLeaf, word_leaf
from searchtui.query.operators import OPERATORS, RequiredGroup, StrayOperatorsPlugin
from searchtui.query.tree import TEXT

__all__ = ["REGEX", "Grammar", "Words", "is_filter"]


REGEX = r"(?:^|(?<=[\s(:+\-]))/(?P<text>(?:[^/\\\n]|\\.)+)/(?=$|[\s)])"
"""A regular expression between slashes."""


class Grammar(QueryParser):  # type: ignore[misc]
    """Whoosh's parser with our plugins; one is made for each parse and collects what the parse has to say.

    Args:
        operators: whether operators, fields, quotes, parentheses and wildcards mean something, or are words too.
        exactly: whether words stand for just the forms that were typed.
        stems: gives the stems of a folded word.
        room: how many words the query may have.
        today: what relative dates are counted from; None for the day of the parse.
    """

    def __init__(
        self,
        *,
        operators: bool = True,
        exactly: bool = False,
        stems: Callable[[str], Sequence[str]] = lambda exact: (stem(exact),),
        room: int = 256,
        today: dt.date | None = None,
    ) -> None:
        self.operators, self.exactly, self.stems, self.today = operators, exactly, stems, today
        super().__init__(TEXT, None, plugins=[], group=Words)
        self.plugins = _plugins(operators)
        self.join: type[q.Query] = q.And
        self.partial_end: int | None = None
        self.left_out: list[str] = []
        self.hints: list[str] = []
        self.is_cut = self.is_waiting = False
        self._room = room

    def taggers(self) -> list[Any]:
        """Those of the plugins, the same for each parse."""
        if self.operators not in _taggers:
            _taggers[self.operators] = super().taggers()
        return _taggers[self.operators]

    def filters(self) -> list[Any]:
        """Those of the plugins, the same for each parse."""
        if self.operators not in _filters:
            _filters[self.operators] = super().filters()
        return _filters[self.operators]

    def hint(self, text: str) -> None:
        """Say something to the user."""
        self.hints.append(text)

    def has_room(self, count: int) -> bool:
        """Take so many words into the query; not where it has as many as it may have."""
        if self._room < count:
            self.is_cut = True
            return False
        self._room -= count
        return True

    def word(self, text: str, start: int, end: int) -> Leaf:
        """The leaf for a run of characters without blanks."""
        if self.operators:
            if end != self.partial_end and (misread := _literally(text)):
                self.hint(misread)
            return word_leaf(text, start, end)
        leaf = WordLeaf(text)
        leaf.startchar, leaf.endchar = start, end
        return leaf


def _literally(text: str) -> str | None:
    """What to say of a word that looks like an operator or a field; None for nothing."""
    if text in ("NEAR", "BEFORE"):
        return f"{text} is taken as a word; {text}/5 looks within five words."
    name, colon, rest = text.lower().partition(":")
    if colon and rest and name.isalpha() and name not in FILTER_FIELDS:
        # Imported only where a query has a colon.
        from difflib import get_close_matches

        if alike := get_close_matches(name, FILTER_FIELDS, 1):
            return f"{name}: is no field and is taken as a word; {alike[0]}: is one."
    return None


class Words(syntax.GroupNode):  # type: ignore[misc]
    """Words side by side: all or any of them, depending on the grammar's `join` when the query is made."""

    def query(self, parser: Grammar) -> q.Query | None:
        """The filters, and the content words joined, without what is banned."""
        required, banned = [], []
        content: list[tuple[Any, q.Query]] = []
        has_required = False
        for node in self.nodes:
            made = node.query(parser)
            if made is None or (isinstance(made, q.Every) and len(self.nodes) > 1):
                continue
            if isinstance(made, q.Not):
                banned.append(made.query)
            elif is_filter(node) or isinstance(node, RequiredGroup):
                required.append(made)
                has_required = has_required or not is_filter(node)
            else:
                content.append((node, made))
        meant = [(node, made) for node, made in content if not getattr(node, "is_stop", False)]
        # A stop word that nothing else stands beside is what is looked for; filters and what is banned are no such.
        if (meant or has_required) and len(meant) < len(content):
            parser.left_out.extend(node.surface for node, _ in content if getattr(node, "is_stop", False))
            content = meant
        wanted = _with(parser, [made for _, made in content], required, has_required)
        if not banned:
            return wanted
        return q.AndNot(wanted or q.Every(), joined(q.Or, banned))

    def content(self) -> int:
        """How many of its members are words, phrases or groups that are looked for and not filters."""
        members = [node for node in self.nodes if not isinstance(node, syntax.NotGroup | syntax.Operator)]
        looked_for = [node for node in members if not is_filter(node)]
        return sum(1 for node in looked_for if not getattr(node, "is_stop", False) and getattr(node, "parts", True))


def _with(parser: Grammar, content: list[q.Query], required: list[q.Query], has_required: bool) -> q.Query | None:
    """What is looked for under what is required.

    Where a word is required, any of the others may be missing when not all must be there.
    """
    if parser.join is q.And:
        return joined(q.And, content + required)
    core = joined(parser.join, content)
    if core is not None and has_required:
        return q.AndMaybe(joined(q.And, required), core)
    return joined(q.And, [part for part in (core, *required) if part is not None])


def joined(join: type[q.Query], parts: list[q.Query]) -> q.Query | None:
    """Several queries as one; None for none."""
    if len(parts) < 2:
        return parts[0] if parts else None
    return join(parts)


def is_filter(node: Any) -> bool:
    """Whether all that a node holds are filters."""
    if isinstance(node, syntax.GroupNode):
        return len(node) > 0 and all(is_filter(part) for part in node)
    return getattr(node, "fieldname", None) in FILTER_FIELDS


_taggers: dict[bool, list[Any]] = {}
_filters: dict[bool, list[Any]] = {}
"""Of a grammar with operators, and of one without, since each keystroke is a parse."""


@cache
def _plugins(operators: bool) -> list[Any]:
    """What a grammar is made of; nothing in it belongs to a single parse."""
    words = [_BlanksPlugin(), _RunsPlugin(), _LeavesPlugin()]
    if not operators:
        return words
    operating = [_FieldsPlugin(), OPERATORS, StrayOperatorsPlugin(), _RegexPlugin(), _QuotesPlugin()]
    return [*operating, plugins.GroupPlugin(), *words]


class _BlanksPlugin(plugins.WhitespacePlugin):  # type: ignore[misc]
    """Blanks, tried before all else, since nothing else begins with one."""

    priority = -20


class _RunTagger(RegexTagger):  # type: ignore[misc]
    def create(self, parser: Grammar, match: re.Match[str]) -> Leaf:
        return parser.word(match[0], match.start(), match.end())


class _RunsPlugin(plugins.Plugin):  # type: ignore[misc]
    """A run of characters that nothing else has a meaning for is a word."""

    def taggers(self, parser: Grammar) -> list[tuple[Any, int]]:
        """Tried last; but letters and digits between blanks, which most runs are, are nothing else and tried soon."""
        if not parser.operators:
            return [(_RunTagger(r"\S+"), 1000)]
        plain = r"(?:^|(?<=\s))(?!(?:AND|SAME|WITH|OR|NOT)(?:\s|$))[^\W_]+(?=\s|$)"
        return [(_RunTagger(plain), -10), (_RunTagger(r'[^\s()"]+'), 1000)]


class _LeavesPlugin(plugins.Plugin):  # type: ignore[misc]
    """Puts our leaves in place of the words that Whoosh makes of what no tagger took, last of all."""

    def filters(self, parser: Grammar) -> list[tuple[Callable[..., Any], int]]:
        """Run after every other filter."""
        return [(self._replace, 1000)]

    def _replace(self, parser: Grammar, group: Any) -> Any:
        for at, node in enumerate(group):
            if isinstance(node, syntax.GroupNode):
                self._replace(parser, node)
            elif type(node) is syntax.WordNode:
                group[at] = parser.word(node.text, node.startchar, node.endchar)
        return group


class _QuoteTagger(RegexTagger):  # type: ignore[misc]
    def create(self, parser: Grammar, match: re.Match[str]) -> Leaf:
        if match["value"] is not None:
            return QuotedLeaf(match["value"].replace('""', '"'), exactly=True)
        return QuotedLeaf(match["text"], int(match["slop"] or 1) or 1)


class _QuotesPlugin(plugins.Plugin):  # type: ignore[misc]
    """A phrase in quotes; a quote character that stands alone means nothing. After `=`, two in a row stand for one."""

    def taggers(self, parser: Grammar) -> list[tuple[Any, int]]:
        """Tried before words."""
        return [(_QuoteTagger(r'="(?P<value>(?:[^"]|"")*)"|"(?P<text>[^"]*)"(?:~(?P<slop>\d{1,3}))?'), 0)]


class _RegexTag(RegexTagger):  # type: ignore[misc]
    def create(self, parser: Grammar, match: re.Match[str]) -> Leaf:
        return RegexLeaf(match["text"].replace(r"\/", "/"))


class _RegexPlugin(plugins.Plugin):  # type: ignore[misc]
    """A regular expression between slashes, which stands for itself like a word."""

    def taggers(self, parser: Grammar) -> list[tuple[Any, int]]:
        """Tried before words and parentheses."""
        return [(_RegexTag(REGEX), -1)]


class _FieldsPlugin(plugins.FieldsPlugin):  # type: ignore[misc]
    """`field:` for the fields that a user may name, at the start of a word; spaces may follow."""

    class FieldnameTagger(plugins.FieldsPlugin.FieldnameTagger):  # type: ignore[misc]
        """Takes field names in any case."""

        def create(self, parser: Grammar, match: re.Match[str]) -> syntax.FieldnameNode:
            """The node for one field name."""
            return syntax.FieldnameNode(match["text"].lower(), match[0])

    def __init__(self) -> None:
        names = "|".join(sorted(FILTER_FIELDS))
        super().__init__(rf"(?:^|(?<=[\s(+\-]))(?P<text>(?i:{names})):\s*(?=[^\s)])", remove_unknown=False)
