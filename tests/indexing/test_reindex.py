"""Reindexing reads what changed, drops what is gone, and is never the end of anything."""

from __future__ import annotations

import io
import os
import random
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchtui.article import Known, Reason
from searchtui.catalogue import catalogue
from searchtui.catalogue.packing import PackedArticle, unpack_article
from searchtui.collection import Collection, Progress
from searchtui.errors import CollectionError, IndexFolderError
from tests.conftest import MakeCollection
from tests.examples import examples

PLAIN = "The treaty of the north was signed in winter, said those who were there.\n\nNobody else had come to see it.\n"


def texts(collection: Collection) -> list[tuple[str, int, str, str | None, tuple[str, ...], float]]:
    """Everything that a search for all paragraphs, and for a word, can show."""
    found = [*collection.search("", limit=0).hits, *collection.search("treaty bears", limit=0, mode="any").hits]
    return [(hit.path, hit.paragraph, hit.text, hit.source, hit.authors, hit.score) for hit in found]


def rebuilt(collection: Collection, tmp_path: Path) -> Collection:
    """The same files in a new collection."""
    copy = tmp_path / "rebuilt"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(collection.folder, copy, ignore=shutil.ignore_patterns(".searchtui"))
    other = Collection.open(copy)
    other.reindex()
    return other


def test_only_what_changed_is_read(make_collection: MakeCollection) -> None:
    collection = make_collection(
        {"a.txt": PLAIN, "b.txt": PLAIN + "\nMore.", "c.txt": "Bears in the woods of the north."}
    )
    for path in collection.folder.glob("*.txt"):
        os.utime(path, ns=(10**18, 10**18))
    collection.reindex()
    (collection.folder / "a.txt").write_text(PLAIN.replace("north", "south"), encoding="utf-8")
    (collection.folder / "b.txt").unlink()
    (collection.folder / "d.txt").write_text("A new one about bears.", encoding="utf-8")
    read: list[str] = []
    report = collection.reindex(progress=lambda p: read.append(p.path) if p.phase == "read" and p.path else None)
    assert read == ["a.txt", "d.txt"]
    assert (report.added, report.changed, report.removed, report.articles) == (1, 1, 1, 3)
    assert collection.search("south").paragraphs == 1
    assert collection.search("more").paragraphs == 0


def test_one_change_looks_at_no_record_of_other_articles(
    make_collection: MakeCollection, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, str | bytes] = {f"{n:02}.txt": f"The bear number {n} lives alone in its wood." for n in range(40)}
    collection = make_collection(files)
    for path in collection.folder.glob("*.txt"):
        os.utime(path, ns=(10**18, 10**18))
    collection.reindex()
    (collection.folder / "07.txt").write_text("There are no wolves in this wood at all.", encoding="utf-8")
    decoded: list[int] = []

    def count(data: memoryview) -> PackedArticle:
        decoded.append(len(data))
        return unpack_article(data)

    with monkeypatch.context() as patch:
        patch.setattr(catalogue, "unpack_article", count)
        patch.setattr(Collection, "refresh", lambda _: True)
        report = collection.reindex()
    assert (report.changed, report.articles) == (1, 40)
    assert len(decoded) < 10
    assert list(report.phases)[:5] == ["open", "scan", "plan", "read", "stories"]
    assert report.scan_seconds == report.phases["scan"] > 0
    assert sum(report.phases.values()) <= report.seconds


def test_a_touched_file_is_not_indexed_again(make_collection: MakeCollection) -> None:
    collection = make_collection({"a.txt": PLAIN})
    generation = collection.generation
    os.utime(collection.folder / "a.txt", ns=(10**18, 10**18))
    assert collection.changes().changed == 1
    report = collection.reindex()
    assert (report.added, report.changed, report.removed) == (0, 0, 0)
    assert collection.generation == generation
    assert not collection.changes()


