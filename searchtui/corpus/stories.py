"""Stories: which articles are copies, or partial copies, of one text, and what copies know of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from searchtui.article import UNKNOWN_PROVENANCE, Known, Provenance
from searchtui.catalogue import ArticleRecord, StoryLink

__all__ = ["copied", "group", "without_copies"]

_SHARE_TO_COPY = 0.9
"""The part that must stand there for its source and authors to be taken over."""

_LENT = ("source", "authors")
"""The fields that are taken over."""


def group(links: Iterable[StoryLink], words_by_id: Mapping[str, int], names_by_id: Mapping[str, str]) -> dict[str, str]:
    """Put articles that are linked, directly or through others, into one story.

    Args:
        links: between articles; those of articles that are not in `words_by_id` are passed over.
        words_by_id: how many words the body of each article has.
        names_by_id: path, or path and item, of each.

    Returns:
        For each article the id of its story, which is the id of the fullest article in it: the one with the most words,
        of several the one whose name comes first.
    """
    roots = _Unions(words_by_id, lambda identity: (-words_by_id[identity], names_by_id[identity]))
    for link in links:
        if link.shorter in words_by_id and link.longer in words_by_id:
            roots.join(link.shorter, link.longer)
    return {identity: roots.root(identity) for identity in words_by_id}


class _Unions:
    """Sets that are joined one pair at a time (union-find with path halving).

    Args:
        members: each a set of its own at first.
        rank: of a member; the one with the least is the root of its set.
    """

    def __init__(self, members: Iterable[str], rank: Callable[[str], tuple[int, str]]) -> None:
        self._parents = {member: member for member in members}
        self._rank = rank

    def root(self, member: str) -> str:
        parents = self._parents
        while parents[member] != member:
            parents[member] = parents[parents[member]]
            member = parents[member]
        return member

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.root(one), self.root(other)), key=self._rank)
        self._parents[second] = first


def copied(records: Iterable[ArticleRecord], links: Iterable[StoryLink]) -> dict[str, ArticleRecord]:
    """Take an unknown source or unknown authors over from copies that know them.

    Articles that hold nine tenths or more of each other, directly or through others, form a cluster, and so do articles
    with the same fingerprints. Asked are all of the cluster and all of the clusters that contain nine tenths of one of
    its articles; those that know the field must agree. Which pairs of a large cluster were compared makes no difference
    therefore. Only what articles know themselves counts, never what they have copied. A date or a title is never taken
    over: each publication has its own.

    Args:
        records: all articles, or all those of some stories; what an earlier run has copied is taken back first.
        links: all links between them.

    Returns:
        By id, the records that have to change.
    """
    before = {record.id: record for record in records}
    plain = {identity: without_copies(record) for identity, record in before.items()}
    close = [link for link in links if link.share >= _SHARE_TO_COPY and link.shorter in plain and link.longer in plain]
    clusters = _clusters(plain, close)
    asked = {root: {root} for root in clusters.values()}
    for link in close:
        asked[clusters[link.shorter]].add(clusters[link.longer])
    knowing: defaultdict[tuple[str, str], list[ArticleRecord]] = defaultdict(list)
    for identity, record in plain.items():
        for field in _LENT:
            if getattr(record, field):
                knowing[field, clusters[identity]].append(record)
    lent = {
        (field, root): answer
        for root, others in asked.items()
        for field in _LENT
        if (answer := _agreed(field, [one for other in others for one in knowing.get((field, other), ())]))
    }
    after = {identity: _with_copies(record, clusters[identity], lent) for identity, record in plain.items()}
    return {identity: record for identity, record in after.items() if record != before[identity]}


def _clusters(records: Mapping[str, ArticleRecord], close: Iterable[StoryLink]) -> dict[str, str]:
    """For each article the root of its cluster of nearly identical copies."""
    unions = _Unions(records, lambda identity: (0, identity))
    same: dict[tuple[int, ...], str] = {}
    for identity, record in records.items():
        if record.fingerprints:
            unions.join(identity, same.setdefault(record.fingerprints, identity))
    for link in close:
        # The shorter one can hold nearly all of the longer one too.
        if link.share * records[link.shorter].words >= _SHARE_TO_COPY * records[link.longer].words:
            unions.join(link.shorter, link.longer)
    return {identity: unions.root(identity) for identity in records}


def _agreed(field: str, knowing: Sequence[ArticleRecord]) -> ArticleRecord | None:
    """The fullest of those that know a field, None where nobody does or they do not agree."""
    if len({getattr(record, field) for record in knowing}) != 1:
        return None
    return min(knowing, key=lambda record: (-record.words, record.name))


def _is_unknown(record: ArticleRecord, field: str) -> bool:
    return record.known.get(field, UNKNOWN_PROVENANCE).known is Known.UNKNOWN


def without_copies(record: ArticleRecord) -> ArticleRecord:
    """The record as it was when its article was read: what it has taken over from copies is unknown again."""
    known = dict(record.known)
    values: dict[str, object] = {}
    for field, unknown in (("source", None), ("authors", ())):
        if field in known and known[field].known is Known.COPIED:
            known[field] = UNKNOWN_PROVENANCE
            values[field] = unknown
    return msgspec.structs.replace(record, known=known, **values) if values else record


def _with_copies(record: ArticleRecord, cluster: str, lent: Mapping[tuple[str, str], ArticleRecord]) -> ArticleRecord:
    known = dict(record.known)
    values: dict[str, object] = {}
    for field in _LENT:
        lender = lent.get((field, cluster))
        if lender is not None and _is_unknown(record, field):
            values[field] = getattr(lender, field)
            known[field] = Provenance(Known.COPIED, lender.name)
    return msgspec.structs.replace(record, known=known, **values) if values else record
