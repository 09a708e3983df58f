"""Picking values of facets: what is written, and that the answer is that of the values."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.collection import Collection, Pick, SearchResults
from searchtui.query import parse
from tests.examples import examples

SOURCES = [
    "CGTN",
    'The "Rock" Times',
    "A=B (Daily): -News",
    "News OR Views",
    "Новая газета",
    "北京日报",
    "Le Monde",
    "Monde",
    "=",
    None,
]
AUTHORS = [
    ("Andrew Hammond",),
    ("Philip Hammond", "Andrew Hammond"),
    ("-",),
    ("D'Arcy O’Neill",),
    ("Źródło “Q” Ńowak",),
    (),
    ("unknown source", "date:2020"),
]
DATES = ["2020-03-04", "2020-03", "2020", "2021-12", None]
FACETS = ("source", "author", "date")


def articles() -> Iterator[dict[str, object]]:
    """Some of the pairs of values, so that each value meets several others."""
    for number in range(36):
        yield {
            "id": str(number),
            "title": f"Report {number}",
            "source": SOURCES[number % len(SOURCES)],
            "authors": AUTHORS[number % len(AUTHORS)],
            "date": DATES[number % len(DATES) if number % 3 else number // 7 % len(DATES)],
            "text": [f"War{' and peace' * (number % 2)}.", f"The harbour, {number}."],
        }


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("picking")
    (folder / "all.jsonl").write_text("\n".join(map(json.dumps, articles())), encoding="utf-8")
    collection = Collection.open(folder)
    collection.reindex()
    yield collection
    collection.close()


def values(results: SearchResults, facet: str, flag: str) -> set[str]:
    return {value.value for value in getattr(results.facets, facet) if getattr(value, flag)}


def found(results: SearchResults) -> set[tuple[str, int]]:
    return {(hit.article, hit.paragraph) for hit in results.hits}


def of_the_query(results: SearchResults) -> set[str]:
    """The hints that have nothing to do with what is found."""
    return {hint for hint in results.hints if not hint.startswith("Paragraphs left out")}


words = st.sampled_from(["war", "war peace", "harbour -peace", '"the harbour"', "war OR peace", "(war", "the", ""])
filters = st.sampled_from(
    [
        "source:CGTN",
        "-source:cgtn",
        "source:monde",
        "source:=Monde",
        'source:="the ""rock"" times"',
        "source:unknown",
        "source:(cgtn OR monde)",
        "NOT source:monde",
        "author:hammond",
        "-author:hammond",
        "author:andrew",
        'author:"philip hammond"',
        "author:hamond",
        "author:unknown",
        "date:2020",
        "-date:2020",
        "date:2020-03",
        "date:=2020-03",
        "date:>2020",
        'date:"2020..2021"',
        "date:unknown",
        "title:report",
        "path:all",
        "source:cgtn OR source:monde",
        "+source:cgtn",
        "NOT NOT source:cgtn",
        "source:cgtn AND peace",
        "source:cgtn OR peace",
        "source:“Le Monde”",
        "AUTHOR: hammond",
        "source:cgtn, monde",
    ]
)
texts = st.lists(words | filters, max_size=4).map(" ".join)
facets = st.sampled_from(FACETS)
places = st.integers(0, 50)
checked = settings(deadline=None, max_examples=examples(150))


def one_of(corpus: Collection, facet: str, place: int) -> str:
    shown = getattr(corpus.search(limit=1).facets, facet)
    value: str = shown[place % len(shown)].value
    return value


@checked
@given(texts, facets, places, st.sampled_from([Pick.TOGGLE, Pick.EXCLUDE]))
def test_a_pick_changes_one_value_and_a_second_one_changes_it_back(
    corpus: Collection, text: str, facet: str, place: int, pick: Pick
) -> None:
    value = one_of(corpus, facet, place)
    picked = corpus.pick(text, facet, value, pick)
    before, after = corpus.search(text, limit=0), corpus.search(picked, limit=0)
    changed, other = ("selected", "excluded") if pick is Pick.TOGGLE else ("excluded", "selected")
    assert values(after, facet, changed) == values(before, facet, changed) ^ {value}
    assert values(after, facet, other) == values(before, facet, other) - {value}
    for name in {*FACETS} - {facet}:
        assert values(after, name, "selected") == values(before, name, "selected")
        assert values(after, name, "excluded") == values(before, name, "excluded")
    assert of_the_query(after) <= of_the_query(before)
    again = corpus.search(corpus.pick(picked, facet, value, pick), limit=0)
    # A typed month also finds articles of which only the year is known, which a value that is picked does not.
    is_written_anew = value in values(before, facet, other) or (
        facet == "date" and value in values(before, facet, changed)
    )
    if not is_written_anew:
        assert found(again) == found(before)


@checked
@given(texts, facets)
def test_dropping_a_facet_leaves_the_rest(corpus: Collection, text: str, facet: str) -> None:
    dropped = corpus.pick(text, facet, pick=Pick.DROP)
    left = [filter_ for filter_ in parse(text).filters if filter_.field != facet]
    assert list(parse(dropped).filters) == left
    assert parse(dropped).all == parse(text).all
    assert corpus.pick(dropped, facet, pick=Pick.DROP) == dropped


@checked
@given(texts, st.sampled_from(["wa", "peace", "harb", "-pea", '"the harbour']), facets, places, st.sampled_from(Pick))
def test_the_word_that_is_being_typed_stays_last(
    corpus: Collection, text: str, last: str, facet: str, place: int, pick: Pick
) -> None:
    typed = f"{text} {last}"
    picked = corpus.pick(typed, facet, one_of(corpus, facet, place), pick)
    assert picked.endswith(last)
    assert parse(picked, prefix_last=True).all == parse(typed, prefix_last=True).all


@pytest.mark.parametrize(
    ("text", "facet", "value", "pick", "expected"),
    [
        ("war", "source", "CGTN", Pick.TOGGLE, "source:CGTN war"),
        ("war", "source", "Monde", Pick.EXCLUDE, '-source:="Monde" war'),
        ("war", "date", "2020-03", Pick.TOGGLE, 'date:="2020-03" war'),
        ("war author:hammond", "author", "Andrew Hammond", Pick.TOGGLE, 'author:"Philip Hammond" war '),
        ("-author:hammond war", "author", "Andrew Hammond", Pick.EXCLUDE, '-author:"Philip Hammond" war'),
        ("author:hammond war", "author", "Andrew Hammond", Pick.EXCLUDE,
         'author:"Philip Hammond" -author:"Andrew Hammond" war'),
        ("source:monde OR source:cgtn war", "source", "CGTN", Pick.TOGGLE, "source:monde war"),
        ("war source:“Le Monde” peace", "source", "Le Monde", Pick.TOGGLE, "war peace"),
        ("date:2020-03-04 OR date:2021-12 war", "date", "2021-12", Pick.TOGGLE, "date:2020-03-04 war"),
        ("source:cgtn OR war", "source", "CGTN", Pick.TOGGLE, "source:CGTN source:cgtn OR war"),
    ],
)  # fmt: skip
def test_what_is_written(corpus: Collection, text: str, facet: str, value: str, pick: Pick, expected: str) -> None:
    assert corpus.pick(text, facet, value, pick) == expected


def test_what_is_both_wanted_and_left_out_stays_so(corpus: Collection) -> None:
    picked = corpus.search(corpus.pick("-author:hammond author:hammond", "author", "Philip Hammond"))
    assert values(picked, "author", "excluded") == values(picked, "author", "selected") == {"Andrew Hammond"}
    assert not picked.hits


def test_what_is_written_means_one_value_where_several_differ_in_a_word(corpus: Collection) -> None:
    shown = corpus.search(limit=1).facets
    for facet in FACETS:
        for value in getattr(shown, facet):
            text = corpus.pick("war", facet, value.value)
            assert values(corpus.search(text), facet, "selected") == {value.value}
            assert corpus.pick(text, facet, value.value) == "war"
