from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from searchtui import demo
from searchtui.collection import Collection
from searchtui.errors import CollectionError
from tests.cli.conftest import Run, RunProcess
from tests.tui.terminal import Terminal

ROOT = Path(__file__).parents[2]
SEEDS = {path.name: path.read_bytes() for path in (ROOT / "seeds").iterdir()}


def texts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "seeds").iterdir()}


def test_the_articles_are_laid_out_as_they_are(tmp_path: Path) -> None:
    folder = demo.lay_out(tmp_path / "demo")
    assert folder == tmp_path / "demo"
    assert texts(folder) == SEEDS
    assert sorted(path.name for path in folder.iterdir()) == ["seeds"]


def test_they_lie_in_the_cache_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / name)
    assert demo.lay_out() == tmp_path / "searchtui" / "demo"


def test_what_was_changed_is_set_right_and_the_rest_left_alone(tmp_path: Path) -> None:
    seeds = demo.lay_out(tmp_path) / "seeds"
    changed, same, gone = sorted(seeds.iterdir())[:3]
    changed.write_text("scribbled over")
    (seeds / "more.txt").write_text("another")
    gone.unlink()
    before = same.stat()
    demo.lay_out(tmp_path)
    assert texts(tmp_path) == SEEDS
    assert (same.stat().st_mtime_ns, same.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("a file where the folder would be")
    with pytest.raises(CollectionError, match="demo"):
        demo.lay_out(tmp_path / "demo")


def test_without_a_terminal_it_says_so(run_process: RunProcess, tmp_path: Path) -> None:
    done = run_process("demo", "-nato", XDG_CACHE_HOME=str(tmp_path / "cache"), TERM="xterm")
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"the app needs a terminal" in done.stderr


def test_a_folder_and_the_demo_are_not_asked_for_at_once(run: Run, tmp_path: Path) -> None:
    result = run("-C", str(tmp_path), "demo")
    assert result.exit_code == 2
    assert "leave out -C" in result.stderr


def test_two_that_begin_at_once_both_have_the_articles(run_process: RunProcess, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with ThreadPoolExecutor(3) as pool:
        runs = [pool.submit(run_process, "demo", XDG_CACHE_HOME=str(cache), TERM="xterm") for _ in range(3)]
    for one in runs:
        assert b"the app needs a terminal" in one.result().stderr
        assert b"being written" not in one.result().stderr
    with Collection.open(cache / "searchtui" / "demo") as collection:
        assert collection.search("").articles == len(SEEDS)


def test_it_opens_from_the_wheel_anywhere(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(installed)
    assert not (installed / "tests").exists()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    terminal = Terminal(
        ["demo", "military", "alliance"],
        cwd=elsewhere,
        PYTHONPATH=str(installed),
        XDG_CACHE_HOME=str(tmp_path / "cache"),
        PATH=os.environ["PATH"],
    )
    try:
        terminal.until(lambda: "6 paragraphs in 4 articles" in terminal.shown)
        assert "5 articles" in terminal.screen.display[0]
        terminal.write("\x11")
        assert terminal.wait() == 0
    finally:
        terminal.close()
    assert list(elsewhere.iterdir()) == []
