"""The figures as tables: for a terminal, for a pipe, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.children import Figures
from benchmarks.goals import Goal
from benchmarks.machine import Machine
from benchmarks.queries import CLASSES
from benchmarks.searches import COLLECTION, SEARCHES
from benchmarks.turns import Row

__all__ = ["Result", "as_markdown", "show"]

_WIDE = 200
_ABSENT = "–"


class Result(msgspec.Struct, frozen=True):
    """All that was measured; the object of `--format json`.

    Args:
        version: of this form; keys may be added and none changed.
        machine: on which it was measured.
        command: that measured it.
        versions: of the systems; null for one that is not installed.
        collection: how many paragraphs each file holds.
        notes: what was left out and why.
        goals: what is wanted of the figures.
        rows: the figures.
    """

    version: int
    machine: Machine
    command: str
    versions: dict[str, str | None]
    collection: dict[str, int]
    notes: list[str]
    goals: list[Goal]
    rows: list[Row]


class _Grid(msgspec.Struct, frozen=True):
    title: str
    head: list[str]
    lines: list[list[str]]


def show(result: Result) -> None:
    """Print the tables: with lines and colours on a terminal, plainly elsewhere."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDE, color_system=None)
    console.print("\n".join(_preface(result)), highlight=False, markup=False)
    for grid in _grids(result):
        table = Table(box=box.SIMPLE_HEAD if console.is_terminal else box.ASCII2)
        for place, name in enumerate(grid.head):
            table.add_column(name, justify="left" if place == 0 else "right")
        for line in grid.lines:
            table.add_row(*line)
        console.print(f"\n{grid.title}", style="bold", highlight=False, markup=False)
        console.print(table)


def as_markdown(result: Result) -> str:
    """The same tables in GitHub's Markdown."""
    parts = ["# Results", "", *(f"{line}  " for line in _preface(result))]
    for grid in _grids(result):
        aligned = [":--", *("--:" for _ in grid.head[1:])]
        parts += ["", f"## {grid.title}", ""]
        parts += [f"| {' | '.join(line)} |" for line in (grid.head, aligned, *grid.lines)]
    return "\n".join(parts) + "\n"


def _preface(result: Result) -> list[str]:
    machine = result.machine
    files = ", ".join(f"{name} ({paragraphs:,})" for name, paragraphs in result.collection.items())
    versions = ", ".join(f"{name} {version}" for name, version in result.versions.items() if version)
    missing = [name for name, version in result.versions.items() if not version]
    return [
        f"Command: `{result.command}`",
        f"Machine: {machine.cpu}, {machine.cores} cores, {machine.memory_gb:g} GB",
        f"Systems: {versions}" + (f"; not installed: {', '.join(missing)}" if missing else ""),
        f"Collection, with paragraphs: {files}",
        "Behind ×: how many times ours; above 1, theirs takes longer or is larger.",
        *result.notes,
    ]


def _grids(result: Result) -> Iterator[_Grid]:
    systems = [name for name, version in result.versions.items() if version]
    if result.goals:
        lines = [[one.goal, one.figure, "yes" if one.reached else "no", f"{one.paragraphs:,}"] for one in result.goals]
        yield _Grid("Goals", ["", "figure", "reached", "paragraphs"], lines)
    sizes = list(dict.fromkeys(row.paragraphs for row in result.rows))
    for size in sizes:
        rows = {row.measured: row for row in result.rows if row.paragraphs == size}
        megabytes = next(iter(rows.values())).text_bytes / 1e6
        about = f"{size:,} paragraphs, {megabytes:,.1f} MB"
        yield _of_systems(f"{about}: index and memory", systems, rows)
        kinds = [kind for kind in CLASSES if kind in rows]
        yield _Grid(
            f"{about}: milliseconds a query, p50 / p95",
            ["", *systems],
            [[CLASSES[kind], *(_times(rows[kind].systems[name], "p") for name in systems)] for kind in kinds],
        )
        yield _Grid(
            f"{about}: the first time, milliseconds, p50 / p95",
            ["", *systems],
            [[CLASSES[kind], *(_times(rows[kind].systems[name], "cold_p") for name in systems)] for kind in kinds],
        )
        yield _Grid(
            f"{about}: counts (median), and by how much others differ from ours",
            ["", *systems],
            [[CLASSES[kind], *(_counts(rows[kind].systems[name], name) for name in systems)] for kind in kinds],
        )
        if searched := [kind for kind in SEARCHES if kind in rows]:
            yield _Grid(
                f"{about}: whole searches, milliseconds, p50 / p95 / worst",
                ["", "us", "the first time", "median count"],
                [_of_searches(kind, rows[kind].systems["us"]) for kind in searched],
            )
    if len(sizes) > 1:
        yield from (_growth(result, name, sizes) for name in systems)


