"""An examination finds whatever is wrong with an index, names the file, and changes nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from searchtui.collection import Ailment, Collection, Examination, Progress
from searchtui.indexing import examination
from searchtui.indexing.checking import check_all
from searchtui.indexing.store import IndexFolder
from tests.conftest import MakeCollection

FILES = {f"{n}.txt": f"The bears of the year {n} were seen in the north.\n\nNobody was hurt." for n in range(6)}


@pytest.fixture
def collection(make_collection: MakeCollection) -> Collection:
    return make_collection(FILES)


def ailments(examined: Examination) -> list[Ailment]:
    return [finding.ailment for finding in examined.findings]


def test_an_index_that_is_well(collection: Collection) -> None:
    before = {path: path.read_bytes() for path in collection.index_folder.iterdir()}
    examined = collection.doctor()
    assert (examined.is_well, examined.findings) == (True, ())
    assert (examined.articles, examined.paragraphs, examined.segments, examined.generation) == (6, 12, 1, 1)
    assert examined.size == sum(map(len, before.values()))
    assert set(examined.versions) == {"format", "python", "whoosh", "numpy"}
    assert {path: path.read_bytes() for path in collection.index_folder.iterdir()} == before


def test_after_updates_and_deletions_it_is_well(collection: Collection) -> None:
    (collection.folder / "0.txt").write_text("Wolves instead.", encoding="utf-8")
    (collection.folder / "1.txt").unlink()
    collection.reindex()
    examined = collection.doctor()
    assert examined.findings == ()
    assert (examined.articles, examined.paragraphs) == (5, 9)


def test_without_an_index(tmp_path: Path) -> None:
    examined = Collection.open(tmp_path).doctor()
    assert (ailments(examined), examined.is_well, examined.generation) == ([Ailment.MISSING], False, None)
    assert not (tmp_path / ".searchtui").exists()


def damaged(content: bytes) -> bytes:
    return content[: len(content) // 2] + bytes([content[len(content) // 2] ^ 0x20]) + content[len(content) // 2 + 1 :]


@pytest.mark.parametrize("change", [damaged, lambda content: content[:-1], lambda _: b"", lambda _: None])
def test_any_damaged_file_is_named(collection: Collection, change: Callable[[bytes], bytes | None]) -> None:
    for path in sorted(collection.index_folder.iterdir()):
        if path.name in {".gitignore", "reindex.lock", "MAIN_WRITELOCK", "searchtui.json"}:
            continue
        content = path.read_bytes()
        after = change(content)
        path.unlink() if after is None else path.write_bytes(after)
        examined = collection.doctor()
        if after is None and path.name.startswith("manifest"):
            assert (ailments(examined), examined.is_well) == ([Ailment.UNFINISHED], True)
        else:
            assert not examined.is_well
            (finding, *_) = examined.findings
            assert finding.ailment is Ailment.DAMAGED
            assert finding.file == path.name
            assert "reindex --full" in finding.remedy
        path.write_bytes(content)
    assert collection.doctor().findings == ()


def test_what_the_remedy_says_helps(collection: Collection) -> None:
    path = next(collection.index_folder.glob("*.trm"))
    path.write_bytes(damaged(path.read_bytes()))
    assert not collection.doctor().is_well
    collection.reindex(full=True)
    assert collection.doctor().findings == ()


def test_another_format(collection: Collection) -> None:
    (collection.index_folder / "searchtui.json").write_text('{"format": "0"}', encoding="utf-8")
    examined = collection.doctor()
    assert (ailments(examined), examined.findings[0].file) == ([Ailment.FORMAT], "searchtui.json")
    (collection.index_folder / "searchtui.json").write_text("{", encoding="utf-8")
    assert ailments(collection.doctor())[0] is Ailment.DAMAGED


def test_counts_that_differ(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = IndexFolder(collection.index_folder).open().catalogue
    paragraphs = catalogue.paragraphs.copy()
    paragraphs[2] += 1
    monkeypatch.setattr(type(catalogue), "paragraphs", paragraphs)
    examined = collection.doctor()
    assert ailments(examined) == [Ailment.INCONSISTENT]
    assert "'2.txt' has 3 paragraphs, and the segments hold 2" in examined.findings[0].message


def test_arrays_that_do_not_fit(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "faults_of", lambda *_: iter([("MAIN_x.trm", "term 3 is out of order")]))
    examined = collection.doctor()
    assert [(finding.file, finding.message) for finding in examined.findings] == [
        ("MAIN_x.trm", "Term 3 is out of order.")
    ]
    assert not examined.is_well


def test_what_killed_runs_left_behind_is_harmless(collection: Collection) -> None:
    left = ["MAIN_0123456789abcdef.trm", "catalogue-7.new", "manifest-0", "_MAIN_0.toc", "reindex.json", "spool"]
    for name in left[:-1]:
        (collection.index_folder / name).write_bytes(b"left")
    (collection.index_folder / "spool").mkdir()
    examined = collection.doctor()
    assert sorted(finding.file for finding in examined.findings) == sorted(left)
    assert set(ailments(examined)) == {Ailment.UNFINISHED}
    assert examined.is_well
    collection.reindex()
    assert collection.doctor().findings == ()


def test_while_it_is_being_written(collection: Collection) -> None:
    (collection.folder / "new.txt").write_text("Wolves.", encoding="utf-8")
    examined: list[Examination] = []

    def look(progress: Progress) -> None:
        if progress.phase == "commit" and not progress.done:
            examined.append(Collection.open(collection.folder).doctor())

    collection.reindex(progress=look)
    assert [ailments(one) for one in examined] == [[Ailment.BUSY]]
    assert f"process {os.getpid()}" in examined[0].findings[0].message
    assert examined[0].is_well


def test_a_commit_in_the_meantime_is_no_damage(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    reindexed = False

    def commit_and_check(folder: IndexFolder, *, trust: bool = False) -> object:
        nonlocal reindexed
        damages = list(check_all(folder, trust=trust))
        if not reindexed:
            reindexed = True
            (collection.folder / "new.txt").write_text("Wolves.", encoding="utf-8")
            collection.reindex(full=True)
        return iter(damages)

    monkeypatch.setattr(examination, "check_all", commit_and_check)
    examined = collection.doctor()
    assert (examined.findings, examined.articles, examined.generation) == ((), 7, 2)


def test_rights(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    refused: set[tuple[str, int]] = {(collection.index_folder.name, os.W_OK | os.X_OK)}
    monkeypatch.setattr(os, "access", lambda path, mode, **_: (Path(path).name, mode) not in refused)
    assert ailments(collection.doctor()) == [Ailment.READ_ONLY]
    refused.clear()
    terms = next(collection.index_folder.glob("*.trm")).name
    refused.add((terms, os.R_OK))
    examined = collection.doctor()
    assert [(finding.ailment, finding.file) for finding in examined.findings] == [(Ailment.UNREADABLE, terms)]
    assert not examined.is_well


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_a_link_is_not_followed(collection: Collection, tmp_path: Path) -> None:
    table = next(collection.index_folder.glob("*.toc"))
    table.rename(tmp_path / "elsewhere")
    table.symlink_to(tmp_path / "elsewhere")
    examined = collection.doctor()
    assert (ailments(examined), examined.generation) == ([Ailment.FOREIGN], None)
    assert Collection.open(collection.folder, trust_index=True).doctor().findings == ()


def test_a_full_disk(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = msgspec.defstruct("Usage", [("free", int)])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1 << 20))
    examined = collection.doctor()
    assert (ailments(examined), examined.is_well, examined.free) == ([Ailment.SPACE], True, 1 << 20)
