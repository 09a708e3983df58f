"""What is said of an answer adds up: shares to scores, parts to what they find alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.analysis import words
from searchtui.collection import Collection, Explanation, Kind, Like, Mode, QueryPart
from searchtui.indexing import IndexFolder
from tests.examples import examples

ARTICLES = [
    {
        "id": "a",
        "title": "Treaties of the harbour",
        "source": "Coast News",
        "authors": ["Ada Quill"],
        "date": "2021-03-04",
        "text": ["The harbour treaty.", "Treaties, treaties and the colder harbour.", "A bear."],
    },
    {
        "id": "b",
        "title": "Bears",
        "source": "Inland Post",
        "authors": ["Ben Quill", "Ada Page"],
        "date": "2021-05",
        "text": ["Bears in the cold.", "A treaty with bears; the bear signed.", "Cold, colder."],
    },
    {
        "id": "c",
        "title": "Cold days",
        "source": None,
        "authors": [],
        "date": None,
        "text": ["The cold harbour in cold days.", "No treaty, no bear, no harbour.", "Harbour."],
    },
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("explanation")
    (folder / "all.jsonl").write_text("\n".join(map(json.dumps, ARTICLES)), encoding="utf-8")
    collection = Collection.open(folder)
    collection.reindex()
    yield collection
    collection.close()


PIECES = [
    "harbour",
    "treaties",
    "bears",
    "cold",
    "harbuor",
    "the",
    '"the harbour"',
    "=bear",
    "bea*",
    "/col(d|der)/",
    "treaty~",
    "title:treaties",
    'title:"treaties of"',
    "lead:harbour",
    "cold NEAR/3 harbour",
    '("the cold" OR cold) NEAR/4 (harbour OR bea*)',
    "harbour BEFORE/3 (treaty OR days)",
    "the-harbour",
    "atleast2:treaty",
    "bear WITH cold",
    "+treaty",
    "zebra",
]
REFUSALS = ["-bear", "source:coast", "-author:quill", "date:2021", ""]
queries = st.builds(
    lambda pieces, refusal: " ".join([*pieces, refusal]),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5) | st.just(["(harbour OR bear)", "(cold treaty)"]),
    st.sampled_from(REFUSALS),
)
checked = settings(deadline=None, max_examples=examples(120))


@checked
@given(queries, st.sampled_from(Mode))
def test_the_shares_of_a_hit_are_its_score(corpus: Collection, query: str, mode: Mode) -> None:
    explanation = corpus.explain(query, mode=mode, limit=0)
    results = corpus.search(query, mode=mode, limit=0)
    assert [score.hit.score for score in explanation.scores] == [hit.score for hit in results.hits]
    assert explanation.results.understood == results.understood
    is_lifting = results.paragraphs_with_all is not None or bool(results.corrections)
    for score in explanation.scores:
        shares = [share.score for share in score.shares]
        assert all(shares)
        assert shares == sorted(shares, reverse=True)
        if score.remark:
            assert is_lifting
            assert score.hit.score > sum(shares)
        else:
            assert sum(shares) == pytest.approx(score.hit.score, abs=2e-3)


@pytest.mark.parametrize(
    "query",
    ["harbour OR atleast2:treaty", "harbour OR (bear WITH zebra)", "(treaty cold) OR harbour", "lead:cold OR bear"],
)
def test_a_part_that_does_not_find_a_hit_has_no_share_in_it(corpus: Collection, query: str) -> None:
    for score in corpus.explain(query, limit=0).scores:
        assert sum(share.score for share in score.shares) == pytest.approx(score.hit.score, abs=2e-3)


def without_words(part: QueryPart) -> tuple[int, str, int]:
    return part.depth, part.said, part.paragraphs


def test_each_part_with_what_it_finds_alone(corpus: Collection) -> None:
    explanation = corpus.explain('(harbuor OR bea*) -"the cold" source:coast -author:"ben quill" date:2021-03')
    assert [(*without_words(part), part.is_banned) for part in explanation.parts] == [
        (0, "the first without the second", 8, False),
        (1, "any of", 10, False),
        (2, "harbuor is not there", 6, False),
        (3, "harbour", 6, False),
        (2, "bea*", 5, False),
        (1, "“the cold”", 2, True),
        (0, "source: coast", 4, False),
        (0, "author: “ben quill”", 4, True),
        (0, "date: 2021-03", 4, False),
    ]


@checked
@given(queries)
def test_the_count_of_a_leaf_is_that_of_a_search_for_it(corpus: Collection, query: str) -> None:
    explanation = corpus.explain(query, mode=Mode.ANY)
    for part in explanation.parts:
        if part.said in ("harbour", "treaties", "bears", "cold", "bea*", "“the harbour”", "“bear”"):
            assert part.paragraphs == corpus.search(part.said.replace("“", '"').replace("”", '"')).paragraphs
    depths = [part.depth for part in explanation.parts]
    assert depths[0] == 0
    assert all(deeper <= depth + 1 for depth, deeper in pairwise(depths))


def words_of(explanation: Explanation, said: str) -> dict[str, int]:
    (part,) = [part for part in explanation.parts if part.said == said]
    return {count.word: count.paragraphs for count in part.words}


def counted(corpus: Collection, *forms: str) -> dict[str, int]:
    """How many paragraphs have each of these forms of words."""
    texts = [
        {word.exact for word in words(paragraph.text)}
        for record in corpus.articles()
        for paragraph in corpus.article(record.id).paragraphs
        if paragraph.kind is not Kind.FURNITURE
    ]
    return {form: sum(form in text for text in texts) for form in forms}


def test_the_words_that_a_part_stands_for(corpus: Collection) -> None:
    explanation = corpus.explain("treaty bea* /co.*/ bera~2 author:quill", mode=Mode.ANY)
    assert words_of(explanation, "treaty") == counted(corpus, "treaty", "treaties")
    assert words_of(explanation, "bea*") == counted(corpus, "bear", "bears")
    assert words_of(explanation, "/co.*/") == counted(corpus, "cold", "colder")
    assert words_of(explanation, "bera or a word at most 2 letters off") == counted(corpus, "bear", "bears")
    assert words_of(explanation, "author: quill") == {"Ada Quill": 4, "Ben Quill": 4}
    typing = corpus.explain("bea", prefix_last=True)
    assert words_of(typing, "bea…") == counted(corpus, "bear", "bears")
    for part in explanation.parts:
        assert list(part.words) == sorted(part.words, key=lambda count: (-count.paragraphs, count.word))


def test_of_many_words_the_most_frequent_are_listed(corpus: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    (whole,) = corpus.explain("/.*/").parts
    assert whole.more == 0
    monkeypatch.setattr("searchtui.search.explanation._MOST_WORDS", 5)
    (part,) = corpus.explain("/.*/").parts
    assert part.words == whole.words[:5]
    assert part.more == len(whole.words) - 5


def test_what_a_corrected_word_adds_is_said_to_be_for_it(corpus: Collection) -> None:
    (score, *_) = corpus.explain("harbuor").scores
    assert "harbour for harbuor" in {share.what for share in score.shares}


def test_one_hit_can_be_chosen(corpus: Collection) -> None:
    results = corpus.search("harbour", limit=0)
    last = results.hits[-1]
    (score,) = corpus.explain("harbour", limit=1, chosen=Like(last.article, last.paragraph)).scores
    assert (score.hit.article, score.hit.paragraph, score.hit.score) == (last.article, last.paragraph, last.score)
    assert corpus.explain("zebra", chosen=Like(last.article, last.paragraph)).scores == ()
    assert corpus.explain("harbour", chosen=Like("nowhere", 1)).scores == ()
    assert len(corpus.explain("harbour", limit=2, offset=1).scores) == 2


def test_a_listing_has_scores_of_nothing(corpus: Collection) -> None:
    explanation = corpus.explain("source:coast", limit=0)
    assert [score.shares for score in explanation.scores] == [()] * explanation.results.paragraphs
    assert [part.said for part in explanation.parts] == ["everything", "source: coast"]


def test_counts_are_of_what_was_not_deleted(tmp_path: Path) -> None:
    for name, often in (("a", 30), ("b", 20), ("c", 900)):
        text = [f"Treaties and treaty, {name}only, bears{name}."] * often + ["Bear of a treaty, in all."] * 5
        (tmp_path / f"{name}.txt").write_text("\n\n".join(text), encoding="utf-8")
    with Collection.open(tmp_path) as collection:
        collection.reindex()
        (tmp_path / "a.txt").unlink()
        collection.reindex()
        with closing(IndexFolder(collection.index_folder).open().index.reader()) as reader:
            assert reader.has_deletions()
        for query in ("treaties", "bear*", "/.*/", "b?ar*", "bearsa~1", "?only"):
            explanation = collection.explain(query, limit=1)
            for count in (count for part in explanation.parts for count in part.words):
                assert count.paragraphs == collection.search(f"={count.word}", limit=1).paragraphs > 0
        (part,) = collection.explain("/(treaty|bear|treaties|.only)/").parts
        assert [(count.word, count.paragraphs) for count in part.words] == [
            ("treaty", 930),
            ("treaties", 920),
            ("conly", 900),
            ("bonly", 20),
            ("bear", 10),
        ]
        assert part.more == 0
