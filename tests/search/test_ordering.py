"""Orders of hits and groups, and what the facets count, compared with what is sorted and counted by hand."""

from __future__ import annotations

import gc
import json
import weakref
from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.collection import UNKNOWN, Collection, Hit, HitGroup, Order, SearchRequest, SearchResults, Unit
from searchtui.dates import PartialDate
from searchtui.errors import InvalidRequestError
from tests.examples import examples

SOURCES = ["Coast News", "Inland Post", "Weekly", None]
AUTHORS: list[list[str]] = [["Ada Quill"], ["Ben Page", "Ada Quill"], [], ["Cy Ahl"]]
DATES = ["2020-12-31", "2021", "2021-03", None, "2021-03-05", "2020-12", "2019"]
NAMES = ["brook", "cliff", "dune", "eddy", "fjord", "glen", "heath", "isle", "knoll", "lake", "mere", "ness"]


def _text(story: int, copy: int) -> list[str]:
    """Paragraphs of a story; later copies leave out more of them."""
    name = NAMES[story % len(NAMES)]
    text = [
        f"The storm of {1900 + story} took the bridge at the {name}, and the road behind it, in one night of {story} "
        f"hours; {NAMES[(story + at) % len(NAMES)]} and {NAMES[(story * at + 1) % len(NAMES)]} were cut off."
        + " The war was far away."
        * (story % 3 == at)
        for at in range(5)
    ]
    return text[: 5 - copy % 3]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("ordering")
    lines = [
        {"id": f"{story:02}-{copy}", "title": f"Storm {NAMES[story % 12]} {copy}",
         "source": SOURCES[(story + copy) % 4], "authors": AUTHORS[(story + 2 * copy) % 4],
         "date": DATES[(3 * story + copy) % 7], "text": _text(story, copy)}
        for story in range(24)
        for copy in range(1 + (story % 4 == 0) * 3 + (story % 5 == 1))
    ]  # fmt: skip
    (folder / "all.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    collection = Collection.open(folder)
    collection.reindex()
    assert collection.status().stories < collection.status().articles
    yield collection
    collection.close()


QUERIES = ["", "storm", "war", "storm brook", "lake -war", "wa*", "storm source:coast", "storm author:quill date:2021"]
ORDERS = list(Order)


def places(hits: tuple[Hit, ...]) -> list[tuple[str, int]]:
    return [(hit.article, hit.paragraph) for hit in hits]


def by_date(order: Order, date: PartialDate | None) -> tuple[bool, tuple[int, ...]]:
    """What `sorted` is to go by."""
    if date is None:
        return True, ()
    sign = 1 if order is Order.DATE_ASC else -1
    return False, (sign * date.year, sign * date.month, sign * date.day)


def unfolded(results: SearchResults) -> list[HitGroup]:
    groups = results.groups
    return [one for at in range(len(groups)) for one in (groups[at], *groups.copies_of(at))]


@pytest.mark.parametrize("text", QUERIES)
def test_by_article_hits_stand_as_their_groups_do(corpus: Collection, text: str) -> None:
    results = corpus.search(text, order="article", limit=0)
    assert list(results.groups) == list(corpus.search(text).groups)
    groups = unfolded(results)
    assert [(group.article, number) for group in groups for number in group.numbers] == places(results.hits)
    assert len(groups) == results.articles
    assert sorted(places(results.hits)) == sorted(places(corpus.search(text, limit=0).hits))


@pytest.mark.parametrize("order", [Order.DATE, Order.DATE_ASC])
@pytest.mark.parametrize("text", QUERIES)
def test_by_date_hits_and_groups_are_sorted_by_date(corpus: Collection, text: str, order: Order) -> None:
    best, dated = (corpus.search(text, order=which, limit=0) for which in (Order.ARTICLE, order))
    assert places(dated.hits) == places(tuple(sorted(best.hits, key=lambda hit: by_date(order, hit.date))))
    dates = {hit.article: hit.date for hit in best.hits}
    assert list(dated.groups) == sorted(best.groups, key=lambda group: by_date(order, dates[group.article]))


def test_an_answer_that_nobody_looks_at_is_let_go_at_once(corpus: Collection) -> None:
    results = corpus.search(QUERIES[0], limit=0)
    assert results.groups[0].numbers
    held = weakref.ref(results.flat)
    gc.disable()
    try:
        del results
        assert held() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("text", QUERIES)
def test_the_flat_list_has_the_hits_of_the_fullest_by_score(corpus: Collection, text: str) -> None:
    results = corpus.search(text, limit=0)
    heads = {group.article: group for group in results.groups}
    expected = [place for place in places(results.hits) if place[0] in heads]
    flat = results.flat
    shown = [(flat.groups[hit.group].article, hit.number) for hit in flat]
    assert shown == expected
    assert len(flat) == len(expected)
    assert [group.article for group in flat.groups] == list(dict.fromkeys(article for article, _ in expected))
    assert all(group == heads[group.article] for group in flat.groups)
    fresh = corpus.search(text).flat
    assert [fresh.row_of(hit.group, hit.number) for hit in reversed(flat)] == list(reversed(range(len(flat))))
    assert fresh.row_of(0, 99) == fresh.row_of(-1, 1) == fresh.row_of(999, 1) == -1
    with pytest.raises(IndexError):
        _ = flat[len(flat)]


@given(st.sampled_from(QUERIES), st.sampled_from(ORDERS), st.integers(1, 30), st.integers(0, 120))
@settings(max_examples=examples(60), deadline=None)
def test_a_page_of_hits_is_a_part_of_all_hits(
    corpus: Collection, text: str, order: Order, limit: int, offset: int
) -> None:
    everything = corpus.search(text, order=order, limit=0).hits
    assert corpus.search(text, order=order, limit=limit, offset=offset).hits == everything[offset : offset + limit]


FILTERS = {
    "source": ["coast", "weekly", "unknown"],
    "author": ["quill", "page", "unknown"],
    "date": ["2021", "2020-12"],
}


def having(hit: Hit, facet: str) -> tuple[str, ...]:
    if facet == "source":
        return (hit.source or UNKNOWN,)
    if facet == "author":
        return hit.authors or (UNKNOWN,)
    return (hit.date.month_label if hit.date else UNKNOWN,)


@given(
    st.sampled_from(["", "storm", "war", "storm brook"]),
    st.fixed_dictionaries({name: st.sampled_from(["", *values]) for name, values in FILTERS.items()}),
    st.sampled_from(list(Unit)),
)
@settings(max_examples=examples(60), deadline=None)
def test_facets_count_paragraphs_articles_or_stories(
    corpus: Collection, words: str, chosen: dict[str, str], unit: Unit
) -> None:
    def text(*names: str) -> str:
        return " ".join([*(f"{name}:{chosen[name]}" for name in names if chosen[name]), words])

    facets = corpus.search(SearchRequest(text=text(*FILTERS), unit=unit, limit=1)).facets
    for name in FILTERS:
        counted = defaultdict[str, set[object]](set)
        for hit in corpus.search(text(*(other for other in FILTERS if other != name)), limit=0).hits:
            one = {Unit.PARAGRAPH: (hit.article, hit.paragraph), Unit.ARTICLE: hit.article, Unit.STORY: hit.story}[unit]
            for value in having(hit, name):
                counted[value].add(one)
        shown = {value.value: value.count for value in getattr(facets, name) if value.count}
        assert shown == {value: len(some) for value, some in counted.items()}


def test_an_order_or_unit_that_there_is_not_is_said(corpus: Collection) -> None:
    for fields in ({"order": "title"}, {"unit": "page"}):
        with pytest.raises(InvalidRequestError):
            corpus.search("storm", **fields)
