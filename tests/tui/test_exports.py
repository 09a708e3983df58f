"""Exports: rows gathered bit by bit, and files that are whole or not there."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from searchtui.citing import FORMATS, ExportFormat
from searchtui.collection import Collection, Like, SearchRequest, Sorting
from searchtui.errors import IndexChangedError, SearchtuiError
from searchtui.keeping import Note, anchor_of
from searchtui.tui import exports
from searchtui.tui.background import Task
from searchtui.tui.exports import Export, Exported, FileThereError, export, write_lines
from tests.tui.fakes import FakeCollection


def run(wanted: Export, collection: Collection | FakeCollection, task: Task[Exported] | None = None) -> Exported:
    return export(wanted, collection, task or Task("export", lambda collection, task: Exported(0, Path()), print))


def wanted(file: Path, what: str = "hits", output_format: ExportFormat = ExportFormat.JSONL, **fields: Any) -> Export:
    return Export(what, output_format, file, False, SearchRequest(text="alliance", limit=1), **fields)


def bites(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Let so many hits be asked for at a time."""
    for name in ("_LEAST", "_MOST"):
        monkeypatch.setattr(exports, name, size)


class TestRows:
    def test_all_hits_are_written_in_their_order(
        self, seed_collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bites(monkeypatch, 7)
        whole = seed_collection.search("alliance", limit=0)
        done = run(wanted(tmp_path / "a.jsonl"), seed_collection)
        assert done == Exported(whole.paragraphs, tmp_path / "a.jsonl")
        rows = [json.loads(line) for line in done.file.read_text(encoding="utf-8").splitlines()]
        assert [(row["path"], row["paragraph"]) for row in rows] == [(hit.path, hit.paragraph) for hit in whole.hits]
        assert [row["highlights"] for row in rows] == [list(map(list, hit.highlights)) for hit in whole.hits]

    @pytest.mark.parametrize("output_format", FORMATS)
    @pytest.mark.parametrize("what", ["hits", "concordance", "pins", "notes"])
    def test_everything_in_every_format(
        self, seed_collection: Collection, tmp_path: Path, what: str, output_format: ExportFormat
    ) -> None:
        article = seed_collection.article("003")
        note = Note("n1", anchor_of(article, 2), "Compare *this*.\n\nAsk.")
        made = wanted(
            tmp_path / f"a{output_format.suffix}",
            what,
            output_format,
            pins=(Like(article.id, 2), Like(seed_collection.article("002").id)),
            notes=(note,),
        )
        done = run(made, seed_collection)
        text = made.file.read_text(encoding="utf-8")
        assert article.path.split("_")[1] in text
        found = {
            "hits": seed_collection.search("alliance").paragraphs,
            "concordance": len(seed_collection.concordance("alliance", most=None)),
        }
        assert done.rows == {**found, "pins": 2, "notes": 1}[what] > 0
        if output_format is ExportFormat.BIBTEX:
            assert text.count("@") == {"pins": 2, "notes": 1}.get(what, 5)
        elif what in ("pins", "notes"):
            assert ("Compare" in text) is (output_format is not ExportFormat.CSL_JSON)

    def test_a_concordance_is_sorted_as_it_stands(self, seed_collection: Collection, tmp_path: Path) -> None:
        made = wanted(tmp_path / "a.csv", "concordance", ExportFormat.CSV, sorting=Sorting.R1)
        run(made, seed_collection)
        rows = list(csv.DictReader(io.StringIO(made.file.read_text(encoding="utf-8"), newline="")))
        lines = seed_collection.concordance(made.request, most=None).lines(Sorting.R1)
        assert [(row["path"], int(row["paragraph"])) for row in rows] == [(line.path, line.paragraph) for line in lines]

    def test_a_note_keeps_the_text_that_it_was_written_about(self, tmp_path: Path) -> None:
        collection = FakeCollection()
        article = collection.article("fleet.txt")
        notes = (
            Note("1", anchor_of(article, 4), "here"),
            Note("2", anchor_of(article, 2), "there"),
        )
        collection.contents = [one for one in collection.contents if one.path != "fleet.txt"]
        run(wanted(tmp_path / "a.jsonl", "notes", notes=notes), collection)
        rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [(row["title"], row["text"][:16], row["note"]) for row in rows] == [
            ("The fleet comes home", "Nobody in the ha", "here"),
            ("The fleet comes home", "The harbour was ", "there"),
        ]

    def test_progress_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        bites(monkeypatch, 20)
        task: Task[Exported] = Task("export", lambda collection, task: Exported(0, Path()), print, told=print)
        told: list[tuple[int, int]] = []
        task._post = lambda message: told.append(message.value)  # type: ignore[attr-defined]
        export(Export("hits", ExportFormat.CSV, tmp_path / "a", False, SearchRequest()), FakeCollection(), task)
        assert told == [(20, 52), (40, 52), (52, 52)]

    def test_stopping_leaves_nothing_behind(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        bites(monkeypatch, 1)
        task: Task[Exported] = Task("export", lambda collection, task: Exported(0, Path()), print)
        task.stop()
        for what in ("hits", "concordance"):
            export(wanted(tmp_path / "a", what), FakeCollection(), task)
            run_on = Export(what, ExportFormat.CSV, tmp_path / "b", False, SearchRequest(text="harbour"))
            export(run_on, FakeCollection(), task)
        assert "b" not in os.listdir(tmp_path)

    def test_a_new_generation_ends_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        bites(monkeypatch, 20)
        collection = FakeCollection()

        def gate(request: SearchRequest) -> None:
            collection.generation += request.offset > 0

        collection.gate = gate
        with pytest.raises(IndexChangedError, match="nothing was written"):
            run(Export("hits", ExportFormat.CSV, tmp_path / "a", False, SearchRequest()), collection)
        assert os.listdir(tmp_path) == []


class TestFile:
    def test_it_is_written_as_other_files_are(self, tmp_path: Path) -> None:
        write_lines(tmp_path / "a.md", ["é", "\udcff"], replacing=False)
        (tmp_path / "b").touch()
        assert (tmp_path / "a.md").read_bytes() == b"\xc3\xa9\n?\n"
        assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == stat.S_IMODE((tmp_path / "b").stat().st_mode)
        assert sorted(os.listdir(tmp_path)) == ["a.md", "b"]

    def test_what_is_there_is_replaced_only_where_that_is_meant(self, tmp_path: Path) -> None:
        file = tmp_path / "a.md"
        file.write_text("mine")
        file.chmod(0o640)
        with pytest.raises(FileThereError, match="was not replaced"):
            write_lines(file, ["new"], replacing=False)
        assert file.read_text() == "mine"
        write_lines(file, ["new"], replacing=True)
        assert file.read_text() == "new\n"
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        assert os.listdir(tmp_path) == ["a.md"]

    def test_a_link_stays_one(self, tmp_path: Path) -> None:
        (tmp_path / "real.md").write_text("old")
        (tmp_path / "link.md").symlink_to("real.md")
        write_lines(tmp_path / "link.md", ["new"], replacing=True)
        assert (tmp_path / "link.md").is_symlink()
        assert (tmp_path / "real.md").read_text() == "new\n"

    def test_whatever_goes_wrong_on_the_way_leaves_the_old_file(self, tmp_path: Path) -> None:
        file = tmp_path / "a.md"
        file.write_text("mine")

        def lines() -> Iterator[str]:
            yield "one"
            raise ValueError

        with pytest.raises(ValueError):
            write_lines(file, lines(), replacing=True)
        assert file.read_text() == "mine"
        assert os.listdir(tmp_path) == ["a.md"]

    def test_what_cannot_be_written_is_one_sentence(self, tmp_path: Path) -> None:
        with pytest.raises(SearchtuiError, match="cannot be written: No such file or directory"):
            write_lines(tmp_path / "no" / "a.md", ["x"], replacing=False)
        with pytest.raises(SearchtuiError, match="cannot be written"):
            write_lines(tmp_path, ["x"], replacing=True)

    def test_where_there_are_no_links(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def link(source: object, target: object) -> None:
            raise PermissionError

        monkeypatch.setattr(os, "link", link)
        write_lines(tmp_path / "a.md", ["x"], replacing=False)
        with pytest.raises(FileThereError):
            write_lines(tmp_path / "a.md", ["y"], replacing=False)
        assert (tmp_path / "a.md").read_text() == "x\n"
