from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchtui.keeping import Kept, SavedSearch
from tests.cli.conftest import Run


@pytest.fixture
def folder(tmp_path: Path, run: Run) -> Path:
    (tmp_path / "one.txt").write_text("A harbour\n\nThe harbour is quiet today, they say.\n")
    assert run("reindex", "-C", str(tmp_path)).exit_code == 0
    kept = Kept.of(tmp_path)
    kept.searches.change(
        lambda entries: [SavedSearch("a1", "Port", "harbour", "x"), SavedSearch("b2", "Sea", "sea", "x")]
    )
    return tmp_path


def test_new_paragraphs_are_counted_until_they_are_looked_at(run: Run, folder: Path) -> None:
    assert run("searches", "-C", str(folder)).stdout == "?\tPort\tharbour\n?\tSea\tsea\n"
    assert run("searches", "--looked", "-C", str(folder)).exit_code == 0
    assert run("searches", "-C", str(folder)).stdout == "+0\tPort\tharbour\n+0\tSea\tsea\n"
    nothing = run("searches", "--new", "-C", str(folder))
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    (folder / "two.txt").write_text("Another harbour\n\nThat harbour is loud, as everybody knows.\n")
    run("reindex", "-C", str(folder))
    found = run("searches", "--new", "-C", str(folder))
    assert (found.exit_code, found.stdout) == (0, "+2\tPort\tharbour\n")
    run("reindex", "--full", "-C", str(folder))
    (port,) = json.loads(run("searches", "port", "--looked", "--format", "json", "-C", str(folder)).stdout)["searches"]
    assert (port["name"], port["new"], port["found"], port["exactly"]) == ("Port", 2, 2, False)
    assert run("searches", "PORT", "-C", str(folder)).stdout == "+0\tPort\tharbour\n"


def test_what_is_not_there_is_said(run: Run, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    wrong = run("searches", "Prot", "-C", str(folder))
    assert wrong.exit_code == 2
    assert "There is no saved search 'Prot'" in wrong.stderr
    other = tmp_path_factory.mktemp("other")
    missing = run("searches", "-C", str(other))
    assert missing.exit_code == 2
    assert "index" in missing.stderr
    (other / "a.txt").write_text("Some text.\n\nAnd more of it.\n")
    run("reindex", "-C", str(other))
    assert run("searches", "-C", str(other)).exit_code == 1
