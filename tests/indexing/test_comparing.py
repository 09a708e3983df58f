"""Articles are compared in stretches, by whomever: the copies are the same."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from searchtui.article import Article, Paragraph
from searchtui.catalogue import StoryLink
from searchtui.collection import Collection
from searchtui.corpus import Candidates, Copy
from searchtui.indexing import comparing, workers
from searchtui.indexing.comparing import compare_articles
from searchtui.indexing.spool import Place, SpoolWriter
from searchtui.indexing.store import IndexFolder
from searchtui.indexing.tasks import CompareArticles, Setup
from searchtui.indexing.workers import Workers

WORDS = [start + end for start in ("ba", "de", "ki", "lo", "mu", "ra") for end in ("ran", "len", "mis", "tor", "gul")]


def paragraph(seed: int, words: int = 40) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def texts(number: int) -> list[str]:
    """Six families of articles that share some of their paragraphs, and have some of their own."""
    family, place = divmod(number, 10)
    shared = [paragraph(family * 100 + part) for part in range(8)]
    edited = [text.replace(" ", " a ", 1) for text in shared[:place]]
    return [*edited, *shared[place : 8 - place % 3], *(paragraph(number * 1000 + part) for part in range(place % 4))]


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    (tmp_path / "spool").mkdir()
    return Setup(os.fsencode(tmp_path), os.fsencode(tmp_path / "spool"), "MAIN")


@pytest.fixture
def places(setup: Setup) -> dict[int, Place]:
    """Where sixty articles are in the spool, by numbers that are no places in any list."""
    with closing(SpoolWriter(Path(os.fsdecode(setup.spool)), 9)) as spool:
        return {number * 7: spool.put(article(number))[0] for number in range(60)}


def article(number: int) -> Article:
    body = tuple(Paragraph(place, text) for place, text in enumerate(texts(number), start=1))
    return Article(id=f"{number:012x}", path=f"{number}.txt", title="", paragraphs=body)


def candidates() -> Candidates:
    pairs = [(one * 7, other * 7) for one in range(60) for other in range(one) if one // 10 == other // 10 or one > 57]
    one, other = np.array(pairs).T
    return Candidates(one, other, np.zeros(len(one), bool), one % 3 == 0)


def test_copies_do_not_depend_on_workers_and_stretches(
    setup: Setup, places: dict[int, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SHARE", 1)
    found = []
    for jobs, size in ((1, comparing._TASK_BYTES), (1, 1), (2, 5000), (3, 20_000)):
        monkeypatch.setattr(comparing, "_TASK_BYTES", size)
        with Workers(setup, jobs) as some:
            found.append(compare_articles(candidates(), places, some, lambda *_: None))
    assert found[0] == found[1] == found[2] == found[3]
    assert len(found[0]) > 50
    assert {type(copy) for copy in found[0]} == {Copy}
    assert {copy.shorter % 7 for copy in found[0]} == {0}


class Spy:
    """Keeps the tasks that it is given."""

    def __init__(self) -> None:
        self.tasks: list[CompareArticles] = []
        self.size = 0

    def run(self, tasks: Iterator[CompareArticles], size: int, _say: object) -> Iterator[tuple[int, object]]:
        self.tasks, self.size = list(tasks), size
        return iter(())


def cut(some: Candidates, places: dict[int, Place]) -> list[CompareArticles]:
    spy = Spy()
    compare_articles(some, places, spy, lambda *_: None)  # type: ignore[arg-type]
    return spy.tasks


def test_a_task_has_as_much_text_as_may_be_held(places: dict[int, Place], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "_ARTICLE_BYTES", 0)
    monkeypatch.setattr(comparing, "_TASK_BYTES", 20_000)
    tasks = cut(candidates(), places)
    assert 5 < len(tasks) < 60
    assert all(sum(place.length for place in task.places) <= 20_000 for task in tasks)
    assert all(len(set(task.places)) == len(task.places) for task in tasks)
    named = [
        (task.places[pair.one], task.places[pair.other], pair.only_common) for task in tasks for pair in task.pairs
    ]
    columns = candidates().one.tolist(), candidates().other.tolist(), candidates().only_common.tolist()
    assert named == [(places[one], places[other], common) for one, other, common in zip(*columns, strict=True)]
    monkeypatch.setattr(comparing, "_TASK_BYTES", 1 << 20)
    monkeypatch.setattr(comparing, "_TASK_PAIRS", 50)
    assert {len(task.pairs) for task in cut(candidates(), places)[:-1]} == {50}


def test_what_is_compared_with_a_very_long_article_is_not_cut_into_single_pairs() -> None:
    others = np.arange(1, 5000)
    some = Candidates(np.zeros_like(others), others, others < 0, others < 0)
    places = {0: Place(0, 0, 50 << 20), **{other: Place(0, 0, 9000) for other in others.tolist()}}
    tasks = cut(some, places)
    assert len(tasks) == 1
    assert len(tasks[0].pairs) == 4999


def test_nothing_to_compare(setup: Setup) -> None:
    none = np.zeros(0, np.int64)
    with Workers(setup, 2) as some:
        assert compare_articles(Candidates(none, none, none > 0, none > 0), {}, some, lambda *_: None) == []


def links(folder: Path) -> list[StoryLink]:
    return list(IndexFolder(folder).open().catalogue.links)


@pytest.mark.parametrize("jobs", [1, 2])
def test_articles_that_the_index_alone_has_are_compared_too(
    tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SHARE", 1)
    monkeypatch.setattr(comparing, "_TASK_BYTES", 20_000)
    paths = {number: tmp_path / f"{number:02}.txt" for number in range(60)}

    def write(numbers: range) -> None:
        for number in numbers:
            source = "\n\nSource: Northern Post" if number == 3 else ""
            paths[number].write_text("\n\n".join(texts(number)) + source, encoding="utf-8")

    with Collection.open(tmp_path) as collection:
        for first in (0, 1, 2):
            write(range(first, 60, 3))
            collection.reindex(jobs=jobs)
        paths[20].unlink()
        collection.reindex(jobs=jobs)
        step_by_step = links(collection.index_folder), list(collection.articles())
        collection.reindex(full=True, jobs=1)
        assert (links(collection.index_folder), list(collection.articles())) == step_by_step
    assert len(step_by_step[0]) > 50
    assert [record.source for record in step_by_step[1]].count("Northern Post") > 1
