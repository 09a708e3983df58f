"""Figures of keys: how they are made of what the screen showed, how they are judged, and one small run."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import pytest

from benchmarks.latency import Burst, Goal, Row, Scroll, Stroke, goals, main, size, strokes
from benchmarks.percentiles import Percentiles
from benchmarks.pseudoterminal import Chunk
from benchmarks.replay import Replay
from searchtui.collection import Collection


def one(figure: float) -> Percentiles:
    return Percentiles(figure, figure, figure)


def row(program: str, echo: float, last: float, start: float, *, burst: float = 10, echoed: bool = True) -> Row:
    return Row("80x24", program, 5, one(echo), one(last), one(start), one(start + 10), Burst(10, echoed, one(burst)))


def test_a_key_has_its_echo_and_its_last_change() -> None:
    frame = b"\x1b[?2026h"
    marks = [
        (1.0, [Chunk(1.003, b"\x1b[Ha"), Chunk(1.02, frame + b"\x1b[2Hresult")]),
        (2.0, [Chunk(2.004, frame + b"\x1b[1;3H"), Chunk(2.03, b"\x1b[1;3H")]),
        (3.0, [Chunk(3.004, b"\x1b[?25l")]),
        (4.0, [Chunk(4.005, b"\x1b[5;1H"), Chunk(4.01, frame + b"more"), Chunk(4.5, b"\x1b[0m")]),
    ]
    assert list(strokes(marks, Replay(20, 5))) == [
        Stroke(3.0, 20.0, 22, 1),
        Stroke(4.0, 4.0, 20, 1),
        None,
        Stroke(5.0, 10.0, 22, 1),
    ]


def test_goals_are_judged_against_the_bare_app_of_the_same_size() -> None:
    found = goals([row("searchtui", 6, 20, 340), row("textual", 3, 3, 220), row("fzf", 99, 99, 9)], [])
    assert [goal.reached for goal in found] == [True] * 7
    assert found[-2] == Goal("first paint at most 120 ms after a bare app's first paint at 80x24", "+120 ms", True)
    assert found[-1].figure == "+130 ms"
    slow = goals([row("searchtui", 6.1, 36, 341, burst=41, echoed=False), row("textual", 3, 3, 220)], [])
    assert [goal.reached for goal in slow] == [False] * 6 + [True]


def test_without_a_bare_app_starting_is_not_judged() -> None:
    assert not [goal for goal in goals([row("searchtui", 6, 20, 340)], []) if "paint" in goal.goal]


def test_a_step_that_paints_twice_is_named() -> None:
    twice, once = (Scroll(what, 20, one(1), one(1), one(count)) for what, count in (("list", 2), ("article", 1)))
    assert goals([], [twice, once]) == [
        Goal("one repaint a step: list", "2", False),
        Goal("one repaint a step: article", "1", True),
    ]


def test_sizes() -> None:
    assert size("160x48") == (160, 48)
    for text in ("160", "x48", "0x0", "19x24", "80x24x3"):
        with pytest.raises(argparse.ArgumentTypeError):
            size(text)


@pytest.mark.large
def test_the_object_has_the_documented_form(
    collection: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds").mkdir()
    shutil.copy(collection, tmp_path / "seeds")
    with Collection.open(tmp_path) as opened:
        opened.reindex()
    options = ["--folder", str(tmp_path), "--sizes", "80x24", "--rounds", "1", "--queries", "sh", "--no-scroll"]
    assert main([*options, "--only", "searchtui", "--format", "json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert list(result) == [
        *("version", "machine", "command", "load", "paragraphs", "articles", "queries", "rounds", "missing"),
        *("goals", "rows", "scrolls"),
    ]
    (figures,) = result["rows"]
    assert (figures["size"], figures["program"], figures["keys"]) == ("80x24", "searchtui", 2)
    assert 0 < figures["echo"]["p50"] <= figures["last"]["max"]
    assert 0 < figures["first_paint"]["p50"] <= figures["ready"]["p50"]
    assert figures["burst"]["echoed"]
    assert figures["echo_ratio"] is None


def test_a_folder_without_an_index_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--folder", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("error: There is no index in ")
