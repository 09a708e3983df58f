"""The query language as `searchtui help query` prints it."""

from __future__ import annotations

import pytest

from searchtui.cli.formats.guide import guide_as_lines
from searchtui.collection import QUERY_GUIDE
from tests.cli.conftest import Run


@pytest.mark.parametrize("width", [24, 40, 67, 68, 80, 200])
def test_all_of_it_is_there_at_any_width(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setattr("searchtui.cli.formats.guide.is_terminal", lambda: True)
    monkeypatch.setattr("searchtui.cli.formats.guide.terminal_width", lambda: width)
    lines = list(guide_as_lines())
    run_together = " ".join(" ".join(lines).split())
    for section in QUERY_GUIDE:
        assert section.title.upper() in lines
        for entry in section.entries:
            assert any(line.startswith(f"  {entry.example}") for line in lines)
            assert all(word in run_together for word in entry.meaning.split())
    longest = max(len(entry.example) for section in QUERY_GUIDE for entry in section.entries)
    assert max(map(len, lines)) <= max(min(100, width), longest + 2, 26)


def test_a_meaning_stands_beside_its_example_or_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = list(guide_as_lines())
    assert any(line.startswith("  alli*" + " " * 27 + "words that begin so") for line in wide)
    monkeypatch.setattr("searchtui.cli.formats.guide.is_terminal", lambda: True)
    monkeypatch.setattr("searchtui.cli.formats.guide.terminal_width", lambda: 40)
    narrow = list(guide_as_lines())
    assert narrow[narrow.index("  alli*") + 1] == "      words that begin so"


def test_the_command_prints_it(run: Run) -> None:
    assert run("help", "query").stdout.splitlines() == list(guide_as_lines())
