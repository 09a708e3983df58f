"""The figures as they are shown."""

from __future__ import annotations

import pytest

from benchmarks.children import Figures
from benchmarks.goals import Goal
from benchmarks.machine import Machine
from benchmarks.tables import Result, as_markdown, show
from benchmarks.turns import Row

OURS: Figures = {
    "p50_ms": 1.0,
    "p95_ms": 2.0,
    "worst_ms": 5.0,
    "cold_p50_ms": 3.0,
    "cold_p95_ms": 4.0,
    "cold_worst_ms": 6.0,
    "median_count": 12_345,
    "count_difference_percent": 0.0,
    "p50_ms_ratio": 1.0,
    "p95_ms_ratio": 1.0,
}
THEIRS = OURS | {"p50_ms": 1_500.0, "p50_ms_ratio": 1500.0, "p95_ms_ratio": 0.25, "count_difference_percent": 1.5}
BUILD: Figures = {"paragraphs_per_second": 1_000.0, "seconds": 2.0, "peak_memory_mb": 10.0}
MEMORY: Figures = {"anonymous_mb": None, "resident_mb": None}


def rows(paragraphs: int, fts5: Figures | None) -> list[Row]:
    return [
        Row(paragraphs, 2_000_000, "build", {"us": BUILD, "fts5": fts5 and BUILD | {"seconds_ratio": 0.5}}),
        Row(paragraphs, 2_000_000, "open", {"us": {"median_ms": 0.5}, "fts5": fts5 and {"median_ms": 0.25}}),
        Row(paragraphs, 2_000_000, "memory", {"us": MEMORY, "fts5": fts5 and MEMORY}),
        Row(paragraphs, 2_000_000, "or", {"us": OURS, "fts5": fts5}),
        Row(paragraphs, 2_000_000, "collection", {"us": BUILD | {"seconds": 7.0}, "fts5": None}),
        Row(paragraphs, 2_000_000, "typed", {"us": OURS, "fts5": None}),
    ]


RESULT = Result(
    version=1,
    machine=Machine("Some Processor", 2, 16.5),
    command="python benchmarks/engine.py",
    versions={"us": "1.0", "fts5": "SQLite 3", "xapian": None},
    collection={"a.jsonl": 20},
    notes=["FTS5 is left out above 10 paragraphs."],
    goals=[Goal(20, "to be quick", "3 ms", False)],
    rows=[*rows(10, THEIRS), *rows(20, None)],
)


def test_markdown_has_a_table_for_each_size_and_one_for_growth() -> None:
    lines = as_markdown(RESULT).splitlines()
    assert "Machine: Some Processor, 2 cores, 16.5 GB  " in lines
    assert "Systems: us 1.0, fts5 SQLite 3; not installed: xapian  " in lines
    assert "FTS5 is left out above 10 paragraphs.  " in lines
    assert "| to be quick | 3 ms | no | 20 |" in lines
    assert "| 4-8 words, any | 1.00 / 2.00 | 1,500.00 / 2.00 ×1,500 / ×0.25 |" in lines
    assert "| 4-8 words, any | 1.00 / 2.00 | – |" in lines
    assert "| 4-8 words, any | 12,345 | 12,345 (1.50 %) |" in lines
    assert "| fts5 | 1,000 | – | 2.00 ×0.50 | – | 10 | – | 0.25 | – | – |" in lines
    assert "| us, a collection | 1,000 | – | 7.00 | – | 10 | – | – | – | – |" in lines
    assert "| as typed, 1-8 words | 1.00 / 2.00 / 5.00 | 3.00 / 4.00 / 6.00 | 12,345 |" in lines
    growth = lines[lines.index("## us: how the milliseconds grow, p50 / p95") :]
    assert growth[2] == "|  | 10 | 20 |"
    assert growth[4:6] == [
        "| 4-8 words, any | 1.00 / 2.00 | 1.00 / 2.00 |",
        "| as typed, 1-8 words | 1.00 / 2.00 | 1.00 / 2.00 |",
    ]


def test_what_is_piped_is_plain(capsys: pytest.CaptureFixture[str]) -> None:
    show(RESULT)
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "| 4-8 words, any | 1.00 / 2.00 | 1,500.00 / 2.00 ×1,500 / ×0.25 |" in shown
    assert "\n10 paragraphs, 2.0 MB: milliseconds a query, p50 / p95\n" in shown
