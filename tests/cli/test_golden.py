"""What the commands print on the seeds, compared with the files in `golden/`.

After a change that is meant, make them anew and read the difference:

    SEARCHTUI_GOLDEN=write .venv/bin/python -m pytest tests/cli/test_golden.py
"""

from __future__ import annotations

import json
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from searchtui.collection import Collection, SearchRequest
from searchtui.keeping import Kept, SavedSearch, digests_of
from tests.cli.conftest import Run

GOLDEN = Path(__file__).parent / "golden"
WRITING = os.environ.get("SEARCHTUI_GOLDEN") == "write"

CASES = {
    "search.txt": ["search", "military alliance"],
    "search.json": ["search", "military alliance", "-n", "3", "--format", "json"],
    "search.jsonl": ["search", "anti-western", "-n", "2", "--format", "jsonl"],
    "search.csv": ["search", "kremlin", "-n3", "--format", "csv"],
    "search.bib": ["search", "alliance", "-n", "0", "--format", "bibtex"],
    "search.csl": ["search", "alliance", "-n", "4", "--format", "csl-json"],
    "search.md": ["search", '"military alliance"', "-n", "2", "--format", "markdown"],
    "search-filters.txt": ["search", "--author", "Danil Bochkov", "--kind", "caption"],
    "search-without.txt": ["search", "alliance", "-military", "--source", "CGTN", "-n", "4"],
    "search-files.txt": ["search", "alliance", "--files-with-matches"],
    "search-count.txt": ["search", "alliance", "--count"],
    "search-offset.txt": ["search", "alliance", "-n", "2", "--offset", "2"],
    "search-by-article.txt": ["search", "military alliance", "--sort", "article", "-n", "8"],
    "search-by-date.txt": ["search", "alliance", "--sort", "date", "-n", "8"],
    "search-oldest.json": ["search", "kremlin", "--sort", "date-asc", "-n", "2", "--format", "json"],
    "concordance.txt": ["concordance", "alli*", "--sort", "l1"],
    "concordance-phrase.txt": ["concordance", '"military alliance"', "--sort", "r1", "--width", "120"],
    "concordance-near.jsonl": ["concordance", "russia NEAR/3 china", "--sort", "date", "-n", "2", "--format", "jsonl"],
    "concordance.csv": ["concordance", "kremlin", "--sort", "keyword", "--format", "csv"],
    "explain.txt": ["explain", "militray alliance", "-n", "1"],
    "explain-filters.txt": ["explain", 'alli* NEAR/5 (russia OR "the west") -nato author:bochkov date:2020', "-n", "1"],
    "explain.json": ["explain", "militray alliance -nato source:cgtn", "-n", "1", "--format", "json"],
    "similar.txt": ["similar", "003", "--paragraph", "6", "-n", "4"],
    "similar.json": ["similar", "003", "--query", "gas -source:CGTN", "-n", "2", "--format", "json"],
    "show.txt": ["show", "003"],
    "show.md": ["show", "003", "--query", "military alliance", "--format", "markdown"],
    "show.json": ["show", "003", "--query", "military alliance", "--paragraph", "6", "--format", "json"],
    "show-quote.md": ["show", "003", "--paragraph", "6", "--format", "markdown"],
    "facets.txt": ["facets", "--query", "alliance"],
    "facets-source.txt": ["facets", "source", "--query", "alliance"],
    "facets-stories.json": ["facets", "--query", "alliance", "--unit", "story", "--format", "json"],
    "facets.json": ["facets", "author", "--query", "alliance", "--format", "json"],
    "searches.txt": ["searches"],
    "searches.json": ["searches", "Alliance", "gas", "--format", "json"],
    "status.txt": ["status"],
    "status.json": ["status", "--format", "json"],
    "status-metadata.txt": ["status", "--metadata"],
}
WITH_OTHERS = {
    "status-others.txt": ["status"],
    "status-skipped.txt": ["status", "--skipped"],
    "status-skipped.json": ["status", "--skipped", "--format", "json"],
}
"""In a folder in which there are files that are not read."""

