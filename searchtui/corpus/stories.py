"""Stories: which articles are copies, or partial copies, of one text, and what copies know of each other."""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import compress

import msgspec
import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from searchtui.article import UNKNOWN_PROVENANCE, Known, Provenance
from searchtui.catalogue import ArticleRecord, StoryLink
from searchtui.corpus.fingerprints import SHINGLE, inside, numbers_of, runs_in, words_of

__all__ = ["copied", "find_links", "group", "without_copies"]

_LEAST_SHARE = 0.5
"""The part of the shorter article's text that must stand in the longer one."""

_SHARE_TO_COPY = 0.9
"""The part that must stand there for its source and authors to be taken over."""

_SAME = 90.0
"""How much alike (RapidFuzz ratio, 0 to 100) a paragraph and its edited copy are at least."""

_SAME_RUNS = 0.9
"""The part of a paragraph's runs of words that must stand in the other text, however that is cut into paragraphs."""

_EDITED_RUNS = 0.2
"""The part of a paragraph's runs that an edited copy of it still has; below it, the letters are not compared."""

_BODIES_KEPT = 4096
"""Bodies that are held in memory at a time."""

_SHORT_TEXT = 20
"""Words below which a text is a copy only where it is the same word for word."""

_COMMON = 24
"""Articles from which on a fingerprint is common: agency footers, disclaimers, texts copied very often."""

_REPRESENTATIVES = 4
"""Articles that stand for all that share a common fingerprint."""

_LEAST_MARKS = 0.1
"""The part of the fingerprints of the one with fewer that two articles share before their texts are compared."""

_BOILERPLATE_PARAGRAPHS = 2
"""Common paragraphs that make no copy where nothing else is shared."""

_LENT = ("source", "authors")
"""The fields that are taken over."""

TextOf = Callable[[str], Sequence[str]]
"""Gives the texts of an article's body paragraphs by its id."""


class _Body:
    """The body of one article, prepared to be compared.

    Args:
        paragraphs: their texts.
    """

    def __init__(self, paragraphs: Sequence[str]) -> None:
        parts = [words for text in paragraphs if (words := words_of(text))]
        texts = [" ".join(words) for words in parts]
        self.text = " ".join(texts)
        lengths = np.array([len(words) for words in parts], dtype=np.int64)
        letters = np.array([len(text) for text in texts], dtype=np.int64) - lengths + 1
        self.words, self.letters = int(lengths.sum()), int(letters.sum())
        long_enough = lengths >= SHINGLE
        self.short = list(compress(texts, ~long_enough))
        self.texts = list(compress(texts, long_enough))
        self.weights, self.counts = letters[long_enough], lengths[long_enough] - SHINGLE + 1
        runs = runs_in(numbers_of(self.text))
        self.runs = runs[inside(lengths)] if len(runs) else runs
        # Also those across the borders of paragraphs: a copy may be cut into paragraphs differently.
        self.all_runs = np.sort(runs)

    def shares_with(self, other: _Body) -> npt.NDArray[np.float64]:
        """For each paragraph of `texts`, the part of its runs of words that stands in the other body."""
        if not len(other.all_runs) or not len(self.runs):
            return np.zeros(len(self.counts))
        places = np.minimum(np.searchsorted(other.all_runs, self.runs), len(other.all_runs) - 1)
        standing = (other.all_runs[places] == self.runs).astype(np.float64)
        return np.add.reduceat(standing, np.cumsum(self.counts) - self.counts) / self.counts


def find_links(
    new_ids: Collection[str],
    fingerprints_by_id: Mapping[str, Sequence[int]],
    text_of: TextOf,
) -> list[StoryLink]:
    """Find the articles that are copies of one text.

    Candidates have a fingerprint in common, and where the shorter one has many, a tenth of them. Articles that have one
    in common with very many others are compared with a few of these only, the fullest, so that the work does not grow
    with the square of their number. A candidate is a copy where half of the shorter article's body text, or more,
    stands in the longer one. A paragraph or two that many articles share (an agency's footer, a disclaimer) make no
    copy, however short the rest is.

    Args:
        new_ids: articles to compare with all others.
        fingerprints_by_id: of all articles that have one in common with a new one, these included.
        text_of: asked only for candidates.

    Returns:
        Sorted links; the order of the arguments makes no difference.
    """
    new = set(new_ids) & fingerprints_by_id.keys()
    wanted: set[int] = set().union(*(fingerprints_by_id[identity] for identity in new))
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for identity, marks in fingerprints_by_id.items():
        if not wanted.isdisjoint(marks):
            for mark in wanted.intersection(marks):
                holders[mark].append(identity)
    pairs = _candidates(new, holders, fingerprints_by_id)
    return _confirmed(pairs, holders, fingerprints_by_id, text_of)


