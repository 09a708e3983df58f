"""The benchmark as it is run: what it prints, and that all answer the same questions."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.engine import main
from benchmarks.peers import load
from benchmarks.queries import CLASSES
from benchmarks.searches import COLLECTION, SEARCHES

pytestmark = pytest.mark.large

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "engine.py"
SYSTEMS = ["us", "whoosh", "tantivy", "fts5"]


@pytest.fixture(scope="module")
def measured(collection: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    folder = tmp_path_factory.mktemp("run")
    options = ["--collection", str(collection), "--systems", ",".join(SYSTEMS), "--queries", "4", "--rounds", "1"]
    options += ["--jobs", "2", "--format", "json", "--markdown", "results.md"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"TMPDIR": str(folder)}
    done = subprocess.run(
        [sys.executable, SCRIPT, *options], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert os.listdir(folder) == ["results.md"]  # what it worked with is gone
    return json.loads(done.stdout), (folder / "results.md").read_text(encoding="utf-8")


def test_the_object_has_the_documented_form(measured: tuple[dict[str, Any], str]) -> None:
    result, _ = measured
    assert list(result) == ["version", "machine", "command", "versions", "collection", "notes", "goals", "rows"]
    assert result["version"] == 1
    assert result["machine"].keys() == {"cpu", "cores", "memory_gb"}
    assert result["command"].startswith("python benchmarks/engine.py --collection ")
    assert list(result["collection"]) == ["made-up.jsonl"]
    assert {name: version is not None for name, version in result["versions"].items()} == {
        name: load(name) is not None for name in SYSTEMS
    }
    assert [row["measured"] for row in result["rows"]] == [
        *("build", "open", "memory", *CLASSES),
        *(COLLECTION, *SEARCHES),
    ]
    for row in result["rows"]:
        assert row.keys() == {"paragraphs", "text_bytes", "measured", "systems", "asked"}
        assert row["paragraphs"] == sum(result["collection"].values())
        assert set(row["systems"]) == set(SYSTEMS)
        for name, figures in row["systems"].items():
            is_ours_alone = row["measured"] in (COLLECTION, *SEARCHES)
            assert (figures is None) == ((is_ours_alone and name != "us") or result["versions"][name] is None)


def test_the_figures_are_there(measured: tuple[dict[str, Any], str]) -> None:
    result, _ = measured
    rows = {row["measured"]: row["systems"]["us"] for row in result["rows"]}
    assert rows["build"]["paragraphs_per_second"] > 0
    assert rows["build"]["bytes_per_text_byte"] > 1
    assert rows["build"]["peak_memory_mb"] > 10
    assert rows["open"]["median_ms"] > 0
    assert rows["memory"].keys() >= {"anonymous_mb", "resident_mb"}
    assert rows[COLLECTION]["paragraphs_per_second"] > 0
    assert rows[COLLECTION]["median_ms"] > 0
    for kind in (*CLASSES, *SEARCHES):
        assert 0 < rows[kind]["p50_ms"] <= rows[kind]["p95_ms"] <= rows[kind]["worst_ms"]
        assert 0 < rows[kind]["cold_p50_ms"] <= rows[kind]["cold_p95_ms"] <= rows[kind]["cold_worst_ms"]
    for kind in CLASSES:
        assert rows[kind]["p50_ms_ratio"] == rows[kind]["p95_ms_ratio"] == 1


def test_all_count_alike(measured: tuple[dict[str, Any], str]) -> None:
    result, _ = measured
    for row in result["rows"]:
        for asked in row["asked"]:
            assert len(set(asked["counts"].values())) == 1, asked
            assert asked["counts"].keys() == asked["ms"].keys()
        for figures in row["systems"].values():
            if row["measured"] in CLASSES and figures is not None:
                assert figures["count_difference_percent"] == figures["facet_difference_percent"] == 0


def test_each_query_that_is_typed_is_shown(measured: tuple[dict[str, Any], str]) -> None:
    result, _ = measured
    (asked,) = [row["asked"] for row in result["rows"] if row["measured"] == "typed"]
    assert len(asked) == 4 * 8
    assert all(one["ms"]["us"] > 0 and one["counts"].keys() == {"us"} for one in asked)
    assert sum(one["counts"]["us"] > 0 for one in asked) > len(asked) / 2


def test_the_markdown_says_on_what_it_was_measured(measured: tuple[dict[str, Any], str]) -> None:
    result, markdown = measured
    assert f"`{result['command']}`" in markdown
    assert result["machine"]["cpu"] in markdown
    assert "| one common word |" in markdown
    heads = [line for line in markdown.splitlines() if line.startswith("|  |")]
    assert len(heads) == 6


def test_without_a_collection_it_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SEARCHTUI_CORPORA", raising=False)
    assert main([]) == 0
    monkeypatch.setenv("SEARCHTUI_CORPORA", str(tmp_path))
    assert main([]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("skipped: ") == 2


def test_a_collection_that_is_not_there_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--collection", str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [["--systems", "us,none"], ["--limit", "0"], ["--sizes", "1,some"], ["--typed-in", "a", "--sizes", "1,2"]],
)
def test_wrong_options_are_refused(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(options)
    assert exit_.value.code == 2
    assert options[0] in capsys.readouterr().err


def test_a_kept_collection_is_searched_again(
    collection: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--collection", str(collection), "--systems", "us", "--queries", "1", "--rounds", "1", "--jobs", "1"]
    options += ["--format", "json"]
    assert main([*options, "--limit", "20", "--keep", str(tmp_path / "kept")]) == 0
    first = json.loads(capsys.readouterr().out)["rows"]
    kept = tmp_path / "kept" / "20" / COLLECTION
    assert main([*options, "--limit", "20", "--typed-in", str(kept)]) == 0
    again = json.loads(capsys.readouterr().out)["rows"]

    def counts(rows: list[dict[str, Any]]) -> list[dict[str, int]]:
        return [asked["counts"] for row in rows if row["measured"] == "typed" for asked in row["asked"]]

    assert counts(again) == counts(first) != []
    seconds = [row["systems"]["us"].get("seconds") for row in (*first, *again) if row["measured"] == COLLECTION]
    assert seconds[0] > 0
    assert seconds[1] is None
    assert main([*options, "--no-typed"]) == 0
    assert not [row for row in json.loads(capsys.readouterr().out)["rows"] if row["measured"] in SEARCHES]


def test_nothing_is_left_behind_when_it_is_ended(collection: Path, tmp_path: Path) -> None:
    options = ["--collection", str(collection), "--systems", "us,fts5", "--jobs", "2", "--rounds", "9999"]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, SCRIPT, *options],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stderr is not None
        while "round 1 of" not in (line := process.stderr.readline()):
            assert line
        process.terminate()
        process.stderr.read()  # ends when nobody holds the other end
    assert process.returncode == 128 + signal.SIGTERM
    assert os.listdir(tmp_path) == []
