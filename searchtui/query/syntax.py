"""The grammar, as plugins and syntax nodes of Whoosh's query parser.

Whoosh tags the text, builds groups and applies operators; the nodes here turn into query trees on our fields. Words
that merely stand side by side form a `Words` group, which knows how many of them must match only when it is turned
into a query.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from whoosh import query as q
from whoosh.qparser import QueryParser, plugins, syntax

from searchtui.analysis import Word, fold, is_cjk, stem, words
from searchtui.query.published import DATE_FIELD, published
from searchtui.query.stopwords import is_stop_word

__all__ = ["Grammar", "Words"]

TEXT, EXACT = "text", "exact"
STEMMED_FIELDS = frozenset({TEXT, "title"})
FILTER_FIELDS = frozenset({"source", "author", "title", DATE_FIELD})
"""Fields that are always required, in every mode, since they say where to look and not what for."""

_NOT_IN_PATTERN = re.compile(r"[^\w*?]|_")


class Grammar(QueryParser):  # type: ignore[misc]
    """Whoosh's parser with our plugins; one is made for each parse and collects what the parse has to say.

    Args:
        operators: whether operators, fields, quotes, parentheses and wildcards mean something, or are words too.
    """

    def __init__(self, *, operators: bool = True) -> None:
        chosen: list[Any] = [_LeavesPlugin()]
        if operators:
            chosen += [_FieldsPlugin(), _WildcardPlugin(), plugins.PhrasePlugin(), plugins.GroupPlugin(), _OPERATORS]
            chosen += [_StrayOperatorsPlugin()]
        super().__init__(TEXT, None, plugins=chosen, group=Words)
        self.join: type[q.Query] = q.And
        self.partial_end: int | None = None
        self.surfaces: dict[tuple[str, str], str] = {}
        self.left_out: list[str] = []
        self.hints: list[str] = []

    def name(self, field: str, text: str, surface: str) -> None:
        """Remember what was typed for a term, to say it back."""
        self.surfaces.setdefault((field, text), surface)


class Words(syntax.GroupNode):  # type: ignore[misc]
    """Words side by side: all or any of them, depending on the grammar's `join` when the query is made."""

    def query(self, parser: Grammar) -> q.Query | None:
        """The filters, and the content words joined, without what is banned."""
        required, banned = [], []
        content: list[tuple[Any, q.Query]] = []
        for node in self.nodes:
            made = node.query(parser)
            if made is None or (isinstance(made, q.Every) and len(self.nodes) > 1):
                continue
            if isinstance(made, q.Not):
                banned.append(made.query)
            elif _is_filter(node):
                required.append(made)
            else:
                content.append((node, made))
        meant = [(node, made) for node, made in content if not getattr(node, "is_stop", False)]
        if meant and len(meant) < len(content):
            parser.left_out.extend(node.surface for node, _ in content if getattr(node, "is_stop", False))
            content = meant
        core = _joined(parser.join, [made for _, made in content])
        wanted = _joined(q.And, [part for part in (core, *required) if part is not None])
        if not banned:
            return wanted
        return q.AndNot(wanted or q.Every(), _joined(q.Or, banned))

    def content(self) -> int:
        """How many of its members are words, phrases or groups that are looked for and not filters."""
        members = [node for node in self.nodes if not isinstance(node, syntax.NotGroup | syntax.Operator)]
        looked_for = [node for node in members if not _is_filter(node)]
        return sum(1 for node in looked_for if not getattr(node, "is_stop", False) and getattr(node, "parts", True))


def _is_filter(node: Any) -> bool:
    """Whether all that a node holds are filters."""
    if isinstance(node, syntax.GroupNode):
        return len(node) > 0 and all(_is_filter(part) for part in node)
    return getattr(node, "fieldname", None) in FILTER_FIELDS


def _joined(join: type[q.Query], parts: list[q.Query]) -> q.Query | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return join(parts)


class _Leaf(syntax.TextNode):  # type: ignore[misc]
    """A leaf of our own in place of one of Whoosh's."""

    def __init__(self, node: Any) -> None:
        super().__init__(node.text)
        self.fieldname = node.fieldname
        self.startchar, self.endchar = getattr(node, "startchar", None), getattr(node, "endchar", None)


