"""The scores of hits and groups against the formulas, worked out word by word."""

from __future__ import annotations

import json
import math
import random
from itertools import pairwise
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchtui.analysis import words
from searchtui.collection import Collection, Kind, Mode, SearchResults
from tests.conftest import MakeCollection
from tests.examples import examples

VOCABULARY = ["bears", "bear", "cold", "pact", "river", "treaty", "treaties"]

some_words = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(" ".join)
articles = st.lists(
    st.fixed_dictionaries({"title": some_words, "text": st.lists(some_words, min_size=1, max_size=4)}),
    min_size=1,
    max_size=6,
)
queries = st.lists(st.sampled_from([*VOCABULARY, "absent"]), min_size=1, max_size=5)


Name = TypeVar("Name")


class Unit(NamedTuple):
    stems: list[str]
    exact: list[str]


def unit(text: str) -> Unit:
    found = list(words(text))
    return Unit([word.stem for word in found], [word.exact for word in found])


class Units(Generic[Name]):
    """Texts that are scored as units: their words by name.

    Args:
        words: of each.
        b: how much length counts.
    """

    def __init__(self, words: dict[Name, list[str]], b: float = 0.4) -> None:
        self.words, self.b = words, b
        self.average = sum(map(len, words.values())) / len(words)

    def bm25(self, name: Name, often: int, *held: str) -> float:
        """The score of something that occurs so often, and is counted wherever all of some words are."""
        holding = sum(set(held) <= set(own) for own in self.words.values())
        rarity = math.log(1 + (len(self.words) - holding + 0.5) / (holding + 0.5))
        norm = 0.9 * (1 - self.b + self.b * len(self.words[name]) / self.average)
        return rarity * often * 1.9 / (often + norm) if often else 0.0

    def sum(self, name: Name, wanted: list[str]) -> float:
        """The score of words."""
        return sum(self.bm25(name, self.words[name].count(word), word) for word in wanted)


def near(held: list[str], first: str, second: str) -> int:
    return sum(word == first and second in held[at + 1 : at + 4] for at, word in enumerate(held))


class Expected:
    """What each paragraph and each article scores; a paragraph is known by its article and number."""

    def __init__(self, collection: Collection, query: list[str]) -> None:
        stems, exact = unit(" ".join(query))
        pairs = [(first, second) for first, second in pairwise(stems) if first != second]
        read = [collection.article(record.id) for record in collection.articles()]
        found = {
            (article.id, paragraph.number): unit(paragraph.text)
            for article in read
            for paragraph in article.paragraphs
            if paragraph.kind is not Kind.FURNITURE
        }
        by_stem = Units({name: held.stems for name, held in found.items()})
        by_form = Units({name: held.exact for name, held in found.items()})
        titles = Units({article.id: unit(article.title).stems for article in read})
        own: dict[str, list[list[str]]] = {article.id: [] for article in read}
        for (article, _), held in found.items():
            own[article].append(held.stems)
        wholes = Units({article: [stem for one in held for stem in one] for article, held in own.items()}, 0.6)
        self.paragraphs, best = {}, dict[str, float]()
        for name, stems_of_it in by_stem.words.items():
            if score := by_stem.sum(name, stems):
                score += 0.3 * by_form.sum(name, exact)
                score += 0.3 * sum(by_stem.bm25(name, near(stems_of_it, *pair), *pair) for pair in pairs)
                self.paragraphs[name] = score + 0.1 * titles.sum(name[0], stems)
                best[name[0]] = max(best.get(name[0], 0.0), score)
        self.articles = {}
        for article, score in best.items():
            often = {pair: sum(near(held, *pair) for held in own[article]) for pair in pairs}
            whole = wholes.sum(article, stems)
            whole += 0.3 * sum(wholes.bm25(article, often[pair], *pair) for pair in pairs)
            self.articles[article] = score + 3 * whole + titles.sum(article, stems)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("random")


def collection_of(folder: Path, made: list[dict[str, object]]) -> Collection:
    lines = [json.dumps({"id": str(number), **some}) for number, some in enumerate(made)]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    # Hypothesis seeds `random` alike for each example, and Whoosh names its segments with it.
    random.seed()
    collection = Collection.open(folder)
    collection.reindex(full=True)
    return collection


def folded(collection: Collection, results: SearchResults, scores: dict[str, float]) -> list[float]:
    """The scores that the groups must have: of each story that of its best article."""
    stories: dict[str, float] = {}
    for article, score in scores.items():
        story = collection.record(article).story
        stories[story] = max(stories.get(story, 0.0), score)
    assert {collection.record(group.article).story for group in results.groups} == set(stories)
    return sorted(stories.values(), reverse=True)


@settings(deadline=None, max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles, queries)
def test_scores_are_those_of_the_formulas(folder: Path, made: list[dict[str, object]], query: list[str]) -> None:
    with collection_of(folder, made) as collection:
        results = collection.search(" ".join(query), mode=Mode.ANY, limit=0)
        expected = Expected(collection, query)
        scores = {(hit.article, hit.paragraph): hit.score for hit in results.hits}
        assert scores == pytest.approx(expected.paragraphs, rel=1e-3, abs=1e-3)
        groups = [group.score for group in results.groups]
        assert groups == pytest.approx(folded(collection, results, expected.articles), rel=1e-3)


def test_words_near_each_other_and_the_form_that_was_typed_decide(make_collection: MakeCollection) -> None:
    collection = make_collection(
        {
            "a.txt": "Reports of a war that was, for all we know of it, quite cold.",
            "b.txt": "Reports of the cold war that was, for all we know of it, long.",
            "c.txt": "Reports of the colder wars that were, for all we know of it, long.",
        }
    )
    results = collection.search("cold war")
    assert [hit.path for hit in results.hits] == ["b.txt", "a.txt"]
    assert collection.search("wars").hits[0].path == "c.txt"
    assert collection.search("war").hits[-1].path == "c.txt"


def test_a_title_finds_no_paragraph_but_ranks_them(make_collection: MakeCollection) -> None:
    collection = make_collection(
        {
            "a.md": "---\ntitle: Something else\n---\n\nA treaty was signed.",
            "b.md": "---\ntitle: Treaty of the rivers\n---\n\nA treaty was signed.\n\nNobody came.",
        }
    )
    hits = collection.search("treaty", kinds=("body",)).hits
    assert [(hit.path, hit.text) for hit in hits] == [
        ("b.md", "A treaty was signed."),
        ("a.md", "A treaty was signed."),
    ]


def test_deleted_articles_count_nowhere(make_collection: MakeCollection) -> None:
    kept = {
        f"{name}.md": f"---\ntitle: The {name}\n---\n\nA cold {name} of bears.\n\nBears." for name in VOCABULARY[2:]
    }
    fresh = make_collection(kept)
    edited = make_collection({**kept, "z.md": "---\ntitle: Cold\n---\n\nCold bears, cold."})
    (edited.folder / "z.md").unlink()
    (edited.folder / "pact.md").write_text(kept["pact.md"] + "\n\nA river.", encoding="utf-8")
    edited.reindex()
    (edited.folder / "pact.md").write_text(kept["pact.md"], encoding="utf-8")
    edited.reindex()
    for query in ("cold bears", "river", "the bears of pact treaty cold"):
        one, other = fresh.search(query, mode=Mode.ANY), edited.search(query, mode=Mode.ANY)
        assert [(hit.path, hit.paragraph, hit.score) for hit in one.hits] == [
            (hit.path, hit.paragraph, hit.score) for hit in other.hits
        ]
        assert [group.score for group in one.groups] == pytest.approx([group.score for group in other.groups])
