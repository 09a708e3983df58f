"""Which articles a name, a date, a path or a story stands for, against a look at each article."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.collection import ArticleRecord, Collection
from searchtui.dates import PartialDate
from searchtui.query.published import Published, published
from tests.examples import examples

LETTER = "The harbour was quiet.\n\nThe fleet came home at last, and nobody had expected so many boats.\n"
FILES = {
    "2020/Ärger.md": f"---\nsource: Coast News\nauthor: Ada Quill\ndate: 2020\n---\n\n{LETTER}",
    "2020/sub/one.md": "---\nsource: coast NEWS\nauthor: Ben Page\ndate: 2020-12-31\n---\n\nWar, one.",
    "2021/one.md": f"---\nsource: Inland Post\nauthor: Ada Quill\ndate: 2021-01-01\n---\n\n{LETTER}",
    "2021/three.txt": "War, three.",
    "odd/[x](1+1).md": "---\nsource: Inland Post\nauthor: Ben Page\ndate: 2018\n---\n\nIn brackets.",
    "many.jsonl": "\n".join(
        json.dumps({"id": name, "title": name, "date": date, "text": [f"War, {name}."]})
        for name, date in (("one", "2020-12"), ("two", "2024-02-29"), ("three", None))
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("naming")
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    collection = Collection.open(folder)
    collection.reindex()
    yield collection
    collection.close()


def name_of(record: ArticleRecord) -> str:
    return f"{record.path}#{record.item}" if record.item else record.path


def found(corpus: Collection, text: str) -> set[str]:
    return {name_of(corpus.record(hit.article)) for hit in corpus.search(text, limit=0).hits}


def having(corpus: Collection, is_meant: Callable[[ArticleRecord], bool]) -> set[str]:
    return {name_of(record) for record in corpus.articles() if is_meant(record)}


DATES = ["2020", "2020-12", "2020-12-31", "2021-01", "2021", "2024-02-29", "1999"]
dates = st.sampled_from(DATES) | st.dates(dt.date(2019, 11, 1), dt.date(2025, 1, 1)).map(str)


@settings(deadline=None, max_examples=examples(100))
@given(st.builds("{}{}".format, st.sampled_from(["", ">", ">=", "<", "<="]), dates))
def test_a_date_that_is_known_in_part_may_be_any_day_of_it(corpus: Collection, text: str) -> None:
    meant = published(text)
    assert isinstance(meant, Published)

    def may_be(date: PartialDate | None) -> bool:
        return date is not None and date.first_day <= meant.last and date.last_day >= meant.first

    assert found(corpus, f"date:{text}") == having(corpus, lambda record: may_be(record.date))
    assert found(corpus, f"-date:{text}") == having(corpus, lambda record: not may_be(record.date))
    assert found(corpus, f"war OR date:{text}") >= found(corpus, f"date:{text}")


@pytest.mark.parametrize(
    ("text", "selected"),
    [
        ("date:2020", {"2020", "2020-12"}),
        ("date:2020-12", {"2020-12"}),
        ("date:2020-12-31", set()),
        ("date:>2020", set()),
        ("date:=2020", {"2020"}),
        ("date:unknown", {"unknown"}),
        ("date:2020 date:2021-01", {"2020", "2020-12", "2021-01"}),
    ],
)
def test_the_months_that_a_date_selects(corpus: Collection, text: str, selected: set[str]) -> None:
    facets = corpus.search(text, limit=1).facets
    assert {value.value for value in facets.date if value.selected} == selected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("path:2020", "2020/Ärger.md 2020/sub/one.md"),
        ("path:arger", "2020/Ärger.md"),
        ("path:ONE.md", "2020/sub/one.md 2021/one.md"),
        ("path:=2021/one.md", "2021/one.md"),
        ("path:=one.md", ""),
        ("path:2020/*.md", "2020/Ärger.md 2020/sub/one.md"),
        ("path:*/one*", "2020/sub/one.md 2021/one.md"),
        ("path:202?/one", "2021/one.md"),
        ("path:many", "many.jsonl#one many.jsonl#two many.jsonl#three"),
        ("path:#one", "many.jsonl#one"),
        ("path:many.jsonl#t*", "many.jsonl#two many.jsonl#three"),
        ("path:[a-z]", ""),
        ("path:[a-z]*", ""),
        ("path:odd/[a-z]*", ""),
        ("path:202[0-9]/*", ""),
        ("path:*[!a]*", ""),
        ("path:*.*m?", "2020/Ärger.md 2020/sub/one.md 2021/one.md odd/[x](1+1).md"),
        ("path:odd/[x]*", "odd/[x](1+1).md"),
        ('path:"*](1+?).m*"', "odd/[x](1+1).md"),
        ("path:one -path:2020", "2021/one.md"),
        ("(path:one path:2020)", "2020/sub/one.md"),
        ("story:2020/arger", "2020/Ärger.md 2021/one.md"),
        ("story:2021/three", "2021/three.txt"),
        ("source:coast", "2020/Ärger.md 2020/sub/one.md"),
        ('source:"coast-news"', "2020/Ärger.md 2020/sub/one.md"),
        ('source:="Coast News"', "2020/Ärger.md 2020/sub/one.md"),
        ('source:="COAST NEWS"', "2020/Ärger.md 2020/sub/one.md"),
        ("author:quill", "2020/Ärger.md 2021/one.md"),
        ("author:quil", "2020/Ärger.md 2021/one.md"),
        ("author:unknown", "2021/three.txt many.jsonl#one many.jsonl#two many.jsonl#three"),
    ],
)
def test_names_paths_and_stories(corpus: Collection, text: str, expected: str) -> None:
    assert found(corpus, text) == set(expected.split())


def test_a_file_name_that_is_no_utf_8_matches_patterns(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9\nold.txt")).write_text("War.")
    except OSError:
        pytest.skip("this file system has no such names")
    (tmp_path / "cafe.txt").write_text("War.")
    with Collection.open(tmp_path) as collection:
        collection.reindex()
        assert collection.search("path:caf?.txt").articles == 1
        assert collection.search("path:caf*.txt").articles == 2


def test_a_story_is_known_by_the_id_of_each_of_its_articles(corpus: Collection) -> None:
    for record in corpus.articles():
        same = having(corpus, lambda other, story=record.story: other.story == story)  # type: ignore[misc]
        assert found(corpus, f"story:{record.id}") == found(corpus, f"story:{record.id.upper()}") == same


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("author:zebra", "No article has the author 'zebra'."),
        ("source:=coast", "No article has the source 'coast'."),
        ("date:=2019-01", "No article is of '2019-01'."),
    ],
)
def test_a_name_that_nothing_has_is_said(corpus: Collection, text: str, hint: str) -> None:
    results = corpus.search(text)
    assert hint in results.hints
    assert results.paragraphs == 0


def test_a_name_that_is_written_like_another_is_said(corpus: Collection) -> None:
    results = corpus.search("author:quil")
    assert [(word.typed, word.meant) for word in results.corrections] == [("quil", ("Quill",))]
    assert "quil -> Quill" in results.understood
