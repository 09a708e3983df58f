"""The catalogue as it is read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from searchtui.article import Problem, Reason
from searchtui.catalogue import BLOBS, NUMBERS, ArticleRecord, Catalogue, FileRecord, StoryLink, edit, with_stories
from searchtui.errors import IndexDamagedError
from tests.catalogue.samples import Folder, articles_of, files_of, folders, made

PROBLEM = Problem("metadata.toml", Reason.SIDECAR, "It is no TOML.")


@given(folders)
def test_what_goes_in_comes_out(folder: Folder) -> None:
    catalogue = made(folder, problems=[PROBLEM], skipped={".foo": 2})
    catalogue.check(thorough=True)
    assert catalogue.articles == articles_of(folder)
    assert catalogue.files == files_of(folder)
    assert catalogue.paths == [file.path for file in catalogue.files] == sorted(folder)
    packed = {path: file.skipped for path, (file, _) in folder.items() if file.skipped}
    assert catalogue.skipped_members == packed
    assert catalogue.skipped == {".foo": 2, **({".jpg": 2 * len(packed)} if packed else {})}
    assert (catalogue.problems, catalogue.language) == ((PROBLEM,), None)
    found = [PROBLEM, *(problem for file in files_of(folder) for problem in file.problems)]
    assert list(catalogue.all_problems) == sorted(found, key=lambda problem: (problem.path, problem.message))


@given(folders)
def test_columns_say_what_the_records_say(folder: Folder) -> None:
    catalogue, records = made(folder), articles_of(folder)
    assert [f"{key:012x}" for key in catalogue.keys.tolist()] == [record.id for record in records]
    assert catalogue.words.tolist() == [record.words for record in records]
    assert catalogue.paragraphs.tolist() == [record.paragraphs for record in records]
    assert [catalogue.marks(ordinal) for ordinal in range(len(records))] == [one.fingerprints for one in records]
    assert [catalogue.paths[file] for file in catalogue.file_of] == [record.path for record in records]
    facets = [(record.source, record.authors) for record in records]
    assert [catalogue.facets(ordinal) for ordinal in range(len(records))] == facets


@given(folders)
def test_an_article_is_found_by_its_id(folder: Folder) -> None:
    catalogue, records = made(folder), articles_of(folder)
    assert dict(catalogue.by_id) == {record.id: record for record in records}
    assert [catalogue.ordinal(record.id) for record in records] == list(range(len(records)))
    ids = [one for record in reversed(records) for one in (record.id, "f" * 12)]
    assert catalogue.ordinals(ids).tolist() == [one for place in range(len(records))[::-1] for one in (place, -1)]


@pytest.mark.parametrize("name", ["", "no id", "f" * 12, "0", "0" * 13, "f" * 40, "-1", "1_0"])
def test_what_is_no_id_is_not_found(name: str) -> None:
    catalogue = made(
        {"a.txt": (FileRecord("a.txt", 1, 1, articles=("000000000000",)), [ArticleRecord("0" * 12, "a.txt", "A")])}
    )
    assert "0" * 12 in catalogue.by_id
    assert name not in catalogue.by_id
    with pytest.raises(KeyError):
        catalogue.ordinal(name)


def test_the_language_of_all_articles() -> None:
    catalogue = edit(Catalogue(), np.zeros(0, bool), {}, {}, skipped={}, problems=(), language="de").catalogue
    assert catalogue.language == "de"
    assert catalogue != Catalogue()


def test_an_empty_catalogue() -> None:
    catalogue = Catalogue()
    catalogue.check(thorough=True)
    assert (len(catalogue.articles), len(catalogue.files), len(catalogue.links)) == (0, 0, 0)
    assert (catalogue.paths, catalogue.skipped, catalogue.all_problems) == ([], {}, ())
    assert catalogue == made({})


THREE = {
    f"{name}.txt": (
        FileRecord(f"{name}.txt", 1, 1, articles=(identity * 12,)),
        [ArticleRecord(identity * 12, f"{name}.txt", name, story=identity * 12)],
    )
    for name, identity in (("a", "3"), ("b", "1"), ("c", "2"))
}


def test_stories_and_links() -> None:
    catalogue = with_stories(made(THREE), np.array([0, 0, 2]), np.array([0, 1]), np.array([1, 2]), np.array([0.5, 1.0]))
    catalogue.check(thorough=True)
    assert [record.story for record in catalogue.articles] == ["3" * 12, "3" * 12, "2" * 12]
    assert catalogue.links == [StoryLink("1" * 12, "2" * 12, 1.0), StoryLink("3" * 12, "1" * 12, 0.5)]


def test_records_are_a_sequence() -> None:
    articles = made(THREE).articles
    assert articles[-1] == articles[2] == articles[1:][1]
    assert articles[::-1] == tuple(reversed(articles)) == tuple(articles)[::-1]
    assert articles != list(articles)[:2]
    with pytest.raises(IndexError):
        articles[3]


def test_catalogues_are_equal_where_their_contents_are() -> None:
    assert made(THREE) == made(THREE)
    assert made(THREE) != made({path: THREE[path] for path in ("a.txt", "b.txt")})
    assert made(THREE) != made(THREE, skipped={".foo": 1})


@pytest.mark.parametrize("name", [name for name in NUMBERS if name != "fingerprints"])
def test_columns_that_do_not_fit_are_found(name: str) -> None:
    catalogue = made(THREE)
    column = catalogue.numbers(name)
    with pytest.raises(ValueError, match=r".+"):
        catalogue.replaced(**{name: np.append(column, column[-1:] if len(column) else [0])}).check()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("stories", 3),
        ("stories", -1),
        ("key_order", 0),
        ("keys", 0x111111111111),
        ("article_starts", 10**6),
        ("file_articles", 4),
    ],
)
def test_numbers_that_cannot_be_are_found_by_a_thorough_check(name: str, value: int) -> None:
    column = made(THREE).numbers(name.replace("_", "-")).copy()
    column[1 if name != "keys" else 0] = value
    damaged = made(THREE).replaced(**{name: column})
    damaged.check()
    with pytest.raises(ValueError, match=r".+"):
        damaged.check(thorough=True)


@pytest.mark.parametrize("name", [name for name in BLOBS if name != "rest"])
def test_a_record_that_cannot_be_decoded_is_named(name: str) -> None:
    data = bytes(made(THREE).columns.blob(name))
    damaged = made(THREE).replaced(**{name: b"\xff" * len(data)})
    damaged.check()
    with pytest.raises(ValueError, match=name):
        damaged.check(thorough=True)
    with pytest.raises(IndexDamagedError, match="searchtui reindex"):
        assert [*damaged.articles, *damaged.files]