def test_a_change_on_the_same_tick_of_the_clock_is_seen(make_collection: MakeCollection) -> None:
    collection = make_collection({"a.txt": "The treaty was signed."})
    path = collection.folder / "a.txt"
    status = path.stat()
    path.write_text("The treaty was broken.", encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert collection.reindex().changed == 1
    assert collection.search("broken").paragraphs == 1


def test_full_reads_everything_again(make_collection: MakeCollection, tmp_path: Path) -> None:
    collection = make_collection({"a.txt": PLAIN, "b.txt": "Bears."})
    before = texts(collection)
    report = collection.reindex(full=True)
    assert (report.added, report.changed, report.removed, report.articles) == (0, 0, 0, 2)
    assert texts(collection) == before


contents = st.sampled_from(
    [
        PLAIN,
        PLAIN * 2,
        PLAIN * 2 + "\nSource: Northern Post",
        PLAIN * 2 + "\nSource: Southern Post",
        "Bears of the north.",
        "A treaty\n\nBy Ana Ruiz\n\nIt was cold there.",
        "",
    ]
)
changes = st.lists(st.tuples(st.sampled_from(["a.txt", "b.txt", "c/d.txt", "e.md"]), st.none() | contents), max_size=4)


@settings(deadline=None, max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(changes, min_size=1, max_size=4))
def test_step_by_step_is_as_good_as_at_once(tmp_path: Path, runs: list[list[tuple[str, str | None]]]) -> None:
    random.seed()  # Hypothesis seeds it alike for each example, and Whoosh names its segments with it
    folder = tmp_path / "steps"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with Collection.open(folder) as collection:
        for run in runs:
            for name, content in run:
                path = folder / name
                path.parent.mkdir(exist_ok=True)
                path.unlink(missing_ok=True) if content is None else path.write_text(content, encoding="utf-8")
            collection.reindex()
        with rebuilt(collection, tmp_path) as other:
            assert texts(collection) == texts(other)
            assert [(r.story, r.known) for r in collection.articles()] == [(r.story, r.known) for r in other.articles()]
            assert collection.status().problems == other.status().problems or all(
                (one.path, one.reason) == (two.path, two.reason)
                for one, two in zip(collection.status().problems, other.status().problems, strict=True)
            )


def test_a_path_limits_the_run(make_collection: MakeCollection) -> None:
    collection = make_collection({"in/a.txt": "Bears.", "out/b.txt": "Wolves.", "inner.txt": "Foxes."})
    for name in ("in/a.txt", "out/b.txt", "inner.txt"):
        (collection.folder / name).unlink()
    (collection.folder / "out/new.txt").write_text("Otters.", encoding="utf-8")
    report = collection.reindex([collection.folder / "in"])
    assert (report.added, report.removed, report.articles) == (0, 1, 2)
    report = collection.reindex([collection.folder / "out/new.txt"])
    assert (report.added, report.removed) == (1, 0)
    with pytest.raises(CollectionError, match="not in the folder of articles"):
        collection.reindex(["/"])


def test_a_path_limits_a_full_run_too(make_collection: MakeCollection) -> None:
    collection = make_collection({"in/a.txt": "Bears.", "out/b.txt": "Wolves."})
    (collection.folder / "out/b.txt").unlink()
    report = collection.reindex([collection.folder / "in"], full=True)
    assert (report.articles, report.removed) == (2, 0)
    assert collection.search("wolves").paragraphs == collection.search("bears").paragraphs == 1


def test_a_path_that_names_nothing_is_an_error(make_collection: MakeCollection) -> None:
    collection = make_collection({"in/a.txt": "Bears."})
    with pytest.raises(CollectionError, match=r"There is no .*nosuch\.txt"):
        collection.reindex([collection.folder / "in/nosuch.txt"])
    (collection.folder / "in/a.txt").unlink()
    assert collection.reindex([collection.folder / "in/a.txt"]).removed == 1


def test_a_file_that_was_renamed_outside_the_limits_is_kept(make_collection: MakeCollection) -> None:
    collection = make_collection({"a.txt": PLAIN * 2})
    (collection.folder / "a.txt").rename(collection.folder / "b.txt")
    report = collection.reindex([collection.folder / "b.txt"])
    assert (report.articles, report.stories, report.added, report.removed) == (2, 1, 1, 0)
    assert collection.article("a.txt").paragraphs == collection.article("b.txt").paragraphs


def test_a_link_to_an_article_that_cannot_be_read_is_found_all_the_same(
    make_collection: MakeCollection, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = make_collection({"a.txt": PLAIN * 2})
    (collection.folder / "b.txt").write_text(PLAIN * 2 + "\nSource: Northern Post", encoding="utf-8")
    (collection.folder / "a.txt").unlink()
    assert collection.reindex([collection.folder / "b.txt"]).stories == 1
    assert collection.article("a.txt").source == "Northern Post"
    assert collection.search("source:northern", limit=0).articles == 2


def test_a_limited_run_that_must_rebuild_reads_everything(make_collection: MakeCollection) -> None:
    collection = make_collection({"in/a.txt": "Bears.", "out/b.txt": "Wolves."})
    (collection.index_folder / "searchtui.json").write_text('{"format": "0"}', encoding="utf-8")
    report = Collection.open(collection.folder).reindex([collection.folder / "in"])
    assert (report.articles, bool(report.rebuilt)) == (2, True)


def test_what_goes_wrong_in_the_listener_is_not_the_fault_of_the_index(make_collection: MakeCollection) -> None:
    collection = make_collection({"a.txt": "Bears."})
    (collection.folder / "b.txt").write_text("Wolves.", encoding="utf-8")

    def fail(_: Progress) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        collection.reindex(progress=fail)
    assert collection.reindex().added == 1


def test_an_unreadable_file_keeps_what_was_read_of_it(
    make_collection: MakeCollection, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = make_collection({"a.txt": "Bears.", "b.txt": "Wolves."})
    (collection.folder / "a.txt").write_text("Bears again.", encoding="utf-8")
    original = Path.open

    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return original(self, *args, **kwargs)  # type: ignore[call-overload]

    opened = os.open

    def refuse_low(path: object, *args: int, **kwargs: int) -> int:
        if str(path).endswith("a.txt"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **kwargs)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        patch.setattr(os, "open", refuse_low)
        report = collection.reindex()
    assert [(problem.path, problem.reason) for problem in report.problems] == [("a.txt", Reason.UNREADABLE)]
    assert collection.search("bears").paragraphs == 1
    assert collection.reindex().problems == ()
    assert collection.search("again").paragraphs == 1


def test_problems_are_listed_and_remember_since_when(make_collection: MakeCollection) -> None:
    collection = make_collection(
        {"a.txt": "Bears.", "empty.txt": "", "binary.txt": b"\x00\x01\x02\xff" * 100, "x.foo": "?"}
    )
    first = collection.status()
    assert {(problem.path, problem.reason) for problem in first.problems} == {
        ("empty.txt", Reason.EMPTY),
        ("binary.txt", Reason.NOT_TEXT),
    }
    assert first.skipped == {".foo": 1}
    assert all(problem.since for problem in first.problems)
    collection.reindex(full=True)
    assert collection.status().problems == first.problems


def zipped(names: Iterable[str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, "Bears sleep in winter.")
    return file.getvalue()


def test_files_that_are_passed_over_are_counted_and_named(make_collection: MakeCollection) -> None:
    collection = make_collection({"a.zip": zipped(["a.txt", "b.jpg", "c/d.JPG"]), "b.txt": "Bears.", "e.jpg": ""})
    names = ("a.zip#b.jpg", "a.zip#c/d.JPG", "e.jpg")
    assert (collection.status().skipped, collection.skipped()) == ({".jpg": 3}, names)
    (collection.folder / "b.txt").write_text("Other bears.")
    assert collection.reindex().skipped == {".jpg": 3}
    assert collection.skipped() == names
    (collection.folder / "a.zip").write_bytes(zipped(["a.txt", "b.gif"]))
    assert collection.reindex().skipped == {".gif": 1, ".jpg": 1}
    (collection.folder / "a.zip").unlink()
    assert collection.reindex().skipped == {".jpg": 1}
    assert collection.skipped() == ("e.jpg",)


def test_articles_in_archives_are_found_corrected_and_shown(make_collection: MakeCollection) -> None:
    sidecar = '["a.zip"]\nsource = "Herald"\n["a.zip#c/d.txt"]\nauthors = ["Ann Lee"]\n'
    collection = make_collection({"a.zip": zipped(["a.txt", "c/d.txt"]), "metadata.toml": sidecar})
    names = [record.name for record in collection.articles()]
    assert names == ["a.zip#a.txt", "a.zip#c/d.txt"]
    article = collection.article("a.zip#c/d.txt")
    assert (article.source, article.authors, article.item) == ("Herald", ("Ann Lee",), "c/d.txt")
    place = collection.place(article.id)
    assert (place.path, place.line, place.item) == (collection.folder / "a.zip", None, "c/d.txt")
    assert collection.status().problems == ()


def test_a_new_copy_changes_the_story_of_an_old_article_and_lends_its_source(
    make_collection: MakeCollection,
) -> None:
    body = "\n\n".join(
        f"The {place} treaty was signed in winter by all who had come, and nobody asked them why they had come there."
        for place in ("northern", "southern", "eastern", "western")
    )
    collection = make_collection({"old.txt": body})
    (collection.folder / "new.txt").write_text(f"{body}\n\nSource: Northern Post", encoding="utf-8")
    collection.reindex()
    old, new = collection.article("old.txt"), collection.article("new.txt")
    assert old.story == new.story
    assert (old.source, old.known["source"].known) == ("Northern Post", Known.COPIED)
    assert collection.search("treaty source:northern", limit=0).articles == 2
    (collection.folder / "new.txt").unlink()
    collection.reindex()
    assert collection.article("old.txt").source is None
    assert collection.search("source:northern").paragraphs == 0


def test_a_large_story_survives_the_loss_of_its_fullest_copies(make_collection: MakeCollection) -> None:
    body = "\n\n".join(f"The treaty number {n} was signed in winter by all who had come to town." for n in range(16))
    more = "\n\nA word more, which stands in this copy alone and was added by number {}."
    files = {f"{n:02}.txt": body + (more.format(n) if n < 6 else "") for n in range(30)}
    collection = make_collection(files | {"30.txt": f"{body}\n\nSource: Northern Post"})
    assert collection.status().stories == 1
    assert {record.source for record in collection.articles()} == {"Northern Post"}
    for n in range(6):
        (collection.folder / f"{n:02}.txt").unlink()
    report = collection.reindex()
    assert (report.articles, report.stories) == (25, 1)
    assert {record.source for record in collection.articles()} == {"Northern Post"}


def test_a_sidecar_wins_and_its_change_is_seen(make_collection: MakeCollection) -> None:
    collection = make_collection({"a.txt": "Bears.\n\nSource: Northern Post", "b.txt": "Wolves."})
    sidecar = collection.folder / "metadata.toml"
    sidecar.write_text('["a.txt"]\nsource = "Southern Post"\n', encoding="utf-8")
    assert collection.changes().changed == 1
    assert collection.reindex().changed == 1
    article = collection.article("a.txt")
    assert (article.source, article.known["source"].known) == ("Southern Post", Known.SIDECAR)
    assert collection.search("source:southern").articles == 1


def test_a_sidecar_that_cannot_be_read_is_a_problem(make_collection: MakeCollection) -> None:
    collection = make_collection({"a.txt": "Bears.", "metadata.toml": f'["a.txt"]\ndate = {"9" * 5000}\n'})
    assert [problem.reason for problem in collection.status().problems] == [Reason.SIDECAR]
    assert collection.search("bears").paragraphs == 1


def test_progress_goes_through_the_phases(make_collection: MakeCollection) -> None:
    collection = make_collection({"a.txt": "Bears."})
    (collection.folder / "b.txt").write_text("Wolves.", encoding="utf-8")
    seen: list[Progress] = []
    collection.reindex(progress=seen.append)
    assert list(dict.fromkeys(progress.phase for progress in seen)) == ["scan", "read", "stories", "write", "commit"]
    assert all(progress.done <= progress.total for progress in seen if progress.total)


def test_names_of_any_kind_are_indexed_and_shown_safely(make_collection: MakeCollection) -> None:
    names = {"-rf.txt": "Bears.", "a\nb.txt": "Wolves.", "x" * 251 + ".txt": "Foxes.", "é ü.txt": "Otters."}
    collection = make_collection(dict(names))
    (collection.folder / os.fsdecode(b"bad\xff.txt")).write_text("Lynxes.", encoding="utf-8")
    collection.reindex()
    assert collection.search("", limit=0).articles == 5
    for record in collection.articles():
        record.path.encode("utf-8")
    assert collection.search("lynxes").hits[0].path == "bad\\xff.txt"
    assert collection.reindex().changed == 0


def test_a_folder_with_strange_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_text("Bears.", encoding="utf-8")
    (tmp_path / "index").mkdir()
    (tmp_path / "index/thesis.doc").write_text("Mine.", encoding="utf-8")
    with pytest.raises(IndexFolderError, match=r"thesis\.doc"):
        Collection.open(tmp_path).reindex()
    assert os.listdir(tmp_path / "index") == ["thesis.doc"]


def test_an_empty_folder_has_an_empty_index(tmp_path: Path) -> None:
    collection = Collection.open(tmp_path)
    assert collection.reindex().articles == 0
    results = collection.search("anything")
    assert (results.paragraphs, results.hits, len(results.groups)) == (0, (), 0)
    assert collection.search("").paragraphs == 0
