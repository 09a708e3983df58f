"""Killed, locked, damaged, foreign, of another format: the index answers rightly or says what to do."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from whoosh.fields import TEXT, Schema
from whoosh.index import create_in

from searchtui.catalogue import Catalogue
from searchtui.collection import Collection, Progress
from searchtui.errors import (
    CollectionError,
    ForeignIndexError,
    IndexDamagedError,
    IndexFolderError,
    IndexFormatError,
    IndexLockedError,
    IndexMissingError,
    SearchtuiError,
)
from searchtui.indexing import store
from tests.conftest import MakeCollection
from tests.damage import alter, array_names

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs fork and signals")

FILES = {
    f"{n}.txt": f"The bears of the year {n} were seen in the north of the country.\n\nNobody was hurt."
    for n in range(6)
}


def run_and_die(collection: Collection, prepare: Callable[[], None], progress: Callable[[Progress], None]) -> None:
    """Reindex in a child process, in which `prepare` or `progress` puts an end to it without warning."""
    child = os.fork()
    if child == 0:
        try:
            prepare()
            Collection.open(collection.folder).reindex(progress=progress)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def change(collection: Collection) -> None:
    (collection.folder / "0.txt").write_text("Wolves instead.", encoding="utf-8")
    (collection.folder / "new.txt").write_text("Wolves too.", encoding="utf-8")
    (collection.folder / "5.txt").unlink()


@pytest.mark.parametrize("phase", ["read", "write", "commit"])
def test_killed_before_the_commit_the_old_index_answers(make_collection: MakeCollection, phase: str) -> None:
    collection = make_collection(dict(FILES))
    change(collection)
    run_and_die(collection, lambda: None, lambda p: die() if p.phase == phase and p.done >= p.total - 1 else None)
    again = Collection.open(collection.folder)
    assert again.search("bears", limit=0).articles == 6
    assert again.search("wolves").paragraphs == 0
    report = again.reindex()
    assert (report.added, report.changed, report.removed) == (1, 1, 1)
    assert again.search("wolves").paragraphs == 2


def test_killed_between_catalogue_and_commit_the_old_index_answers(make_collection: MakeCollection) -> None:
    collection = make_collection(dict(FILES))
    change(collection)

    def prepare() -> None:
        write = store.IndexFolder.write_catalogue

        def write_and_die(folder: store.IndexFolder, generation: int, catalogue: Catalogue) -> None:
            write(folder, generation, catalogue)
            die()

        store.IndexFolder.write_catalogue = write_and_die  # type: ignore[method-assign, assignment]

    run_and_die(collection, prepare, lambda _: None)
    again = Collection.open(collection.folder)
    assert again.search("wolves").paragraphs == 0
    again.reindex()
    assert again.search("wolves").paragraphs == 2


def test_killed_after_the_commit_the_new_index_answers(make_collection: MakeCollection) -> None:
    collection = make_collection(dict(FILES))
    change(collection)

    def prepare() -> None:
        store.IndexFolder.settle = die  # type: ignore[method-assign, assignment]

    run_and_die(collection, prepare, lambda _: None)
    again = Collection.open(collection.folder)
    assert again.search("wolves").paragraphs == 2
    assert again.reindex().added == 0


@pytest.mark.parametrize("phase", ["read", "write"])
def test_a_first_build_that_was_killed_is_no_index(tmp_path: Path, phase: str) -> None:
    (tmp_path / "a.txt").write_text("Bears.", encoding="utf-8")
    collection = Collection.open(tmp_path)
    run_and_die(collection, lambda: None, lambda p: die() if p.phase == phase else None)
    with pytest.raises(IndexMissingError):
        Collection.open(tmp_path).search("bears")
    assert collection.reindex().added == 1


def test_killed_while_only_the_catalogue_changes_the_index_answers(make_collection: MakeCollection) -> None:
    collection = make_collection(dict(FILES))
    os.utime(collection.folder / "0.txt", ns=(10**18, 10**18))

    def prepare() -> None:
        write = store.IndexFolder.write_catalogue

        def write_and_die(folder: store.IndexFolder, generation: int, catalogue: Catalogue) -> None:
            write(folder, generation, catalogue)
            die()

        store.IndexFolder.write_catalogue = write_and_die  # type: ignore[method-assign, assignment]

    run_and_die(collection, prepare, lambda _: None)
    assert Collection.open(collection.folder).search("bears", limit=0).articles == 6


def test_nothing_piles_up(make_collection: MakeCollection) -> None:
    collection = make_collection(dict(FILES))
    for run in range(4):
        (collection.folder / "0.txt").write_text(f"Wolves of the year {run}.", encoding="utf-8")
        run_and_die(collection, lambda: None, lambda p: die() if p.phase == "commit" else None)
    collection.reindex()
    names = os.listdir(collection.index_folder)
    assert len([name for name in names if name.startswith("catalogue-")]) == 1
    assert len([name for name in names if name.startswith("manifest-")]) == 1
    assert len([name for name in names if name.endswith(".toc")]) == 1
    assert not [name for name in names if name.endswith(".new")]


@pytest.mark.parametrize("phase", ["read", "write", "commit"])
def test_a_run_that_finds_nothing_to_do_clears_away_what_a_killed_one_left(
    make_collection: MakeCollection, phase: str
) -> None:
    collection = make_collection(dict(FILES))
    before = sorted(os.listdir(collection.index_folder))
    path = collection.folder / "new.txt"
    path.write_text("Wolves.", encoding="utf-8")
    run_and_die(collection, lambda: None, lambda p: die() if p.phase == phase and p.done >= p.total - 1 else None)
    assert set(os.listdir(collection.index_folder)) > set(before)
    path.unlink()
    assert Collection.open(collection.folder).reindex().added == 0
    assert sorted(os.listdir(collection.index_folder)) == before


def test_a_second_reindex_says_who_is_at_work(make_collection: MakeCollection) -> None:
    collection = make_collection(dict(FILES))
    (collection.folder / "new.txt").write_text("Wolves.", encoding="utf-8")
    at_work, may_end = threading.Event(), threading.Event()

    def wait(progress: Progress) -> None:
        if progress.phase == "write":
            at_work.set()
            assert may_end.wait(20)

    other = threading.Thread(target=lambda: Collection.open(collection.folder).reindex(progress=wait))
    other.start()
    assert at_work.wait(20)
    try:
        with pytest.raises(IndexLockedError, match=f"process {os.getpid()} of .* since"):
            collection.reindex()
        assert collection.search("bears", limit=0).articles == 6
    finally:
        may_end.set()
        other.join()
    assert collection.refresh()
    assert collection.search("wolves").paragraphs == 1


def test_without_an_index_one_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="run `searchtui reindex`"):
        Collection.open(tmp_path).search("bears")


def test_another_format_is_recognised_and_rebuilt(make_collection: MakeCollection) -> None:
    collection = make_collection(dict(FILES))
    (collection.index_folder / "searchtui.json").write_text('{"format": "0, whoosh 1.0"}', encoding="utf-8")
    again = Collection.open(collection.folder)
    with pytest.raises(IndexFormatError, match="searchtui reindex"):
        again.search("bears")
    assert "format" in again.reindex().rebuilt
    assert again.search("bears", limit=0).articles == 6


def test_any_damaged_file_is_recognised_and_rebuilt(make_collection: MakeCollection) -> None:
    collection = make_collection(dict(FILES))
    collection.close()
    kept = {path: path.read_bytes() for path in collection.index_folder.iterdir() if path.is_file()}
    for path, content in kept.items():
        if path.name in {".gitignore", "reindex.lock", "MAIN_WRITELOCK", "searchtui.json"}:
            continue
        for damaged in (content[: len(content) // 2], bytes(b ^ 0x55 for b in content), b"", None):
            path.unlink() if damaged is None else path.write_bytes(damaged)
            if damaged is None and path.name.startswith("manifest"):
                assert Collection.open(collection.folder).search("bears", limit=0).articles == 6
            else:
                with pytest.raises(IndexDamagedError, match="searchtui reindex"):
                    Collection.open(collection.folder).search("bears")
            path.write_bytes(content)
    assert Collection.open(collection.folder).search("bears", limit=0).articles == 6
    next(collection.index_folder.glob("*.trm")).write_bytes(b"")
    assert "damaged" in collection.reindex().rebuilt
    assert collection.search("bears", limit=0).articles == 6


def test_a_lost_marker_is_no_index_and_is_built_again(make_collection: MakeCollection) -> None:
    collection = make_collection(dict(FILES))
    (collection.index_folder / "searchtui.json").unlink()
    with pytest.raises(IndexMissingError):
        Collection.open(collection.folder).check()
    assert Collection.open(collection.folder).reindex().added == 6


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_the_index_of_another_user_is_not_opened_unasked(make_collection: MakeCollection) -> None:
    collection = make_collection(dict(FILES))
    for path in collection.index_folder.iterdir():
        os.chown(path, 12345, 12345)
    with pytest.raises(ForeignIndexError, match="another user"):
        Collection.open(collection.folder).search("bears")
    assert Collection.open(collection.folder, trust_index=True).search("bears", limit=0).articles == 6
    with pytest.raises(ForeignIndexError):
        Collection.open(collection.folder).reindex()
    assert Collection.open(collection.folder).reindex(full=True).articles == 6
    assert Collection.open(collection.folder).search("bears", limit=0).articles == 6


class Planted:
    """Creates a file when it is unpickled."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.place,)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("foreign", [False, True])