class _WordLeaf(_Leaf):
    """A word as typed: stemmed, a phrase where it has several parts, a prefix where it is still being typed."""

    def __init__(self, node: Any, *, partial: bool) -> None:
        super().__init__(node)
        self.partial = partial
        self.parts = list(words(self.text, query=True))
        self.surface = self.text[self.parts[0].start : self.parts[-1].end] if self.parts else ""
        self.is_stop = (
            self.fieldname is None
            and not partial
            and len(self.parts) == 1
            and is_stop_word(self.surface, self.parts[0].exact)
        )

    def query(self, parser: Grammar) -> q.Query | None:
        """The query for this word; None where it holds no letter or digit."""
        if self.fieldname == DATE_FIELD:
            return self._date(parser)
        field = self.fieldname or TEXT
        if not self.parts:
            return None
        if self.partial and not is_cjk(self.text[self.parts[-1].start : self.parts[-1].end]):
            return self._unfinished(parser, field)
        if len(self.parts) == 1:
            return self._term(parser, field, self.parts[0])
        terms = [self._text(field, word) for word in self.parts]
        parser.name(field, " ".join(terms), self.surface)
        return q.Phrase(field, terms)

    def _unfinished(self, parser: Grammar, field: str) -> q.Query:
        """What the word is now, or what it may become: its last part stands for all words that begin with it."""
        unstemmed = EXACT if field == TEXT else field
        *before, last = self.parts
        started = q.Prefix(unstemmed, last.exact)
        if not before:
            parser.name(unstemmed, last.exact, self.surface)
            return q.Or([self._term(parser, field, last), started])
        terms = [self._text(field, word) for word in self.parts]
        parser.name(unstemmed, " ".join(word.exact for word in self.parts), self.surface)
        following = q.Sequence([*(q.Term(unstemmed, self._text(unstemmed, word)) for word in before), started])
        return q.Or([q.Phrase(field, terms), following])

    def _text(self, field: str, word: Word) -> str:
        return word.stem if field in STEMMED_FIELDS else word.exact

    def _term(self, parser: Grammar, field: str, word: Word) -> q.Query:
        surface = self.text[word.start : word.end]
        if len(word.exact) == 1 and is_cjk(word.exact):
            field = EXACT if field == TEXT else field
            parser.name(field, word.exact, surface)
            return q.Prefix(field, word.exact)
        parser.name(field, self._text(field, word), surface)
        return q.Term(field, self._text(field, word))

    def _date(self, parser: Grammar) -> q.Query | None:
        try:
            return published(self.text)
        except ValueError as error:
            parser.hints.append(f"date:{self.text}: {error}")
            self.fieldname, self.partial = None, False
            return self.query(parser)


class _QuotedLeaf(_Leaf):
    """A quoted phrase: exactly these words, stop words included, next to each other or at most `slop` apart."""

    def __init__(self, node: Any) -> None:
        super().__init__(node)
        self.slop = node.slop

    def query(self, parser: Grammar) -> q.Query | None:
        """The query for this phrase; None where it holds no word."""
        if self.fieldname == DATE_FIELD:
            return _WordLeaf(self, partial=False).query(parser)
        field = self.fieldname or EXACT
        if "*" in self.text:
            parser.hints.append("Inside quotes * is no wildcard.")
        terms = [word.stem if field in STEMMED_FIELDS else word.exact for word in words(self.text, query=True)]
        if not terms:
            return None
        parser.name(field, " ".join(terms), self.text.strip())
        if len(terms) > 1:
            return q.Phrase(field, terms, slop=self.slop)
        return q.Prefix(field, terms[0]) if len(terms[0]) == 1 and is_cjk(terms[0]) else q.Term(field, terms[0])


class _PatternLeaf(_Leaf):
    """A word with `*` or `?` in it: matched against the unstemmed words."""

    def query(self, parser: Grammar) -> q.Query | None:
        """The query for this pattern; everything for a lone `*`."""
        field = EXACT if self.fieldname in (None, TEXT) else self.fieldname
        pieces = [piece for piece in _NOT_IN_PATTERN.split(fold(self.text)) if piece]
        made = [self._piece(parser, field, re.sub(r"\*+", "*", piece)) for piece in pieces]
        return _joined(q.And, made)

    def _piece(self, parser: Grammar, field: str, piece: str) -> q.Query | None:
        if piece == "*":
            return q.Every() if self.fieldname is None else q.Prefix(field, "")
        if "*" not in piece and "?" not in piece:
            field = TEXT if field == EXACT else field
            text = stem(piece) if field in STEMMED_FIELDS else piece
            parser.name(field, text, piece)
            return q.Term(field, text)
        if piece.endswith("*") and not re.search(r"[*?]", piece[:-1]):
            if field in STEMMED_FIELDS:
                starts = dict.fromkeys([piece[:-1], stem(piece[:-1])])
                return _joined(q.Or, [q.Prefix(field, start) for start in starts])
            return q.Prefix(field, piece[:-1])
        return q.Wildcard(field, piece)


