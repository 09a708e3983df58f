"""Counts, facets, order and groups against a plain scan of the same articles."""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchtui.collection import Collection, Kind, Mode, SearchRequest
from searchtui.dates import PartialDate
from searchtui.errors import IndexDamagedError
from searchtui.search import Detail, Facets
from tests.conftest import MakeCollection
from tests.examples import examples

VOCABULARY = ["bears", "cold", "pact", "river", "treaty"]
SOURCES = [None, "CGTN", "TRT World"]
AUTHORS = ["Ana Ruiz", "Bo Li", "Élise Roy"]
DATES = [None, "2019", "2020-02", "2020-02-03", "2021-12-31"]

paragraph = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=5).map(" ".join)
article = st.fixed_dictionaries(
    {
        "source": st.sampled_from(SOURCES),
        "authors": st.lists(st.sampled_from(AUTHORS), unique=True, max_size=2),
        "date": st.sampled_from(DATES),
        "text": st.lists(paragraph, min_size=1, max_size=4),
        "title": st.just("Without a word of it"),
    }
)
requests = st.builds(
    SearchRequest,
    text=st.lists(st.sampled_from([*VOCABULARY, "absent"]), max_size=4).map(" ".join),
    sources=st.lists(st.sampled_from(["CGTN", "TRT World", "unknown"]), unique=True, max_size=2).map(tuple),
    authors=st.lists(st.sampled_from([*AUTHORS, "unknown"]), unique=True, max_size=2).map(tuple),
    after=st.sampled_from([None, PartialDate(2020), PartialDate(2020, 2, 3)]),
    before=st.sampled_from([None, PartialDate(2020), PartialDate(2021)]),
    kinds=st.just((Kind.BODY,)),
    mode=st.sampled_from(list(Mode)),
    limit=st.integers(0, 5),
    offset=st.integers(0, 3),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("random")


def collection_of(folder: Path, articles: list[dict[str, Any]]) -> Collection:
    lines = [json.dumps({"id": str(number), **some}) for number, some in enumerate(articles)]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    # Hypothesis seeds `random` alike for each example, and Whoosh names its segments with it.
    random.seed()
    collection = Collection.open(folder)
    collection.reindex(full=True)
    return collection


class Scan:
    """The same search, one paragraph after the other."""

    def __init__(self, articles: list[dict[str, Any]], request: SearchRequest) -> None:
        self.request = request
        words = set(request.text.split())
        every = [(some, text) for some in articles for text in some["text"]]
        strict = [at for at, (_, text) in enumerate(every) if words <= set(text.split())]
        loose = [at for at, (_, text) in enumerate(every) if not words or words & set(text.split())]
        many = len(request.text.split()) > 3
        use_loose = request.mode is Mode.ANY or (request.mode is not Mode.ALL and (many or not strict))
        self.matching = [every[at][0] for at in (loose if use_loose else strict)]

    def values(self, some: dict[str, Any], facet: str) -> list[str]:
        found = {"source": [some["source"]], "author": some["authors"], "date": [(some["date"] or "")[:7]]}[facet]
        return [value for value in found if value] or ["unknown"]

    def passes(self, some: dict[str, Any], facet: str) -> bool:
        if facet == "date":
            return self.dated(some)
        wanted = self.request.sources if facet == "source" else self.request.authors
        return not wanted or bool(set(wanted) & set(self.values(some, facet)))

    def dated(self, some: dict[str, Any]) -> bool:
        request = self.request
        if not (request.after or request.before):
            return True
        if not some["date"]:
            return False
        date = PartialDate.parse(some["date"])
        return (not request.after or date.last_day >= request.after.first_day) and (
            not request.before or date.first_day <= request.before.last_day
        )

    def counts(self, facet: str) -> Counter[str]:
        others = {"source", "author", "date"} - {facet}
        return Counter(
            value
            for some in self.matching
            if all(self.passes(some, other) for other in others)
            for value in self.values(some, facet)
        )

    def found(self) -> list[dict[str, Any]]:
        return [
            some for some in self.matching if all(self.passes(some, facet) for facet in ("source", "author", "date"))
        ]


@settings(deadline=None, max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(article, min_size=1, max_size=6), st.lists(requests, min_size=1, max_size=8))
def test_everything_counted_is_exact(folder: Path, articles: list[dict[str, Any]], asked: list[SearchRequest]) -> None:
    with collection_of(folder, articles) as collection:
        for record in collection.articles():
            # What was copied from another article counts as the article's own; who copies what is tested elsewhere.
            articles[int(record.item or 0)].update(source=record.source, authors=list(record.authors))
        for request in asked:
            expected = Scan(articles, request)
            results = collection.search(request)
            everything = collection.search(msgspec.structs.replace(request, limit=0, offset=0))
            assert results.paragraphs == len(expected.found()) == len(everything.hits)
            assert (
                results.articles
                == len({id(some) for some in expected.found()})
                == len({hit.article for hit in everything.hits})
            )
            for facet in ("source", "author", "date"):
                counted = {value.value: value.count for value in getattr(results.facets, facet) if value.count}
                assert counted == expected.counts(facet), facet
            stop = None if request.limit == 0 else request.offset + request.limit
            assert results.hits == everything.hits[request.offset : stop]
            scores = [hit.score for hit in everything.hits]
            assert scores == sorted(scores, reverse=True)
            grouped = [group.article for group in results.groups] + [c for g in results.groups for c in g.copies]
            assert sorted(grouped) == sorted({hit.article for hit in everything.hits})
            for group in results.groups:
                own = [hit for hit in everything.hits if hit.article == group.article]
                assert group.numbers == tuple(sorted(hit.paragraph for hit in own))
                assert group.best == own[0].paragraph


queries = st.recursive(
    st.sampled_from([*VOCABULARY, "be*", "*ty", "r?ver", '"cold pact"', '"pact river cold"~3', "cold-pact"]),
    lambda parts: st.tuples(parts, st.sampled_from([" ", " AND ", " OR ", " -"]), parts).map(
        lambda p: f"({''.join(p)})"
    ),
    max_leaves=4,
)


@settings(deadline=None, max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(article, min_size=2, max_size=6), st.lists(queries, min_size=3, max_size=8))
def test_every_hit_shows_why_it_is_one(folder: Path, articles: list[dict[str, Any]], asked: list[str]) -> None:
    with collection_of(folder, articles) as collection:
        for query in asked:
            results = collection.search(query, limit=0, kinds=("body",))
            if "-" not in query.replace("cold-pact", ""):
                assert all(hit.highlights for hit in results.hits), query
            assert results.stories == len({hit.story for hit in results.hits})
            unfinished = collection.search(query, limit=0, kinds=("body",), prefix_last=True)
            assert unfinished.paragraphs >= results.paragraphs or "NOT" in query or "-" in query


ONE = {
    "one.md": "---\ntitle: A treaty\nsource: CGTN\ndate: 2020-02\n---\n\nThe cold war was a pact.\n\nA river of bears.",
    "two.md": "---\ntitle: Bears\nauthor: Ana Ruiz\n---\n\n## Cold rivers\n\nNo pact, treaty or bears in a cold river.",
}


def test_four_words_rank_those_with_all_first(make_collection: MakeCollection) -> None:
    results = make_collection(ONE).search("pact treaty bears river")
    assert results.paragraphs_with_all == 1
    assert results.hits[0].path == "two.md"
    assert results.paragraphs == 6
    assert "1 with all of them, first" in results.understood


def test_few_words_fall_back_to_any_and_say_so(make_collection: MakeCollection) -> None:
    collection = make_collection(ONE)
    results = collection.search("war treaty")
    assert results.paragraphs == 3
    assert results.understood == "war OR treaty, in any form (no paragraph has all)"
    assert collection.search("war treaty", mode=Mode.ALL).paragraphs == 0


def test_kinds_limit_what_is_found(make_collection: MakeCollection) -> None:
    collection = make_collection(ONE)
    assert [hit.text for hit in collection.search("cold", kinds=(Kind.HEADING,)).hits] == ["Cold rivers"]
    assert {hit.kind for hit in collection.search("").hits} == {Kind.TITLE, Kind.HEADING, Kind.BODY}


def test_a_selection_that_nobody_has_is_said_with_the_nearest(make_collection: MakeCollection) -> None:
    results = make_collection(ONE).search("", sources=("CGTM",))
    assert results.paragraphs == 0
    assert results.hints == ("No article has the source 'CGTM'; did you mean 'CGTN'?",)


def test_selections_fold_case_and_accents_and_stay_listed(make_collection: MakeCollection) -> None:
    results = make_collection(ONE).search("pact war", sources=("cgtn",), authors=("ana ruíz",))
    assert results.paragraphs == 0
    first = results.facets.author[0]
    assert (first.value, first.count, first.selected) == ("Ana Ruiz", 0, True)


def test_undated_articles_are_left_out_and_counted(make_collection: MakeCollection) -> None:
    results = make_collection(ONE).search("pact", after=PartialDate(2019))
    assert (results.paragraphs, results.undated) == (1, 1)
    assert results.hints == ("Paragraphs left out because their article has no date: 1.",)


def test_contexts_show_the_best_paragraph_among_its_neighbours(seed_collection: Collection) -> None:
    results = seed_collection.search("military alliance")
    assert [context.article for context in results.contexts] == [group.article for group in results.groups]
    for context in results.contexts:
        numbers = [paragraph.number for paragraph in context.paragraphs]
        assert context.best in numbers
        assert numbers == sorted(numbers)
        assert len(numbers) > 1
        for paragraph in context.paragraphs:
            assert bool(paragraph.highlights) == (paragraph.number in context.numbers)
            assert paragraph.kind is not Kind.FURNITURE


@pytest.mark.parametrize("details", [(), *((detail,) for detail in Detail)])
def test_only_the_details_that_are_wanted_are_there(seed_collection: Collection, details: tuple[Detail, ...]) -> None:
    whole, some = seed_collection.search("russia"), seed_collection.search("russia", details=details)
    assert (some.paragraphs, some.articles, some.stories) == (whole.paragraphs, whole.articles, whole.stories)
    assert list(some.groups) == list(whole.groups)
    assert some.facets == (whole.facets if Detail.FACETS in details else Facets())
    assert bool(some.contexts) == (Detail.CONTEXTS in details)
    unmarked = tuple(msgspec.structs.replace(hit, highlights=()) for hit in whole.hits)
    assert some.hits == (whole.hits if Detail.HIGHLIGHTS in details else unmarked) != ()


def test_an_article_is_shown_whole(seed_collection: Collection) -> None:
    shown = seed_collection.article("004_5ae6b6dd2b6d6c73.txt")
    assert [paragraph.number for paragraph in shown.paragraphs] == list(range(1, len(shown.paragraphs) + 1))
    assert sum(paragraph.text == "Advertisement" for paragraph in shown.paragraphs) == 6


def test_months_select_by_the_values_of_the_date_facet(seed_collection: Collection) -> None:
    dated = seed_collection.search("alliance", months=("2020-12",))
    assert {hit.path[:3] for hit in dated.hits} == {"003"}
    undated = seed_collection.search("alliance", months=("unknown",), limit=0)
    assert {hit.path[:3] for hit in undated.hits} == {"000", "001", "002", "004"}


def test_an_answer_ranks_further_as_somebody_looks(make_collection: MakeCollection) -> None:
    collection = make_collection({f"{n:04}.txt": f"Bears {'again ' * (n % 7)}{n}." for n in range(700)})
    results = collection.search("bears", limit=3)
    assert len(results.groups) == results.articles == 700
    everything = collection.search("bears", limit=0)
    assert [group.article for group in results.groups] == [hit.article for hit in everything.hits]
    scores = [group.score for group in results.groups]
    assert scores == sorted(scores, reverse=True)
    assert results.groups[-1] == list(results.groups)[-1] == everything.groups[699]
    with pytest.raises(IndexError):
        _ = results.groups[700]
    assert collection.search("bears", limit=2, offset=650).hits == everything.hits[650:652]


def test_updates_leave_the_order_by_path_and_the_values_that_are_left(make_collection: MakeCollection) -> None:
    collection = make_collection({f"{name}.md": f"---\nauthor: Ana {name}\n---\n\nBears of {name}." for name in "abd"})
    (collection.folder / "c.md").write_text("---\nauthor: Bo Li\n---\n\nBears of c.", encoding="utf-8")
    (collection.folder / "a.md").write_text("---\nauthor: Bo Li\n---\n\nBears of a.\n\nMore bears.", encoding="utf-8")
    (collection.folder / "d.md").unlink()
    collection.reindex()
    results = collection.search("", kinds=("body",))
    assert [(hit.path, hit.paragraph) for hit in results.hits] == [("a.md", 1), ("a.md", 2), ("b.md", 1), ("c.md", 1)]
    assert {value.value: value.count for value in results.facets.author} == {"Bo Li": 3, "Ana b": 1}
    assert collection.search("bears", authors=("Ana d",)).hints[0].startswith("No article has the author 'Ana d'")


def test_a_file_that_is_cut_short_while_it_is_open_is_damage(make_collection: MakeCollection) -> None:
    collection = make_collection(ONE)
    assert collection.search("bears").paragraphs == 3
    files = [path for glob in ("MAIN_*.*", "catalogue-*") for path in collection.index_folder.glob(glob)]
    assert len(files) == 3
    for path in files:
        content = path.read_bytes()
        os.truncate(path, 0)
        with pytest.raises(IndexDamagedError):
            collection.search("pact")
        with pytest.raises(IndexDamagedError):
            collection.article("one.md")
        with path.open("r+b") as file:
            file.write(content)
        assert collection.search("pact").paragraphs == 2


@pytest.mark.parametrize(
    "files", [{}, {"one.md": "Advertisement", "two.md": "---\nsource: CGTN\n---\n\nAdvertisement"}]
)
def test_an_index_without_a_paragraph_finds_nothing(make_collection: MakeCollection, files: dict[str, str]) -> None:
    collection = make_collection(files)
    for request in (
        {},
        {"sources": ("CGTN",)},
        {"after": "2020"},
        {"kinds": ("body",)},
        {"limit": 0, "prefix_last": True},
    ):
        for query in ("", "bears", "-bears", "four words of bears"):
            results = collection.search(query, **request)
            assert (results.paragraphs, results.articles, results.stories, results.hits) == (0, 0, 0, ())
            assert not results.groups
            assert not [value for value in results.facets.source if value.count]
