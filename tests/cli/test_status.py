from __future__ import annotations

import json
import re
from pathlib import Path

from searchtui.article import FIELDS
from tests.cli.conftest import Run


def test_json_has_the_keys_of_version_1(run: Run, seeds: Path) -> None:
    status = json.loads(run("status", "--problems", "--format", "json", "-C", str(seeds)).stdout)
    assert list(status)[:6] == ["version", "articles", "paragraphs", "stories", "problems", "skipped"]
    assert (status["version"], status["articles"], status["stories"]) == (1, 5, 4)
    assert (status["problems"], status["changes"]) == ([], {"added": 0, "changed": 0, "removed": 0})


def test_metadata_says_how_each_field_is_known(run: Run, seeds: Path) -> None:
    status = json.loads(run("status", "--metadata", "--format", "json", "-C", str(seeds)).stdout)
    by_number = {article["path"][:3]: article["fields"] for article in status["metadata"]}
    assert all(tuple(fields) == FIELDS for fields in by_number.values())
    assert by_number["003"]["source"]["value"] == "CGTN"
    assert by_number["003"]["authors"]["value"] == ["Danil Bochkov"]
    assert by_number["003"]["date"]["value"] == "2020-12-05"
    assert by_number["000"]["source"]["known"] == "copied"
    assert by_number["000"]["title"]["known"] == "fallback"
    assert by_number["002"]["source"] == {"value": None, "known": "unknown", "detail": ""}


def test_problems_and_changes_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("A text.\n\nWith two paragraphs.\n")
    (tmp_path / "new\nline.jsonl").write_text('{"title": "One", "text": "A text."}\n{broken\n')
    assert run("reindex", "-C", str(tmp_path)).exit_code == 0
    (tmp_path / "later.txt").write_text("Another text.\n")
    plain = run("status", "--problems", "-C", str(tmp_path))
    assert plain.exit_code == 0
    head, line = plain.stdout.splitlines()
    assert head == "broken: 1 file"
    assert re.fullmatch(r"  new line\.jsonl: Line 2 .*\. \(since \d{4}-\d\d-\d\d\)", line)
    assert "\nproblems    1 (1 broken)\n" in run("status", "-C", str(tmp_path)).stdout
    assert plain.stderr == (
        "searchtui: 1 file added since the index was made; searchtui reindex brings it up to date.\n"
    )
    status = json.loads(run("status", "--format", "json", "-C", str(tmp_path)).stdout)
    (problem,) = status["problems"]
    assert (problem["path"], problem["reason"]) == ("new\nline.jsonl", "broken")
    assert problem["checksum"]
    assert problem["since"]
    assert status["changes"]["added"] == 1
    assert status["reasons"] == {"broken": 1}
