"""What filters leave, those of the request and those in the query alike."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.collection import ArticleRecord, Collection, SearchResults
from searchtui.search.selection import Selected, both
from tests.examples import examples

SOURCES = ["Coast News", "Inland Post", None]
AUTHORS: list[list[str]] = [["Ada Quill"], ["Ben Page", "Ada Quill"], []]
DATES = ["2020-12-31", "2021", "2021-03", None]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("selection")
    lines = [
        {"id": f"{at}", "title": f"War {at}", "source": SOURCES[at % 3], "authors": AUTHORS[at // 3 % 3],
         "date": DATES[at // 9], "text": [f"War, {at}.", "Peace."]}
        for at in range(36)
    ]  # fmt: skip
    (folder / "all.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    collection = Collection.open(folder)
    collection.reindex()
    yield collection
    collection.close()


def found(results: SearchResults) -> set[tuple[str, int]]:
    assert results.paragraphs == len(results.hits)
    return {(hit.article, hit.paragraph) for hit in results.hits}


def values_of(record: ArticleRecord, field: str) -> set[str]:
    if field == "source":
        return {record.source or "unknown"}
    if field == "author":
        return {*record.authors} or {"unknown"}
    return {record.date.month_label if record.date else "unknown"}


VALUES = {
    "source": ["Coast News", "Inland Post", "unknown"],
    "author": ["Ada Quill", "Ben Page", "unknown"],
    "date": ["2020-12", "2021", "2021-03", "unknown"],
}
choices = st.fixed_dictionaries(
    {name: st.dictionaries(st.sampled_from(some), st.booleans()) for name, some in VALUES.items()}
)


def written(field: str, value: str, is_banned: bool) -> str:
    return f'{"-" if is_banned else ""}{field}:="{value}"'


@settings(deadline=None, max_examples=examples(80))
@given(choices)
def test_values_of_a_facet_are_alternatives_and_facets_narrow_each_other(
    corpus: Collection, choice: dict[str, dict[str, bool]]
) -> None:
    def is_left(record: ArticleRecord, but: str = "") -> bool:
        for field, values in choice.items():
            own = values_of(record, field)
            wanted = {value for value, is_banned in values.items() if not is_banned}
            if field != but and ((wanted and not wanted & own) or own & (values.keys() - wanted)):
                return False
        return True

    filters = [written(field, *one) for field, values in choice.items() for one in values.items()]
    results = corpus.search(" ".join(["war", *filters]), limit=0)
    everything = corpus.search("war", limit=0)
    left = {record.id for record in corpus.articles() if is_left(record)}
    assert found(results) == {one for one in found(everything) if one[0] in left}
    for field in VALUES:
        chosen = choice[field]
        shown = {value.value: value for value in getattr(results.facets, field)}
        assert {name for name, value in shown.items() if value.selected} == {
            n for n, banned in chosen.items() if not banned
        }
        assert {name for name, value in shown.items() if value.excluded} == {
            n for n, banned in chosen.items() if banned
        }
        for name in VALUES[field]:
            having = [r.id for r in corpus.articles() if name in values_of(r, field) and is_left(r, but=field)]
            count = sum(article in having for article, _ in found(everything))
            assert (shown[name].count if name in shown else 0) == count


@settings(deadline=None, max_examples=examples(40))
@given(choices)
def test_the_request_and_the_query_say_the_same(corpus: Collection, choice: dict[str, dict[str, bool]]) -> None:
    wanted = {field: [value for value, banned in some.items() if not banned] for field, some in choice.items()}
    text = " ".join(written(field, value, False) for field, values in wanted.items() for value in values)
    said = corpus.search(f"war {text}", limit=0)
    asked = corpus.search("war", sources=wanted["source"], authors=wanted["author"], months=wanted["date"], limit=0)
    assert found(said) == found(asked)
    assert said.facets == asked.facets
    if not any(wanted.values()):
        assert said.hits == asked.hits


def test_limits_narrow_and_say_how_many_have_no_date(corpus: Collection) -> None:
    after = corpus.search("war date:>=2021", limit=0)
    assert found(after) == found(corpus.search("war", after="2021", limit=0))
    assert after.undated == corpus.search("war", after="2021").undated > 0
    both_ends = corpus.search("war date:>=2021 date:<=2021-02", limit=0)
    assert found(both_ends) == found(corpus.search("war", after="2021", before="2021-02", limit=0))
    assert found(both_ends) < found(after)
    assert corpus.search("war date:>2021 date:unknown").undated == 0
    assert corpus.search("war -date:2021").undated == 0


def test_what_all_of_several_masks_choose() -> None:
    one, other = np.array([True, True, False]), np.array([True, False, True])
    assert both() is both(None, None) is None
    assert both(None, one) is one
    assert both(one, None, other) is not None
    assert np.array_equal(both(one, None, other), [True, False, False])  # type: ignore[arg-type]
    narrowed = Selected(one, (1,), (), ("a",)).narrowed(Selected(other, (2,), (3,), ("b",), (("x", ("y",)),)))
    assert np.array_equal(narrowed.mask, [True, False, False])  # type: ignore[arg-type]
    assert narrowed[1:] == ((1, 2), (3,), ("a", "b"), (("x", ("y",)),))


FILES = ["a.txt", "b/c.txt", "d.jsonl"]


@pytest.fixture(scope="module")
def in_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("files")
    (folder / "b").mkdir()
    for name in FILES[:2]:
        (folder / name).write_text(f"War in {name}\n\nBy Ada Quill\n\nThe war went on.\n\nPeace came.\n")
    lines = [{"id": str(at), "title": f"War {at}", "source": SOURCES[at], "date": DATES[at], "text": ["War."]}
             for at in range(3)]  # fmt: skip
    (folder / FILES[2]).write_text("\n".join(map(json.dumps, lines)))
    collection = Collection.open(folder)
    collection.reindex()
    yield collection
    collection.close()


@pytest.mark.parametrize("text", ["war", "peace", "", "war -source:coast", "war date:2020..", "war author:quill"])
@pytest.mark.parametrize("chosen", [[], FILES[:1], FILES[1:], FILES, ["no such file"]])
def test_only_the_files_that_are_asked_for_are_searched_and_counted(
    in_files: Collection, text: str, chosen: list[str]
) -> None:
    everywhere = in_files.search(text, limit=0)
    results = in_files.search(text, limit=0, paths=chosen)
    assert found(results) == {(hit.article, hit.paragraph) for hit in everywhere.hits if hit.path in chosen}
    assert results.articles == len({hit.article for hit in results.hits})
    for name in ("source", "author", "date"):
        for value in getattr(results.facets, name) if f"{name}:" not in text else ():
            having = [hit for hit in results.hits if value.value in values_of(in_files.record(hit.article), name)]
            assert value.count == len(having)
    undated = {hit.path for hit in in_files.search("war", limit=0).hits if hit.date is None}
    assert bool(in_files.search("war", after="1900", paths=chosen).undated) == bool(undated & {*chosen})


def test_one_path_alone_may_be_given_as_text(in_files: Collection) -> None:
    assert in_files.search("war", paths="a.txt").articles == 1
    assert in_files.listed(["a.txt", "nothing.txt"]).missing == ("a.txt", "nothing.txt")[1:]
