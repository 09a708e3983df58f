from __future__ import annotations

import json
from pathlib import Path

from searchtui.collection import Collection
from tests.cli.conftest import Run


def index(folder: Path) -> Path:
    (folder / "a.txt").write_text("Bears.\n\nWolves.\n")
    with Collection.open(folder) as collection:
        collection.reindex()
        return collection.index_folder


def test_well(run: Run, tmp_path: Path) -> None:
    index(tmp_path)
    result = run("doctor", "-C", str(tmp_path))
    assert (result.exit_code, result.stderr) == (0, "")
    facts = dict(line.split(maxsplit=1) for line in result.stdout.splitlines() if not line.startswith("index in"))
    assert (facts["articles"], facts["paragraphs"], facts["verdict"]) == ("1", "2", "well")
    assert "whoosh" in facts


def test_not_well(run: Run, tmp_path: Path) -> None:
    terms = next(index(tmp_path).glob("*.trm"))
    terms.write_bytes(terms.read_bytes()[:-9])
    result = run("doctor", "-C", str(tmp_path))
    assert result.exit_code == 2
    lines = result.stdout.splitlines()
    assert lines[-2].startswith(f"wrong       {terms.name}: ")
    assert "reindex --full" in lines[-2]
    assert lines[-1].split() == ["verdict", "not", "well"]


def test_json(run: Run, tmp_path: Path) -> None:
    folder = index(tmp_path)
    (folder / "reindex.json").write_text("{}")
    result = run("doctor", "--format", "json", "-C", str(tmp_path))
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert (said["version"], said["well"], said["generation"], said["segments"]) == (1, True, 1, 1)
    assert (said["articles"], said["paragraphs"], said["index_folder"]) == (1, 2, str(folder))
    (finding,) = said["findings"]
    assert (finding["ailment"], finding["harmless"], finding["file"]) == ("unfinished", True, "reindex.json")
    assert set(finding) == {"ailment", "harmless", "file", "message", "remedy"}


def test_no_index_is_2(run: Run, tmp_path: Path) -> None:
    result = run("doctor", "--format", "json", "-C", str(tmp_path))
    assert result.exit_code == 2
    said = json.loads(result.stdout)
    assert (said["generation"], said["findings"][0]["ailment"], said["findings"][0]["file"]) == (None, "missing", None)