class _LeavesPlugin(plugins.Plugin):  # type: ignore[misc]
    """Puts our leaves in place of Whoosh's, last of all."""

    def filters(self, parser: Grammar) -> list[tuple[Callable[..., Any], int]]:
        """Run after every other filter."""
        return [(self._replace, 1000)]

    def _replace(self, parser: Grammar, group: Any) -> Any:
        for at, node in enumerate(group):
            if isinstance(node, syntax.GroupNode):
                self._replace(parser, node)
            elif isinstance(node, plugins.PhrasePlugin.PhraseNode):
                group[at] = _QuotedLeaf(node)
            elif isinstance(node, plugins.WildcardPlugin.WildcardNode | plugins.PrefixPlugin.PrefixNode):
                if isinstance(node, plugins.PrefixPlugin.PrefixNode):
                    node.text += "*"
                group[at] = _PatternLeaf(node)
            elif isinstance(node, syntax.TextNode):
                ends = getattr(node, "endchar", None)
                group[at] = _WordLeaf(node, partial=parser.partial_end is not None and ends == parser.partial_end)
        return group


class _FieldsPlugin(plugins.FieldsPlugin):  # type: ignore[misc]
    """`field:` for the fields that a user may name, at the start of a word; spaces may follow."""

    class FieldnameTagger(plugins.FieldsPlugin.FieldnameTagger):  # type: ignore[misc]
        """Takes field names in any case."""

        def create(self, parser: Grammar, match: re.Match[str]) -> syntax.FieldnameNode:
            """The node for one field name."""
            return syntax.FieldnameNode(match["text"].lower(), match[0])

    def __init__(self) -> None:
        names = "|".join(sorted(FILTER_FIELDS))
        super().__init__(rf"(?:^|(?<=[\s(\-]))(?P<text>(?i:{names})):\s*(?=[^\s)])", remove_unknown=False)


class _WildcardPlugin(plugins.WildcardPlugin):  # type: ignore[misc]
    """A `?` is a wildcard only before a letter; at the end of a question it is punctuation."""

    def __init__(self) -> None:
        super().__init__(r"(?P<text>\*|\?(?=\w))")


_OPERATORS = plugins.OperatorsPlugin(
    Not=r"(?:^|(?<=[\s(]))(?:NOT(?=[\s(])|-(?=[^\s\-)]))",
    And=r"(?<=[\s)\"])AND(?=[\s(\"])",
    Or=r"(?<=[\s)\"])OR(?=[\s(\"])",
    AndNot=None,
    AndMaybe=None,
    Require=None,
)


class _StrayOperatorsPlugin(plugins.Plugin):  # type: ignore[misc]
    """Makes words of operators that have nothing to work on; runs before the operators are applied."""

    def filters(self, parser: Grammar) -> list[tuple[Callable[..., Any], int]]:
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
                if not (left and self._is_operand(nodes, at + 1)):
                    node = self._word(node)
            settled.append(node)
        return settled

    def _is_operand(self, nodes: list[Any], at: int) -> bool:
        if at >= len(nodes):
            return False
        if isinstance(nodes[at], syntax.PrefixOperator):
            return self._is_operand(nodes, at + 1)
        return not isinstance(nodes[at], syntax.Operator)

    def _word(self, operator: syntax.Operator) -> syntax.WordNode:
        word = syntax.WordNode(operator.text)
        word.set_range(operator.startchar, operator.endchar)
        return word


def _without_double_negation(group: Any) -> Iterator[Any]:
    nodes = iter(group)
    for node in nodes:
        if isinstance(node, syntax.PrefixOperator):
            following = next(nodes, None)
            if isinstance(following, syntax.PrefixOperator):
                continue
            yield node
            if following is not None:
                yield following
        else:
            yield node
