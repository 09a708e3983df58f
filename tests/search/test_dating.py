"""Counts by year, month and day, and the filters that they are picked by, compared with a look at each article."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.collection import UNKNOWN, Collection, Hit, SearchRequest, Unit
from searchtui.dates import PartialDate
from searchtui.query import parse
from searchtui.search.dating import dates_named
from tests.examples import examples

DATES = ["2020-12-31", "2021", "2021-03", None, "2021-03-05", "2020-12", "2019", "2021-03-05", "2021-04-01", "2022-02"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("dating")
    told = "The ferry sank off the cape that night, and the crew of nine was lost with it, as the harbour master said."
    lines = [
        {"id": f"{at:02}", "title": f"Ferry {at}", "source": ["Coast News", "Weekly", None][at % 3],
         "date": DATES[at % len(DATES)],
         "text": [told if at % 4 == 0 else f"War number {at} was over.", *["The war."] * (at % 3), "Peace."]}
        for at in range(40)
    ]  # fmt: skip
    (folder / "all.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    collection = Collection.open(folder)
    collection.reindex()
    assert collection.status().stories < 40
    yield collection
    collection.close()


def part_of(date: PartialDate | None, within: PartialDate | None) -> str | None:
    """Under which value a date is counted, if at all."""
    if date is None:
        return UNKNOWN
    if within is None:
        return f"{date.year:04}"
    if not str(date).startswith(str(within)):
        return None
    label = str(date) if within.month else date.month_label
    return f"={label}" if label == str(within) else label


def counted(hits: tuple[Hit, ...], within: PartialDate | None, unit: Unit) -> dict[str, int]:
    counts = defaultdict[str, set[object]](set)
    for hit in hits:
        value = part_of(hit.date, within)
        if value is not None:
            one = {Unit.PARAGRAPH: (hit.article, hit.paragraph), Unit.ARTICLE: hit.article, Unit.STORY: hit.story}[unit]
            counts[value].add(one)
    return {value: len(some) for value, some in counts.items()}


LEVELS = [None, *map(PartialDate.parse, ["2021", "2020", "2019", "2021-03", "2020-12", "2022-02", "1999", "1999-01"])]
ASKED = [
    "",
    "date:2021",
    "date:2021-03",
    'date:="2021"',
    "date:>2020",
    "date:2020 date:2022",
    "-date:2021-03",
    "date:unknown",
]


@given(
    st.sampled_from(["", "war", "ferry", "war source:coast"]),
    st.sampled_from(ASKED),
    st.sampled_from(LEVELS),
    st.sampled_from(list(Unit)),
)
@settings(max_examples=examples(80), deadline=None)
def test_counts_leave_filters_by_date_aside_and_say_what_these_keep(
    corpus: Collection, words: str, asked: str, within: PartialDate | None, unit: Unit
) -> None:
    results = corpus.search(SearchRequest(text=f"{asked} {words}", unit=unit, limit=0))
    parts = results.dates.parts(within)
    without = corpus.search(words, limit=0)
    assert {part.value: part.count for part in parts if part.count} == counted(without.hits, within, unit)
    assert {part.value: part.kept for part in parts if part.kept} == counted(results.hits, within, unit)
    assert len({part.value for part in parts}) == len(parts)
    known = [part.value for part in parts if part.value[0].isdigit()]
    assert known == sorted(known)
    assert [part.value for part in parts][: len(known)] == known


@given(
    st.sampled_from(["war", "-peace war", "date:2019 war", "date:>2020-06 war", '"the war" source:="Weekly" wa']),
    st.sampled_from(LEVELS),
    st.data(),
)
@settings(max_examples=examples(80), deadline=None)
def test_what_is_picked_finds_just_what_was_counted(
    corpus: Collection, text: str, within: PartialDate | None, data: st.DataObject
) -> None:
    # What is of a month and no day that is known cannot be asked for by itself.
    parts = [part for part in corpus.search(text).dates.parts(within) if len(part.value) != len("=2020-03")]
    if not parts:
        return
    chosen = data.draw(st.lists(st.sampled_from(parts), unique=True, min_size=1, max_size=3))
    values = tuple(part.value for part in chosen)
    picked = corpus.dated(text, values)
    results = corpus.search(picked, limit=0)
    assert results.paragraphs == sum(part.count for part in chosen)
    assert results.dates.wanted == values
    assert {part.value for part in results.dates.parts(within) if part.selected} == set(values)
    banned = corpus.search(corpus.dated(picked, (), values), limit=0)
    everything = corpus.search(corpus.dated(text, ()), limit=0)
    assert banned.paragraphs == everything.paragraphs - results.paragraphs
    assert banned.dates.excluded == values
    assert corpus.dated(picked, ()) == corpus.dated(text, ())


def test_dates_are_written_as_one_would_type_them_where_that_is_the_same(corpus: Collection) -> None:
    assert corpus.dated("war", ["2021"]) == "date:2021 war"
    assert corpus.dated("date:2021 war", ["2022-02"]) == "date:2022-02 war"
    # Some articles of which only the year is known may be of this month, too.
    assert corpus.dated("war", ["2021-03"]) == 'date:="2021-03" war'
    assert corpus.dated("war", ["2021-03-05"]) == 'date:="2021-03-05" war'
    assert corpus.dated("war", ["=2021", "unknown"]) == 'date:="2021" date:unknown war'
    assert corpus.dated("date:>2020 war date:2022", []) == "war "
    assert "No article is of '2021-03-06'." in corpus.search('date:="2021-03-06"').hints


def test_limits_are_no_dates_that_are_asked_for() -> None:
    filters = parse('date:2020 date:>2019 -date:2020-03 date:unknown date:"last 3 months" -date:<2018 x').filters
    assert dates_named(filters, ["2018", "2018-02"]) == (
        ["=2018", "2018-02", "2020", "unknown"],
        ["2020-03"],
        [">2019", "last 3 months", "-<2018"],
    )
