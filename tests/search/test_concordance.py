"""Every place of a keyword, counted and sorted as one would by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.analysis import fold
from searchtui.article import Kind
from searchtui.catalogue import ArticleRecord
from searchtui.collection import Collection, Concordance, ConcordanceLine, SearchRequest, Sorting
from searchtui.dates import PartialDate
from searchtui.search.concordance import Gathering, words_beside
from tests.conftest import MakeCollection

WORD = re.compile(r"\w+")


def made(texts: Sequence[str], keyword: str = r"\bkey\w*", dates: Sequence[str | None] = (None,)) -> Concordance:
    gathering = Gathering()
    for at, text in enumerate(texts):
        date = dates[at % len(dates)]
        record = ArticleRecord(f"{at // 2:012}", f"{at // 2}.txt", "T", date=PartialDate.parse(date) if date else None)
        spans = [match.span() for match in re.finditer(keyword, text)]
        gathering.add(record, at % 2 + 1, Kind.BODY, text, spans)
    return Concordance(SearchRequest("key*"), "key*", len(texts), len(texts), gathering)


def by_hand(line: ConcordanceLine, order: Sorting) -> list[tuple[bool, str]]:
    left = [fold(word) for word in WORD.findall(line.left)[::-1][:3]]
    right = [fold(word) for word in WORD.findall(line.right)[:3]]
    beside = {"l": left + [""] * (3 - len(left)), "r": right + [""] * (3 - len(right))}
    if order is Sorting.KEYWORD:
        return [(not word, word) for word in (fold(line.keyword), *beside["r"])]
    words, first = beside[order[0]], int(order[1]) - 1
    return [(not word, word) for word in words[first:] + words[:first]]


TEXTS = st.lists(st.lists(st.sampled_from(["key", "Keys", "keyed", "a", "B", "ba", "é", "e"]), max_size=9), max_size=6)


@given(TEXTS, st.sampled_from([order for order in Sorting if order not in (Sorting.COLLECTION, Sorting.DATE)]))
def test_each_order_is_that_of_sorting_by_hand(texts: list[list[str]], order: Sorting) -> None:
    concordance = made([" ".join(words) for words in texts])
    expected = sorted(concordance.lines(), key=lambda line: by_hand(line, order))
    assert list(concordance.lines(order)) == expected


@given(st.lists(st.text("key aé'-。北京\u0301", max_size=40), max_size=5), st.sampled_from(Sorting))
def test_lines_make_up_their_text_and_every_match_is_one(texts: list[str], order: Sorting) -> None:
    concordance = made(texts, "key")
    lines = list(concordance.lines(order))
    assert len(lines) == len(concordance) == sum(text.count("key") for text in texts)
    assert concordance.paragraphs == sum("key" in text for text in texts)
    for line in lines:
        assert line.left + line.keyword + line.right == line.text
        assert line.keyword == "key"
    assert sorted((line.article, line.paragraph, line.start) for line in lines) == [
        (line.article, line.paragraph, line.start) for line in concordance.lines()
    ]


def test_by_date_the_oldest_first_and_undated_last() -> None:
    concordance = made(["key a", "key b", "key c"] * 2, dates=["2021-03", None, "2020"])
    dates = [str(line.date) for line in concordance.lines(Sorting.DATE)]
    assert dates == sorted(dates)
    assert dates[-1] == "None"


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("one two three four KEY five six seven eight", ["four", "three", "two"], ["five", "six", "seven"]),
        ("KEY", [], []),
        ("a KEY's b", ["a"], ["b"]),
        ("l'KEY b", [], ["b"]),
        ("anti-KEY, “b” (c)", ["anti"], ["b", "c"]),
        ("北京KEY大学", ["京", "北"], ["大", "学"]),
        ("x" * 5000 + " b KEY c " + "y" * 5000, ["b", "x" * 5000], ["c", "y" * 5000]),
    ],
)
def test_the_words_beside(text: str, left: list[str], right: list[str]) -> None:
    start = text.index("KEY")
    found = words_beside(text, start, start + 3)
    assert [text[a:b] for a, b in found[0]] == left
    assert [text[a:b] for a, b in found[1]] == right


ARTICLES = {
    "a.txt": "Title here\n\nThe harbour and the Harbours; harbour.\n\nNothing of it in this one.\n",
    "b.txt": "Harbour news\n\nA harbour master, a master of the harbour.\n",
}


def test_counts_are_those_of_the_text(make_collection: MakeCollection) -> None:
    collection = make_collection(ARTICLES)
    concordance = collection.concordance("harbour")
    assert len(concordance) == sum(len(re.findall("harbour", text, re.IGNORECASE)) for text in ARTICLES.values())
    assert (concordance.articles, concordance.paragraphs) == (2, 3)
    assert concordance.found == collection.search("harbour").paragraphs
    assert concordance.is_whole
    assert [line.path for line in concordance.lines()] == ["a.txt"] * 3 + ["b.txt"] * 3
    assert concordance.paragraphs_of(0)[1] == (2,)
    assert concordance.paragraphs_of(concordance.article_of(5))[1] == (1, 2)


@pytest.mark.parametrize(
    "query", ["alliance", "alli*", '"military alliance"', "russia OR china", "russia NEAR/5 china"]
)
def test_every_paragraph_that_is_found_has_its_lines(seed_collection: Collection, query: str) -> None:
    concordance = seed_collection.concordance(query)
    results = seed_collection.search(query, limit=0)
    assert concordance.found == results.paragraphs
    assert {(line.article, line.paragraph) for line in concordance.lines()} == {
        (hit.article, hit.paragraph) for hit in results.hits
    }
    marked = {(hit.article, hit.paragraph): hit.highlights for hit in results.hits}
    for line in concordance.lines():
        assert any(a < line.end and line.start < b for a, b in marked[line.article, line.paragraph])


def test_a_plain_word_has_a_line_wherever_it_stands_in_the_files(seed_collection: Collection, seeds: Path) -> None:
    written = sum(
        len(re.findall(r"\bkremlin\b", paragraph.text, re.IGNORECASE))
        for record in seed_collection.articles()
        for paragraph in seed_collection.article(record.id).paragraphs
        if paragraph.kind is not Kind.FURNITURE
    )
    assert written
    assert len(seed_collection.concordance("kremlin", exactly=True)) == written


def test_filters_limit_and_have_no_lines_of_their_own(make_collection: MakeCollection) -> None:
    collection = make_collection(ARTICLES)
    assert {line.path for line in collection.concordance("harbour path:b.txt").lines()} == {"b.txt"}
    assert len(collection.concordance("path:b.txt")) == 0
    assert len(collection.concordance("")) == 0
    assert len(collection.concordance("nowhere")) == 0


def test_no_more_are_gathered_than_are_wanted_and_one_may_stop(make_collection: MakeCollection) -> None:
    collection = make_collection({f"{at:03}.txt": "T\n\nA harbour, a harbour.\n" for at in range(60)})
    some = collection.concordance("harbour", most=5)
    assert len(some) == 5
    assert not some.is_whole
    assert (some.searched, some.found) == (3, 60)
    assert len(collection.concordance("harbour", most=None)) == 120
    told: list[tuple[int, int]] = []
    shown: list[int] = []

    def going_on(partly: Concordance | None, searched: int, found: int) -> bool:
        told.append((searched, found))
        if partly is not None:
            shown.append(len(partly))
        return len(told) < 2

    partly = collection.concordance("harbour", going_on=going_on)
    assert told == [(16, 60), (32, 60)]
    assert shown == [32]
    assert (len(partly), partly.searched) == (64, 32)


def test_more_words_than_are_sorted_in_one_go() -> None:
    concordance = made([f"key {number * 7919 % 9001}" for number in range(9001)])
    right = [line.right for line in concordance.lines(Sorting.R1)]
    assert right == sorted(right)
    assert len(right) == 9001