def test_what_somebody_planted_does_not_run(
    make_collection: MakeCollection, tmp_path: Path, full: bool, foreign: bool
) -> None:
    collection = make_collection(dict(FILES))
    collection.close()
    table = next(collection.index_folder.glob("*.toc"))
    planted = pickle.dumps(Planted(tmp_path / "it ran"))
    pickle.loads(planted)
    (tmp_path / "it ran").unlink()
    content = table.read_bytes()
    # The pickle of the segments is the last thing in the table, that of the schema is before it.
    table.write_bytes(content[: content.rindex(b"\x80")] + planted)
    (collection.index_folder / f"manifest-{table.stem.split('_')[-1]}").unlink()
    if foreign:
        for path in collection.index_folder.iterdir():
            os.chown(path, 12345, 12345)
    with contextlib.suppress(SearchtuiError):
        Collection.open(collection.folder).search("bears")
    with contextlib.suppress(SearchtuiError):
        Collection.open(collection.folder).reindex(full=full)
    with contextlib.suppress(SearchtuiError):
        Collection.open(collection.folder).search("bears")
    assert not (tmp_path / "it ran").exists()


def test_nothing_is_written_through_what_another_user_has_put_there(
    make_collection: MakeCollection, tmp_path: Path
) -> None:
    collection = make_collection(dict(FILES))
    collection.close()
    for name in (".gitignore", "reindex.json", "reindex.lock", "catalogue-1.new"):
        path = collection.index_folder / name
        path.unlink(missing_ok=True)
        (tmp_path / name).write_text("precious", encoding="utf-8")
        path.symlink_to(tmp_path / name)
    with pytest.raises(ForeignIndexError):
        Collection.open(collection.folder).reindex()
    Collection.open(collection.folder).reindex(full=True)
    for name in (".gitignore", "reindex.json", "reindex.lock", "catalogue-1.new"):
        assert (tmp_path / name).read_text(encoding="utf-8") == "precious"


