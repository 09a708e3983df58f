"""Make an index of a folder from nothing, with nothing changed and with one file changed, beside a desktop search.

Usage: python benchmarks/reindexing.py --folder DIR [--rounds N]
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.arguments import positive, report
from benchmarks.commands import CommandFailedError, Taken, environment, run
from benchmarks.machine import Machine
from searchtui.corpus import scan
from searchtui.errors import SearchtuiError

__all__ = ["Result", "Times", "main"]

_RUNS = ("full", "unchanged", "changed")
_APPENDED = b"\nOne more paragraph, which was not there before.\n"
_CHANGED = (".txt", ".text", ".md", ".html", ".htm")
"""Suffixes of files that are still of their format when something is appended."""

_OURS, _RECOLL = "searchtui", "recoll"


class Times(msgspec.Struct, frozen=True):
    """What one program took for one kind of run.

    Args:
        seconds: from the start of its process to its end, the median of all rounds.
        best_seconds: the shortest.
        cpu_seconds: of all cores together, the median.
        ratio: how many times the seconds of searchtui it took.
    """

    seconds: float
    best_seconds: float
    cpu_seconds: float
    ratio: float


class Result(msgspec.Struct, frozen=True):
    """All that was measured; the object of `--format json`.

    Args:
        version: of this form; keys may be added and none changed.
        machine: on which it was measured.
        command: that measured it.
        files: that searchtui looks at.
        mb: their size in units of 10**6 bytes.
        rounds: how often each run was made.
        systems: the times by program and kind of run (`full`, `unchanged`, `changed`); null for a program that is not
            installed, and for `changed` where no file can be changed.
    """

    version: int
    machine: Machine
    command: str
    files: int
    mb: float
    rounds: int
    systems: dict[str, dict[str, Times | None] | None]


class _System(msgspec.Struct, frozen=True):
    """A program that keeps an index of a folder.

    Args:
        command: that brings the index up to date.
        forget: throws the index away.
    """

    command: list[str]
    forget: Callable[[], object]


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/reindexing.py", description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, required=True, metavar="DIR", help="of files; nothing is written to it")
    parser.add_argument("--rounds", type=positive, default=2, metavar="N", help="of each run (default: 2)")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    return parser.parse_args(arguments)


def _systems(folder: Path, temporary: Path) -> dict[str, _System | None]:
    """Those that take turns, by name; None for one that is not installed."""
    index = temporary / "index"
    settings = folder / "searchtui.toml"
    settings.write_text(f'index = "{index}"\n', encoding="utf-8")
    ours = [sys.executable, "-m", "searchtui", "-C", str(folder), "reindex"]
    systems: dict[str, _System | None] = {_OURS: _System(ours, partial(shutil.rmtree, index, ignore_errors=True))}
    recoll = shutil.which("recollindex")
    systems[_RECOLL] = None
    if recoll:
        place = temporary / "recoll"
        place.mkdir()
        (place / "recoll.conf").write_text(f"topdirs = {folder}\nloglevel = 1\n", encoding="utf-8")
        forget = partial(shutil.rmtree, place / "xapiandb", ignore_errors=True)
        systems[_RECOLL] = _System([recoll, "-c", str(place)], forget)
    return systems


def _measured(options: argparse.Namespace, command: str) -> Result:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "files"
        shutil.copytree(options.folder, folder, symlinks=True, ignore=shutil.ignore_patterns(".searchtui"))
        found = scan(folder).files
        changed = next((file for file in found if file.suffix in _CHANGED), None)
        systems = _systems(folder, Path(temporary))
        taken: dict[tuple[str, str], list[Taken]] = {}
        for turn in range(options.rounds):
            there = [(name, system) for name, system in systems.items() if system is not None]
            for name, system in there[turn % len(there) :] + there[: turn % len(there)]:
                system.forget()
                for one in _RUNS:
                    if one == "changed":
                        if changed is None:
                            continue
                        with changed.absolute.open("ab") as file:
                            file.write(_APPENDED)
                    taken.setdefault((name, one), []).append(run(system.command, environment()))

    def times(name: str, one: str) -> Times | None:
        if (name, one) not in taken:
            return None
        ours = statistics.median(each.seconds for each in taken[_OURS, one])
        seconds = statistics.median(each.seconds for each in taken[name, one])
        cpu = statistics.median(each.cpu_seconds for each in taken[name, one])
        best = min(each.seconds for each in taken[name, one])
        return Times(round(seconds, 2), round(best, 2), round(cpu, 2), round(seconds / ours, 2))

    return Result(
        version=1,
        machine=Machine.this(),
        command=command,
        files=len(found),
        mb=round(sum(file.size for file in found) / 1e6, 1),
        rounds=options.rounds,
        systems={
            name: {one: times(name, one) for one in _RUNS} if system is not None else None
            for name, system in systems.items()
        },
    )


def _show(result: Result) -> None:
    machine = result.machine
    print(f"Machine: {machine.cpu}, {machine.cores} cores, {machine.memory_gb:g} GB")
    print(f"Folder: {result.files:,} files, {result.mb:,.1f} MB; {result.rounds} rounds\n")
    print(f"{'':12}{'':12}{'seconds':>9}{'best':>9}{'files/s':>9}{'CPU s':>9}{'× ours':>9}")
    for name, runs in result.systems.items():
        for one in _RUNS:
            if runs is None or (times := runs[one]) is None:
                print(f"{name:12}{one:12}{'–':>9}{'–':>9}{'–':>9}{'–':>9}{'–':>9}")
                continue
            rate = f"{result.files / times.seconds:,.0f}" if one == "full" and times.seconds else "–"
            figures = f"{times.seconds:>9.2f}{times.best_seconds:>9.2f}{rate:>9}{times.cpu_seconds:>9.2f}"
            print(f"{name:12}{one:12}{figures}{times.ratio:>9.2f}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; returns the exit code, 2 where nothing could be measured."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = _arguments(given)
    command = shlex.join(["python", "benchmarks/reindexing.py", *given])
    errors = (CommandFailedError, SearchtuiError, OSError)
    return report(partial(_measured, options, command), _show, errors, as_json=options.format == "json")


if __name__ == "__main__":
    sys.exit(main())
