"""Which reading answers, and that what was typed stands before what it was taken for."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.collection import Collection, Mode, SearchResults
from tests.conftest import MakeCollection
from tests.examples import examples

ARTICLES = {
    "rare": ["A goverment note.", "The goverment of the harbour, the goverment."],
    "tail": ["Colour.", "Colour and harbour.", "A colour for the treaty."],
    **{
        f"common{number}": [f"The government government sat {number} times.", "A government harbour treaty."]
        for number in range(40)
    },
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("readings")
    lines = [json.dumps({"id": name, "title": name, "text": text}) for name, text in ARTICLES.items()]
    (folder / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    collection = Collection.open(folder)
    collection.reindex()
    yield collection
    collection.close()


def items(results: SearchResults) -> list[str | None]:
    return [hit.item for hit in results.hits]


def found(results: SearchResults) -> set[tuple[str, int]]:
    assert results.paragraphs == len(results.hits)
    return {(hit.article, hit.paragraph) for hit in results.hits}


def test_a_rare_word_brings_a_frequent_one_that_is_ranked_below_it(corpus: Collection) -> None:
    results = corpus.search("goverment", limit=0)
    assert [(word.typed, word.meant, word.known) for word in results.corrections] == [
        ("goverment", ("government",), True)
    ]
    assert items(results)[:2] == ["rare", "rare"]
    assert "rare" not in items(results)[2:]
    assert "goverment -> also government" in results.understood
    scores = [hit.score for hit in results.hits]
    assert scores == sorted(scores, reverse=True)


words = st.sampled_from(["goverment", "government", "harbour", "treaty", "colour", "harbuor", "colur", "zebra"])
queries = st.lists(words, min_size=1, max_size=6, unique=True)
WRITTEN_OUT = {"goverment": "(=goverment OR =government)", "harbuor": "=harbour", "colur": "=colour"}


@settings(deadline=None, max_examples=examples(60))
@given(queries, st.sampled_from([Mode.ALL, Mode.ANY, Mode.AUTO]))
def test_what_is_found_is_that_of_the_query_written_out(corpus: Collection, query: list[str], mode: Mode) -> None:
    results = corpus.search(" ".join(query), mode=mode, limit=0)
    out = [WRITTEN_OUT.get(word, f"={word}") for word in query]
    strict = corpus.search(" AND ".join(out), limit=0, exactly=True)
    loose = corpus.search(" OR ".join(out), limit=0, exactly=True)
    having_all, having_any = found(strict), found(loose)
    if mode is Mode.ALL or (mode is Mode.AUTO and len(query) <= 3 and having_all):
        assert found(results) == having_all
        assert results.paragraphs_with_all is None
    else:
        assert found(results) == having_any
    if mode is Mode.AUTO and len(query) > 3 and having_all:
        assert results.paragraphs_with_all == len(having_all)
        first = [(hit.article, hit.paragraph) for hit in results.hits][: len(having_all)]
        assert set(first) == having_all
    if mode is Mode.AUTO:
        assert ("(no paragraph has all)" in results.understood) == (
            len(query) > 1 and not having_all and bool(having_any)
        )


@settings(deadline=None, max_examples=examples(60))
@given(queries, st.sampled_from([Mode.ALL, Mode.ANY, Mode.AUTO]))
def test_what_was_typed_stands_first(corpus: Collection, query: list[str], mode: Mode) -> None:
    text = " ".join(query)
    results = corpus.search(text, mode=mode, limit=0)
    uncorrected = found(corpus.search(text, mode=Mode.ALL, exactly=True, limit=0))
    places = [(hit.article, hit.paragraph) in uncorrected for hit in results.hits]
    assert places == sorted(places, reverse=True)
    if uncorrected:
        assert sum(places) == len(uncorrected)
    scores = [hit.score for hit in results.hits]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("text", ['"goverment"', "=goverment", "goverment*", "/goverment/", "harbour -goverment"])
def test_what_is_meant_as_it_stands_is_not_corrected(corpus: Collection, text: str) -> None:
    results = corpus.search(text, limit=0)
    assert not results.corrections
    assert ("rare" in items(results)) == ("-" not in text)
    assert all(str(item).startswith("common") for item in items(results)) == ("-" in text) or "tail" in items(results)


def test_whether_all_words_are_anywhere_does_not_depend_on_filters(corpus: Collection) -> None:
    everywhere = corpus.search("goverment treaty", limit=0, exactly=True)
    assert "(no paragraph has all)" in everywhere.understood
    one = corpus.search("colour treaty", limit=0, exactly=True)
    elsewhere = corpus.search("colour treaty path:all.jsonl#rare", limit=0, exactly=True)
    assert one.paragraphs == 1
    assert elsewhere.paragraphs == 0
    assert "(no paragraph has all)" not in elsewhere.understood


TYPED_FIRST = [
    "militaru garden",
    "military garden",
    "military hotel garden lake river",
    "militaru hotel garden lake river boat",
    *["military hotel"] * 70,
]


@pytest.mark.parametrize("query", ["militaru", "militaru garden", "militaru OR hotell", "miltary OR garden"])
@pytest.mark.parametrize("mode", ["auto", "all", "any"])
def test_what_words_as_typed_find_comes_before_what_corrections_find(
    make_collection: MakeCollection, query: str, mode: str
) -> None:
    text = "\n\n".join(TYPED_FIRST)
    collection = make_collection({"a.txt": f"A title of its own\n\n{text}\n"})
    corrected = collection.search(query, limit=0, mode=mode)
    typed = {hit.paragraph for hit in collection.search(query, limit=0, mode=mode, exactly=True).hits}
    is_typed = [hit.paragraph in typed for hit in corrected.hits]
    assert corrected.corrections
    assert is_typed == sorted(is_typed, reverse=True)


def test_all_words_are_all_that_occur_as_they_were_typed(make_collection: MakeCollection) -> None:
    text = "\n\n".join(TYPED_FIRST)
    collection = make_collection({"a.txt": f"A title of its own\n\n{text}\n"})
    results = collection.search("militaru hotel garden lake river", limit=0)
    assert results.corrections[0].known
    assert results.paragraphs_with_all == 1
    assert "boat" in results.hits[0].text
