"""What happens where a system cannot do what is asked of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.children import ChildFailedError
from benchmarks.paragraphs import PreparedParagraphs
from benchmarks.turns import measure


def test_a_process_that_fails_is_named(
    paragraphs: PreparedParagraphs, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    with pytest.raises(ChildFailedError, match="the process of nobody has failed"):
        measure(paragraphs, ["nobody"], [], absent=[], jobs=1, rounds=1, folder=tmp_path, tell=told.append)
    assert told == [f"{len(paragraphs)} paragraphs: nobody builds"]
    assert "KeyError: 'nobody'" in capfd.readouterr().err
