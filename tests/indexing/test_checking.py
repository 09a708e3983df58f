"""Every damaged part of an index is named, and nothing else."""

from __future__ import annotations

import pytest

from searchtui.collection import Collection
from searchtui.errors import IndexMissingError
from searchtui.indexing import IndexFolder
from searchtui.indexing.checking import check_all
from tests.conftest import MakeCollection
from tests.damage import alter, array_names

FILES = {f"{n}.txt": f"Bears of the year {n} were seen in the north.\n\nSource: Northern Post" for n in range(3)}


@pytest.fixture
def collection(make_collection: MakeCollection) -> Collection:
    collection = make_collection(FILES)
    (collection.folder / "new.txt").write_text("Wolves.", encoding="utf-8")
    collection.reindex()
    collection.close()
    return collection


def found(collection: Collection) -> list[tuple[str, str]]:
    return [(damage.file, damage.part) for damage in check_all(IndexFolder(collection.index_folder))]


def test_a_whole_index_has_no_damage(collection: Collection) -> None:
    assert found(collection) == []
    next(collection.index_folder.glob("manifest-*")).unlink()
    assert found(collection) == []


def test_each_array_that_is_altered_is_named(collection: Collection) -> None:
    array_files = [path for path in collection.index_folder.iterdir() if path.suffix in (".trm", ".doc")]
    array_files += collection.index_folder.glob("catalogue-*")
    assert len(array_files) == 5
    for path in array_files:
        content = path.read_bytes()
        for name in array_names(path):
            alter(path, name)
            assert found(collection) == [(path.name, name)]
            path.write_bytes(content)


def test_all_damage_is_listed_and_not_only_the_first(collection: Collection) -> None:
    damaged = []
    for path in sorted(collection.index_folder.iterdir()):
        if path.suffix in (".trm", ".doc", ".toc") or path.name.startswith(("catalogue", "manifest")):
            path.write_bytes(path.read_bytes()[:-1] + b"\0")
            damaged.append(path.name)
    assert {file for file, _ in found(collection)} == set(damaged)
    assert len(damaged) == 7


def test_what_is_missing_is_named(collection: Collection) -> None:
    for path in sorted(collection.index_folder.iterdir()):
        if path.suffix in (".trm", ".doc", ".toc") or path.name.startswith("catalogue"):
            content = path.read_bytes()
            path.unlink()
            assert [file for file, _ in found(collection)] == [path.name]
            path.write_bytes(content)


def test_the_marker(collection: Collection) -> None:
    marker = collection.index_folder / "searchtui.json"
    marker.write_text('{"format": "0"}', encoding="utf-8")
    assert [file for file, _ in found(collection)] == [marker.name]
    marker.write_bytes(b"")
    assert found(collection) == [(marker.name, "the whole file")]
    marker.unlink()
    with pytest.raises(IndexMissingError):
        list(check_all(IndexFolder(collection.index_folder)))