def test_an_index_of_whoosh_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "index").mkdir()
    create_in(str(tmp_path / "index"), Schema(text=TEXT))
    before = sorted(os.listdir(tmp_path / "index"))
    with pytest.raises(IndexFolderError, match="left alone"):
        Collection.open(tmp_path).reindex()
    assert sorted(os.listdir(tmp_path / "index")) == before


def test_damage_is_found_without_a_manifest_too_and_mended(make_collection: MakeCollection) -> None:
    collection = make_collection(dict(FILES))
    collection.close()
    manifest = next(collection.index_folder.glob("manifest-*"))
    manifest.unlink()
    assert Collection.open(collection.folder).reindex().rebuilt == ""
    assert manifest.exists()
    manifest.unlink()
    terms = next(collection.index_folder.glob("*.trm"))
    content = bytearray(terms.read_bytes())
    content[len(content) // 2] ^= 0x10
    terms.write_bytes(content)
    with pytest.raises(IndexDamagedError, match=terms.name):
        Collection.open(collection.folder).search("bears")
    assert Collection.open(collection.folder).reindex().rebuilt
    assert Collection.open(collection.folder).search("bears", limit=0).articles == 6


def make_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every index taken for one that is too large to be checked whenever it is opened."""
    monkeypatch.setattr(store, "_ALWAYS_CHECKED", -1)


def test_what_a_run_reads_back_is_checked_however_large_the_index_is(
    make_collection: MakeCollection, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_large(monkeypatch)
    collection = make_collection({"a.txt": FILES["0.txt"] * 3, "b.txt": "Wolves of the south."})
    alter(next(collection.index_folder.glob("*.doc")), "stored")
    (collection.folder / "c.txt").write_text("Foxes in the east.", encoding="utf-8")
    assert collection.reindex().rebuilt == ""
    (collection.folder / "d.txt").write_text(FILES["0.txt"] * 3 + "\n\nSource: Northern Post", encoding="utf-8")
    assert "damaged" in collection.reindex().rebuilt
    assert collection.article("a.txt").source == "Northern Post"
    assert "seen in the north of the country" in collection.article("a.txt").paragraphs[0].text


def test_a_damaged_catalogue_is_not_carried_over_however_large_the_index_is(
    make_collection: MakeCollection, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_large(monkeypatch)
    collection = make_collection(dict(FILES))
    for name in ("articles", "words", "fingerprints"):
        alter(next(collection.index_folder.glob("catalogue-*")), name)
        assert "damaged" in Collection.open(collection.folder).reindex().rebuilt
    assert Collection.open(collection.folder).reindex().rebuilt == ""


def test_damage_that_ends_a_run_is_mended(make_collection: MakeCollection, monkeypatch: pytest.MonkeyPatch) -> None:
    make_large(monkeypatch)
    collection = make_collection(dict(FILES))
    path = next(collection.index_folder.glob("*.trm"))
    for name in array_names(path):
        alter(path, name)
    change(collection)
    report = collection.reindex()
    assert "damaged" in report.rebuilt
    assert (collection.search("wolves").paragraphs, collection.search("bears", limit=0).articles) == (2, 4)


def test_a_folder_of_articles_that_is_gone_drops_nothing(make_collection: MakeCollection) -> None:
    collection = make_collection({f"texts/{name}": text for name, text in FILES.items()})
    (collection.folder / "searchtui.toml").write_text('articles = "texts"\nindex = "ix"', encoding="utf-8")
    settled = Collection.open(collection.folder)
    settled.reindex()
    (collection.folder / "texts").rename(collection.folder / "elsewhere")
    with pytest.raises(CollectionError, match="is not there"):
        settled.reindex()
    assert settled.search("bears", limit=0).articles == 6


def test_a_full_disk_is_one_sentence_and_the_old_index_answers(
    make_collection: MakeCollection, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = make_collection(dict(FILES))
    change(collection)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(store.IndexFolder, "write_catalogue", refuse)
        with pytest.raises(IndexFolderError, match="No space left"):
            collection.reindex()
    assert Collection.open(collection.folder).search("bears", limit=0).articles == 6
    assert collection.reindex().added == 1


def test_closing_while_others_search_disturbs_nobody(make_collection: MakeCollection) -> None:
    collection = make_collection(dict(FILES))
    wrong: list[object] = []
    ended = threading.Event()

    def search() -> None:
        try:
            while not ended.is_set():
                if collection.search("bears", limit=0).paragraphs != 6:
                    wrong.append("count")
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        collection.close()
        collection.check()
    ended.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_searches_in_many_threads_beside_a_writer_are_right(make_collection: MakeCollection) -> None:
    collection = make_collection(dict(FILES))
    wrong: list[object] = []
    ended = threading.Event()

    def search() -> None:
        try:
            while not ended.is_set():
                results = collection.search("bears", limit=0)
                if not (results.paragraphs == len(results.hits) == 6):
                    wrong.append(results.paragraphs)
                collection.article(results.hits[0].article)
        except SearchtuiError as error:
            wrong.append(error)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for run in range(10):
        (collection.folder / "other.txt").write_text(f"Wolves {run}.", encoding="utf-8")
        collection.reindex()
    ended.set()
    for thread in threads:
        thread.join()
    assert wrong == []