def _of_systems(title: str, systems: Sequence[str], rows: dict[str, Row]) -> _Grid:
    columns: list[tuple[str, str, str, str, bool]] = [
        ("paragraphs/s", "build", "paragraphs_per_second", ",.0f", False),
        ("a job", "build", "paragraphs_per_second_and_job", ",.0f", False),
        ("build s", "build", "seconds", ",.2f", True),
        ("settled s", "build", "settled_seconds", ",.2f", False),
        ("peak MB", "build", "peak_memory_mb", ",.0f", True),
        ("bytes/text byte", "build", "bytes_per_text_byte", ".2f", True),
        ("open ms", "open", "median_ms", ",.2f", True),
        ("anonymous MB", "memory", "anonymous_mb", ",.0f", True),
        ("resident MB", "memory", "resident_mb", ",.0f", False),
    ]
    lines = [
        [name, *(_figure(rows[row].systems[name], key, form, ratio) for _, row, key, form, ratio in columns)]
        for name in systems
    ]
    if COLLECTION in rows:
        figures = rows[COLLECTION].systems["us"]
        lines.append(["us, a collection", *(_figure(figures, key, form, False) for _, _, key, form, _ in columns)])
    return _Grid(title, ["", *(column[0] for column in columns)], lines)


def _of_searches(kind: str, figures: Figures | None) -> list[str]:
    if figures is None:
        return [SEARCHES[kind], _ABSENT, _ABSENT, _ABSENT]
    times = (
        f"{_times(figures, start, ratio=False)} / {figures[f'{cold}worst_ms']:,.2f}"
        for start, cold in (("p", ""), ("cold_p", "cold_"))
    )
    return [SEARCHES[kind], *times, _counts(figures, "us")]


def _growth(result: Result, name: str, sizes: Sequence[int]) -> _Grid:
    by_place = {(row.measured, row.paragraphs): row.systems[name] for row in result.rows}
    named = CLASSES | SEARCHES if name == "us" else CLASSES
    kinds = [kind for kind in named if any((kind, size) in by_place for size in sizes)]
    return _Grid(
        f"{name}: how the milliseconds grow, p50 / p95",
        ["", *(f"{size:,}" for size in sizes)],
        [[named[kind], *(_times(by_place.get((kind, size)), "p", ratio=False) for size in sizes)] for kind in kinds],
    )


def _figure(figures: Figures | None, key: str, form: str, ratio: bool) -> str:
    value = (figures or {}).get(key)
    if figures is None or value is None:
        return _ABSENT
    times = figures.get(f"{key}_ratio") if ratio else None
    return f"{value:{form}}" + (f" ×{_short(times)}" if times is not None and times != 1 else "")


def _times(figures: Figures | None, start: str, *, ratio: bool = True) -> str:
    if figures is None:
        return _ABSENT
    shown = f"{figures[f'{start}50_ms']:,.2f} / {figures[f'{start}95_ms']:,.2f}"
    p50, p95 = figures.get(f"{start}50_ms_ratio"), figures.get(f"{start}95_ms_ratio")
    if ratio and p50 is not None and p95 is not None and (p50, p95) != (1, 1):
        shown += f" ×{_short(p50)} / ×{_short(p95)}"
    return shown


def _short(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2f}"


def _counts(figures: Figures | None, name: str) -> str:
    if figures is None:
        return _ABSENT
    shown = f"{figures['median_count']:,.0f}"
    apart = figures.get("count_difference_percent")
    return shown if name == "us" or apart is None else f"{shown} ({apart:.2f} %)"