FOR_PEOPLE = {
    "terminal-search.txt": ["search", "military alliance", "-n", "6"],
    "terminal-show.txt": ["show", "003", "--query", "military alliance", "--paragraph", "6"],
}


def settled(output: str, name: str, folder: Path) -> str:
    """The output without what differs from run to run: places, times, and the last digits of scores."""
    output = output.replace(str(folder), "<collection>")
    if name.endswith(".csv"):
        return re.sub(r"\b\d+\.\d{3,}\b", lambda score: f"{float(score[0]):.3f}", output)
    if name.endswith((".json", ".jsonl")):
        return "".join(f"{_indented(line)}\n" for line in output.splitlines())
    return output


def _indented(line: str) -> str:
    value: dict[str, Any] = json.loads(line)
    if "took_ms" in value:
        value["took_ms"] = 0
    for hit in [value, *value.get("hits", [])]:
        for scored in [hit, *hit.get("shares", [])]:
            if "score" in scored:
                scored["score"] = round(scored["score"], 3)
    return json.dumps(value, indent=1, ensure_ascii=False)


def keep_searches(folder: Path) -> None:
    """Save three searches, of which one had found some paragraphs less than there are, and one nobody knows what."""
    kept = Kept.of(folder)
    saved = [
        SavedSearch("a1", "Alliance", "military alliance", "2026-01-02T03:04:05Z", "2026-02-03T04:05:06Z", 4),
        SavedSearch("b2", "Gas", "gas -pipeline", "2026-01-02T03:04:05Z", "2026-02-03T04:05:06Z", 3),
        SavedSearch("c3", "Lost", "kremlin", "2026-01-02T03:04:05Z", exactly=True),
    ]
    kept.searches.change(lambda entries: saved)
    with Collection.open(folder) as collection:
        for search, known in ((saved[0], 4), (saved[1], 10_000)):
            texts = [text for portion in collection.found_texts(SearchRequest(search.query)) for text in portion]
            digests = digests_of([tuple(sorted(texts)[:known])])
            assert digests is not None
            kept.keep_seen(search, digests)


def compare(name: str, output: str) -> None:
    """Compare with the golden file, or write it."""
    file = GOLDEN / name
    if WRITING:
        GOLDEN.mkdir(exist_ok=True)
        file.write_bytes(output.encode())
    assert output == file.read_bytes().decode()


@pytest.mark.parametrize("name", CASES)
def test_output(name: str, run: Run, seeds: Path) -> None:
    if name.startswith("searches"):
        keep_searches(seeds)
    result = run(*CASES[name], "-C", str(seeds))
    assert result.exit_code == 0
    compare(name, settled(result.stdout_bytes.decode(), name, seeds))


@pytest.mark.parametrize("name", WITH_OTHERS)
def test_output_where_files_are_passed_over(name: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    for other in ("boat.jpg", "drafts/notes.DOC", "README", "data.gz", "two\nlines.jpg"):
        (tmp_path / other).write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as packed:
        packed.writestr("a.txt", "A boat lay on the beach.")
        packed.writestr("pictures/b.jpg", "")
    assert run("reindex", "-C", str(tmp_path)).exit_code == 0
    result = run(*WITH_OTHERS[name], "-C", str(tmp_path))
    assert result.exit_code == 0
    compare(name, settled(result.stdout_bytes.decode(), name, tmp_path))


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_output_on_a_terminal(name: str, run: Run, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("answering", "show"):
        monkeypatch.setattr(f"searchtui.cli.{module}.is_terminal", lambda: True)
    monkeypatch.setattr("searchtui.cli.formats.terminal.marks_wanted", lambda: True)
    monkeypatch.setattr("searchtui.cli.formats.terminal.terminal_width", lambda: 80)
    result = run(*FOR_PEOPLE[name], "-C", str(seeds))
    assert result.exit_code == 0
    compare(name, settled(result.stdout_bytes.decode().replace("\x1b", "␛"), name, seeds))


@pytest.mark.skipif(WRITING, reason="they are being written")
def test_every_golden_file_is_compared() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {*CASES, *WITH_OTHERS, *FOR_PEOPLE}
