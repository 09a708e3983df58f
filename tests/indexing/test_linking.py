"""Stories that are told step by step are those that are told at once."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import starmap

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchtui.article import UNKNOWN_PROVENANCE, Known, Provenance, article_id
from searchtui.catalogue import ArticleRecord, Catalogue, FileRecord, edit
from searchtui.corpus import Candidates, Copy, Pair, compare, fingerprints, words_of
from searchtui.indexing.linking import tell_stories
from tests.examples import examples

LEXICON = [start + end for start in ("ba", "de", "ki", "lo", "mu", "ra") for end in ("ran", "len", "mis", "tor", "gul")]
TEXTS = [" ".join(random.Random(seed).choices(LEXICON, k=40)) for seed in range(11)]
BODIES = [
    TEXTS[:4],
    TEXTS[:3],
    TEXTS[1:5],
    [*TEXTS[:4], "A sentence more, which no other article has and which is short."],
    TEXTS[4:8],
    TEXTS[6:10],
    [TEXTS[10]],
    [],
    [*TEXTS[1:4], *TEXTS[4:7]],
]
SOURCES = [None, None, "Herald", "Post"]

Said = tuple[int, str | None]
"""Which of the bodies an article has, and the source that it knows."""

articles = st.tuples(st.sampled_from(range(len(BODIES))), st.sampled_from(SOURCES))
steps = st.lists(
    st.dictionaries(st.sampled_from([f"{letter}.txt" for letter in "abcdefgh"]), st.none() | articles, max_size=5),
    min_size=1,
    max_size=5,
)


def record_of(path: str, said: Said) -> ArticleRecord:
    body, source = BODIES[said[0]], said[1]
    known = Provenance(Known.FOUND, "source-line") if source else UNKNOWN_PROVENANCE
    return ArticleRecord(
        id=article_id(path),
        path=path,
        title=path,
        source=source,
        known={"source": known, "authors": UNKNOWN_PROVENANCE},
        words=sum(len(words_of(text)) for text in body),
        fingerprints=fingerprints(body),
        digest=repr(said),
    )


class Folder:
    """A folder of articles and its catalogue, brought up to date step by step."""

    def __init__(self) -> None:
        self.catalogue = Catalogue()
        self.said: dict[str, Said] = {}
        self.asked: list[str] = []

    def step(self, changes: Mapping[str, Said | None], again: Sequence[str] = ()) -> None:
        before = self.catalogue
        read = [*changes, *(path for path in again if path not in changes)]
        self.said = {path: said for path, said in (self.said | dict(changes)).items() if said is not None}
        records = {path: record_of(path, self.said[path]) for path in read if path in self.said}
        stays = np.array([path not in read for path in before.paths], bool)
        files = {path: FileRecord(path, 1, 1, articles=(record.id,)) for path, record in records.items()}
        by_id = {record.id: record for record in records.values()}
        edited = edit(before, stays, files, by_id, skipped={}, problems=())
        changed = {
            one
            for one, record in by_id.items()
            if one not in before.by_id or before.by_id[one].digest != record.digest or record.path in again
        }
        self.catalogue, lent = tell_stories(before, edited, changed, partial(self.compare, edited.catalogue))
        self.catalogue.check(thorough=True)
        stayed = {record.id: record for record in before.articles if record.path not in read}
        for record in self.catalogue.articles:
            was = by_id.get(record.id) or stayed[record.id]
            assert ((record.source, record.known) != (was.source, was.known)) == (record.id in lent)

    def compare(self, now: Catalogue, candidates: Candidates) -> list[Copy]:
        columns = zip(candidates.one.tolist(), candidates.other.tolist(), candidates.only_common.tolist(), strict=True)
        self.asked += map(now.id, np.union1d(candidates.one, candidates.other).tolist())
        texts = [BODIES[self.said[self.catalogue_path(now.id(one))][0]] for one in range(len(now.keys))]
        return [copy for copy in compare(list(starmap(Pair, columns)), texts) if copy is not None]

    def catalogue_path(self, article: str) -> str:
        return next(path for path in self.said if article_id(path) == article)

    def told(self) -> list[tuple[str, str, str | None, Mapping[str, Provenance]]]:
        return [(record.path, record.story, record.source, record.known) for record in self.catalogue.articles]


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, st.sets(st.sampled_from(["a.txt", "d.txt"])))
def test_step_by_step_is_as_good_as_at_once(changes: list[dict[str, Said | None]], again: set[str]) -> None:
    folder, other = Folder(), Folder()
    for step in changes:
        folder.step({path: said for path, said in step.items() if said or path in folder.said})
    folder.step({}, sorted(again & folder.said.keys()))
    other.step(folder.said)
    assert folder.told() == other.told()


def test_what_stands_apart_is_not_asked_for_its_text() -> None:
    folder = Folder()
    folder.step({"a.txt": (4, None), "b.txt": (5, None), "c.txt": (6, None), "d.txt": (0, None)})
    folder.asked.clear()
    folder.step({"e.txt": (1, None)})
    assert set(folder.asked) == {article_id("d.txt"), article_id("e.txt")}


def test_the_same_text_is_told_by_its_fingerprints() -> None:
    folder = Folder()
    folder.step({"a.txt": (0, "Herald"), "b.txt": (0, None), "c.txt": (6, None), "d.txt": (6, None)})
    assert folder.asked == []
    links = {(frozenset((link.shorter, link.longer)), link.share) for link in folder.catalogue.links}
    assert links == {(frozenset(map(article_id, pair)), 1.0) for pair in (("a.txt", "b.txt"), ("c.txt", "d.txt"))}
    assert [source for _, _, source, _ in folder.told()] == ["Herald", "Herald", None, None]


def test_a_file_that_was_read_again_unchanged_keeps_what_it_has_borrowed() -> None:
    folder = Folder()
    folder.step({"a.txt": (0, "Herald"), "b.txt": (0, None)})
    told = folder.told()
    assert [source for _, _, source, _ in told] == ["Herald", "Herald"]
    folder.asked.clear()
    folder.step({"b.txt": (0, None)})
    assert folder.told() == told
    assert folder.asked == []


def test_what_was_borrowed_is_given_back_when_the_lender_is_gone() -> None:
    folder = Folder()
    folder.step({"a.txt": (0, None), "b.txt": (0, "Herald"), "c.txt": (4, "Post")})
    assert [source for _, _, source, _ in folder.told()] == ["Herald", "Herald", "Post"]
    folder.step({"b.txt": None})
    assert [source for _, _, source, _ in folder.told()] == [None, "Post"]
    folder.step({"b.txt": (1, "Herald")})
    assert [source for _, _, source, _ in folder.told()] == [None, "Herald", "Post"]


def test_a_chain_that_breaks_is_two_stories() -> None:
    folder = Folder()
    folder.step({"a.txt": (1, None), "b.txt": (8, None), "c.txt": (4, None)})
    assert len({story for _, story, _, _ in folder.told()}) == 1
    folder.step({"b.txt": None})
    assert [story for _, story, _, _ in folder.told()] == [article_id("a.txt"), article_id("c.txt")]
