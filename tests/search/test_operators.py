"""What each operator of the query language finds: on a small corpus of our own, and on the seeds against a scan."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from searchtui.analysis import stem, words
from searchtui.collection import Collection, Kind, SearchResults

FERRY = """# The ferry strike spreads

By Maren Ó Súilleabháin

The strikers closed the harbour on Monday.

The ferries stayed in the harbour, and the strikers stayed on the quay, said the harbour master.

## What the owners say

No owner wanted a strike, and no striker wanted a loss.

The owners' colour is blue; their ferries are blue; a blue flag hangs on the quay.
"""
ARTICLES = [
    {
        "id": "ferry-copy",
        "title": "Strike at the docks",
        "authors": ["N. R. Kleinfield", "Ana van der Berg"],
        "source": "The Coast Courier",
        "date": "2021-03-04",
        "text": [
            "Dockers and strikers met.",
            "They struck a deal after a colourful night.",
            "A deal? Naïve, said one.",
        ],
    },
    {
        "id": "budget",
        "title": "A budget without a deal",
        "authors": ["Nick Kleinfield"],
        "source": "Inland Post",
        "date": "2021",
        "text": [
            "The budget passed at night.",
            "The harbour gets nothing from the budget, nothing, nothing.",
            "Docking costs more.",
        ],
    },
    {
        "id": "undated",
        "title": "Letters",
        "authors": [],
        "source": None,
        "date": None,
        "text": [
            "Where is the World Health Organization, where is the WHO?",
            "Who is who in the harbour?",
            "3,200 letters came.",
        ],
    },
]
TODAY = dt.date(2021, 3, 31)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("operators")
    (folder / "2020" / "ferry.md").parent.mkdir()
    (folder / "2020" / "ferry.md").write_text(FERRY, encoding="utf-8")
    (folder / "more.jsonl").write_text("\n".join(map(json.dumps, ARTICLES)), encoding="utf-8")
    collection = Collection.open(folder)
    collection.reindex()
    yield collection
    collection.close()


def found(results: SearchResults) -> set[str]:
    """What was found, as `item:paragraph`."""
    assert results.paragraphs == len(results.hits)
    return {f"{hit.item or Path(hit.path).stem}:{hit.paragraph}" for hit in results.hits}


FERRY_BODY = {f"ferry:{number}" for number in (3, 4, 6, 7)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # words and forms
        ("strikers quay", "ferry:4"),
        ("striker", "ferry:3 ferry:4 ferry:6 ferry-copy:2"),
        ("=striker", "ferry:6"),
        ("=strikers", "ferry:3 ferry:4 ferry-copy:2"),
        ("naive", "ferry-copy:4"),
        ("NAÏVE", "ferry-copy:4"),
        ("3200", "undated:4"),
        ("WHO", "undated:2 undated:3"),
        ("quay OR budget", "ferry:4 ferry:7 budget:1 budget:2 budget:3"),
        ("deal -night", "ferry-copy:4 budget:1"),
        ("deal NOT (night OR naïve)", "budget:1"),
        ("+budget harbour night ferries owner", "budget:1 budget:2 budget:3"),
        # phrases and places
        ('"the quay"', "ferry:4 ferry:7"),
        ('"a strike"', "ferry:6"),
        ('"strikes"', ""),
        ('"harbour quay"~7', "ferry:4"),
        ('"harbour quay"~6', ""),
        ('"quay harbour"~9', "ferry:4"),
        ("quay NEAR/9 ferries", "ferry:7"),
        ("quay NEAR/8 ferries", ""),
        ("ferries BEFORE/9 quay", "ferry:7"),
        ("quay BEFORE/9 ferries", ""),
        ("ferries BEFORE/11 quay", "ferry:4 ferry:7"),
        ('"the harbour" NEAR/4 (strikers OR nothing)', "ferry:3 ferry:4 budget:3"),
        ('("the harbour" OR "the quay") NEAR/3 strikers', "ferry:3 ferry:4"),
        ("owner SAME loss", "ferry:6"),
        ("owner SAME blue SAME loss", ""),
        ("loss WITH flag", "ferry:6 ferry:7"),
        ("loss WITH budget", ""),
        ("docking WITH passed", "budget:2 budget:4"),
        ("atleast3:nothing", "budget:3"),
        ("atleast3:blue", "ferry:7"),
        ("atleast4:blue", ""),
        ("atleast2:harbour", "ferry:4"),
        ('atleast2:"the harbour"', "ferry:4"),
        ("atleast2:strike*", "ferry:6"),
        ("atleast3:strike*", ""),
        # patterns
        ("dock*", "ferry-copy:1 ferry-copy:2 budget:4"),
        ("*ing", "budget:3 budget:4"),
        ("colo*r", "ferry:7"),
        ("col?urful", "ferry-copy:3"),
        ("/colou?r(ful)?/", "ferry:7 ferry-copy:3"),
        ("/COLOUR/", "ferry:7"),
        ("/colou/", ""),
        ("color~", "ferry:7"),
        ("bugdet~", "budget:1 budget:2 budget:3"),
        ("bdugte~", ""),
        ("bdugte~2", "budget:1 budget:2 budget:3"),
        # parts of articles
        ("title:deal", "budget:1 budget:2 budget:3 budget:4"),
        ("quay title:strikes", "ferry:4 ferry:7"),
        ("title:strikes kleinfield OR dockers", "ferry-copy:2"),
        ("heading:owners", "ferry:5"),
        ("heading:strike", ""),
        ("lead:harbour", "ferry:3 ferry:4 budget:3 undated:3"),
        ("lead:quay", "ferry:4"),
        ("lead:blue", ""),
        ("lead:(strikers NEAR/4 harbour)", "ferry:3 ferry:4"),
        # articles
        ("night source:courier", "ferry-copy:3"),
        ('night source:"coast courier"', "ferry-copy:3"),
        ("night -source:courier", "budget:2"),
        ("harbour source:unknown", "ferry:3 ferry:4 undated:3"),
        ("deal author:kleinfield", "ferry-copy:3 ferry-copy:4 budget:1"),
        ('deal author:"nr kleinfield"', "ferry-copy:3 ferry-copy:4"),
        ("deal author:=nick-kleinfield", ""),
        ('deal author:="nick kleinfield"', "budget:1"),
        ("deal author:berg", "ferry-copy:3 ferry-copy:4"),
        ("harbour author:osuilleabhain", "ferry:3 ferry:4"),
        ("harbour author:(nick OR unknown)", "budget:3 undated:3"),
        ("harbour author:nick author:unknown", "budget:3 undated:3"),
        ("harbour author:nick AND author:unknown", ""),
        ("night date:2021-03", "ferry-copy:3 budget:2"),
        ("night date:=2021-03", "ferry-copy:3"),
        ("night date:>2021-03-04", "budget:2"),
        ("night date:<2021", ""),
        ('night date:"last 30 days"', "ferry-copy:3 budget:2"),
        ('night date:"last 3 days"', "budget:2"),
        ("harbour date:unknown", "ferry:3 ferry:4 undated:3"),
        ("harbour path:2020", "ferry:3 ferry:4"),
        ("harbour path:2020/f*", "ferry:3 ferry:4"),
        ("harbour -path:2020", "budget:3 undated:3"),
        ("harbour path:more.jsonl#undated", "undated:3"),
        ("strikers story:ferry.md", "ferry:3 ferry:4 ferry:6"),
        ("budget (source:courier OR path:more)", "budget:1 budget:2 budget:3"),
    ],
)  # fmt: skip
def test_what_a_query_finds(corpus: Collection, monkeypatch: pytest.MonkeyPatch, query: str, expected: str) -> None:
    class Day(dt.date):
        @classmethod
        def today(cls) -> Day:
            return cls(TODAY.year, TODAY.month, TODAY.day)

    monkeypatch.setattr("searchtui.query.published.dt.date", Day)
    results = corpus.search(query, limit=0)
    assert found(results) == set(expected.split()), results.understood
    assert not results.corrections


Text = list[str]


def spots(text: Text, sought: Sequence[str]) -> list[tuple[int, int]]:
    """First and last place of each occurrence of some words in a row."""
    width = len(sought)
    return [(at, at + width - 1) for at in range(len(text) - width + 1) if text[at : at + width] == list(sought)]


def near(one: Sequence[str], other: Sequence[str], distance: int, *, ordered: bool) -> Callable[[Text], bool]:
    def holds(text: Text) -> bool:
        return any(
            0 < second[0] - first[1] <= distance or (not ordered and 0 < first[0] - second[1] <= distance)
            for first in spots(text, one)
            for second in spots(text, other)
        )

    return holds


def often(word: str, times: int) -> Callable[[Text], bool]:
    return lambda text: text.count(word) >= times


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("russia NEAR/5 china", near(["russia"], ["china"], 5, ordered=False)),
        ("russia NEAR/1 china", near(["russia"], ["china"], 1, ordered=False)),
        ("russia BEFORE/3 china", near(["russia"], ["china"], 3, ordered=True)),
        ("china BEFORE/3 russia", near(["china"], ["russia"], 3, ordered=True)),
        ("military BEFORE/1 alliance", near(["militari"], ["allianc"], 1, ordered=True)),
        ("(russia china) NEAR/4 alliance", lambda text: {"russia", "china", "allianc"} <= set(text)),
        ("atleast3:china", often("china", 3)),
        ("atleast2:russia", often("russia", 2)),
    ],
)
def test_places_and_counts_against_a_scan(
    seed_collection: Collection, query: str, holds: Callable[[Text], bool]
) -> None:
    expected = {
        (article.id, paragraph.number)
        for record in seed_collection.articles()
        for article in [seed_collection.article(record.id)]
        for paragraph in article.paragraphs
        if paragraph.kind is not Kind.FURNITURE and holds([word.stem for word in words(paragraph.text)])
    }
    results = seed_collection.search(query, limit=0)
    assert expected
    assert {(hit.article, hit.paragraph) for hit in results.hits} == expected


def test_with_is_of_articles_against_a_scan(seed_collection: Collection) -> None:
    expected: set[tuple[str, int]] = set()
    for record in seed_collection.articles():
        holding = {
            number: {"putin", "nato"} & {word.stem for word in words(text)}
            for number, text in (
                (paragraph.number, paragraph.text)
                for paragraph in seed_collection.article(record.id).paragraphs
                if paragraph.kind is not Kind.FURNITURE
            )
        }
        if set().union(*holding.values()) == {"putin", "nato"}:
            expected |= {(record.id, number) for number, some in holding.items() if some}
    results = seed_collection.search("Putin WITH NATO", limit=0)
    assert {(hit.article, hit.paragraph) for hit in results.hits} == expected != set()


@pytest.mark.parametrize("pattern", ["allian[a-z]+", "(a|b).*", ".*tion", "[^aeiou]+", "200[0-9]"])
def test_regular_expressions_against_a_scan(seed_collection: Collection, pattern: str) -> None:
    expected = {
        (article.id, paragraph.number)
        for record in seed_collection.articles()
        for article in [seed_collection.article(record.id)]
        for paragraph in article.paragraphs
        if paragraph.kind is not Kind.FURNITURE
        and any(re.fullmatch(pattern, word.exact) for word in words(paragraph.text))
    }
    results = seed_collection.search(f"/{pattern}/", limit=0)
    assert {(hit.article, hit.paragraph) for hit in results.hits} == expected
    assert all(hit.highlights for hit in results.hits)


def test_an_expression_that_runs_for_ever_elsewhere_does_not_here(corpus: Collection) -> None:
    assert corpus.search("/(a+)+(b+)+c*d*(e*f*)*x{9}/").paragraphs == 0


def test_stems_are_those_of_the_index() -> None:
    assert (stem("military"), stem("alliance")) == ("militari", "allianc")


@pytest.mark.parametrize(
    ("query", "exactly", "corrected"),
    [
        ("harbour author:kleinfeld", False, True),
        ("harbour author:kleinfeld", True, False),
        ("harbour -author:kleinfeld", False, False),
        ("harbour OR author:kleinfeld", False, True),
        ("harbour OR author:kleinfeld", True, False),
        ("(harbour -author:kleinfeld) OR zebra", False, False),
    ],
)
def test_names_are_corrected_where_it_is_said_and_nothing_is_banned(
    corpus: Collection, query: str, exactly: bool, corrected: bool
) -> None:
    results = corpus.search(query, limit=0, exactly=exactly)
    assert ("kleinfeld -> Kleinfield" in results.understood) == corrected
    assert bool(results.corrections) == corrected
    assert corrected or any("No article has the author 'kleinfeld'" in hint for hint in results.hints)


@pytest.mark.parametrize("query", ["harbour OR path:nowhere", "harbour OR story:nowhere", "path:nowhere"])
def test_what_no_article_has_is_said(corpus: Collection, query: str) -> None:
    assert any("nowhere" in hint for hint in corpus.search(query).hints)


@pytest.mark.parametrize("query", ['title:"bugdet"', "title:=bugdet", 'title:"a bugdet"'])
def test_titles_are_not_corrected_where_they_are_to_be_taken_exactly(corpus: Collection, query: str) -> None:
    assert not corpus.search(query).corrections
    assert corpus.search("title:bugdet").corrections


def test_a_name_in_open_quotes_is_still_being_typed(corpus: Collection) -> None:
    for typed in ('deal author:"nick', 'deal author:"nick klein'):
        results = corpus.search(typed, limit=0, prefix_last=True)
        assert found(results) == {"budget:1"}