def _candidates(
    new: set[str], holders: Mapping[int, Sequence[str]], fingerprints_by_id: Mapping[str, Sequence[int]]
) -> set[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()

    def pair(one: str, others: Iterable[str]) -> None:
        pairs.update((one, other) if one < other else (other, one) for other in others if other != one)

    def fullest(identities: Iterable[str]) -> list[str]:
        return heapq.nsmallest(_REPRESENTATIVES, identities, key=lambda one: (-len(fingerprints_by_id[one]), one))

    for identities in holders.values():
        if len(identities) <= _COMMON:
            for one in new.intersection(identities):
                pair(one, identities)
            continue
        # Articles that were there before are linked to those that stood for all at that time. So the new ones are
        # compared with these too, and a new one that now stands for all is compared with all.
        representatives = fullest(identities)
        standing = {*representatives, *fullest(one for one in identities if one not in new)}
        for one in new.intersection(identities):
            pair(one, identities if one in representatives else standing)
    return pairs


def _confirmed(
    pairs: Iterable[tuple[str, str]],
    holders: Mapping[int, Sequence[str]],
    fingerprints_by_id: Mapping[str, Sequence[int]],
    text_of: TextOf,
) -> list[StoryLink]:
    @lru_cache(maxsize=_BODIES_KEPT)
    def body(identity: str) -> _Body:
        return _Body(text_of(identity))

    def shared(one: str, other: str) -> set[int]:
        return set(fingerprints_by_id[one]).intersection(fingerprints_by_id[other])

    def least(one: str, other: str) -> float:
        return _LEAST_MARKS * min(len(fingerprints_by_id[one]), len(fingerprints_by_id[other]))

    links: list[StoryLink] = []
    for one, other in _neighbours_together([pair for pair in pairs if len(shared(*pair)) >= least(*pair)]):
        only_common = all(len(holders[mark]) > _COMMON for mark in shared(one, other))
        first, second = sorted(
            (one, other), key=lambda identity: (body(identity).words, body(identity).letters, identity)
        )
        share = _share(body(first), body(second), only_common=only_common)
        if share >= _LEAST_SHARE:
            links.append(StoryLink(first, second, round(share, 4)))
    return sorted(links, key=lambda link: (link.shorter, link.longer))


def _neighbours_together(pairs: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs in an order in which the same articles come again soon, so that few bodies have to be made twice."""
    neighbours: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in sorted(pairs):
        neighbours[one].append(other)
        neighbours[other].append(one)
    places: dict[str, int] = {}
    for start in neighbours:
        waiting = deque([start])
        while waiting:
            if (one := waiting.popleft()) not in places:
                places[one] = len(places)
                waiting.extend(other for other in neighbours[one] if other not in places)
    return sorted(pairs, key=lambda pair: sorted((places[pair[0]], places[pair[1]]), reverse=True))


def _share(shorter: _Body, longer: _Body, *, only_common: bool) -> float:
    """The part of the shorter body that stands in the longer one, 0 where that makes no copy."""
    if shorter.text == longer.text:
        return 1.0
    if shorter.words < _SHORT_TEXT:
        return 0.0
    shares = shorter.shares_with(longer)
    standing = shares >= _SAME_RUNS
    edited = ~standing & (shares >= _EDITED_RUNS)
    short = [text for text in shorter.short if text in longer.short]
    letters = sum(len(text.replace(" ", "")) for text in short)
    if letters + int(shorter.weights[standing | edited].sum()) < _LEAST_SHARE * shorter.letters:
        return 0.0
    for place in np.flatnonzero(edited):
        text = shorter.texts[place]
        standing[place] = process.extractOne(text, longer.texts, scorer=fuzz.ratio, score_cutoff=_SAME) is not None
    paragraphs = int(standing.sum()) + len(short)
    if only_common and paragraphs <= _BOILERPLATE_PARAGRAPHS and paragraphs < len(shorter.texts) + len(shorter.short):
        return 0.0
    return (letters + int(shorter.weights[standing].sum())) / shorter.letters


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
