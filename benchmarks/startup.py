"""Ask for a word from a new process, as from a shell, and compare with what starts and searches without an index.

Usage: python benchmarks/startup.py --folder DIR [--words WORD...]
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import statistics
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.arguments import positive, report
from benchmarks.commands import CommandFailedError, as_printed, environment, run
from benchmarks.machine import Machine
from searchtui.collection import Collection
from searchtui.errors import SearchtuiError

__all__ = ["Result", "Times", "main"]

_FOUND_OR_NOT = (0, 1)
"""Exit codes of searchtui, grep and ripgrep where nothing went wrong."""


class Times(msgspec.Struct, frozen=True):
    """How long one command took, over all words and rounds.

    Args:
        command: with WORD for the word.
        best_ms: the shortest time.
        p50_ms: the median.
        p50_ms_ratio: how many times that of `searchtui` it is.
    """

    command: str
    best_ms: float
    p50_ms: float
    p50_ms_ratio: float


class Result(msgspec.Struct, frozen=True):
    """All that was measured; the object of `--format json`.

    Args:
        version: of this form; keys may be added and none changed.
        machine: on which it was measured.
        command: that measured it.
        paragraphs, articles: in the index.
        words: that were asked for.
        rounds: how often each was asked for, after a first time that does not count.
        systems: the times by name; null for one that is not installed.
    """

    version: int
    machine: Machine
    command: str
    paragraphs: int
    articles: int
    words: list[str]
    rounds: int
    systems: dict[str, Times | None]


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/startup.py", description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, required=True, metavar="DIR", help="of a collection with an index")
    parser.add_argument("--words", nargs="+", default=["war"], metavar="WORD", help="to ask for (default: war)")
    parser.add_argument("--rounds", type=positive, default=15, metavar="N", help="of each word (default: 15)")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    return parser.parse_args(arguments)


def _commands(folder: Path, articles: Path, word: str) -> dict[str, list[str] | None]:
    """What is measured, by name; None for what is not installed."""
    grep, ripgrep = shutil.which("grep"), shutil.which("rg")
    return {
        "searchtui": [sys.executable, "-m", "searchtui", "-C", str(folder), "search", "--", word],
        "python": [sys.executable, "-c", "pass"],
        "numpy": [sys.executable, "-c", "import numpy"],
        "grep": [grep, "-rwi", "-e", word, "--", str(articles)] if grep else None,
        "rg": [ripgrep, "-wi", "--no-ignore", "-e", word, "--", str(articles)] if ripgrep else None,
    }


def _measured(options: argparse.Namespace, command: str) -> Result:
    with Collection.open(options.folder) as collection:
        articles_folder = collection.articles_folder
        everything = collection.search(limit=1, details=())
    variables = environment()
    times: dict[str, list[float]] = {}
    for turn in range(options.rounds + 1):
        for word in options.words:
            commands = list(_commands(options.folder, articles_folder, word).items())
            first = turn % len(commands)
            for name, one in commands[first:] + commands[:first]:
                if one is not None:
                    taken = run(one, variables, fine=_FOUND_OR_NOT).seconds * 1e3
                    times.setdefault(name, []).extend([taken] if turn else [])
    ours = statistics.median(times["searchtui"])

    def shown(name: str, one: Sequence[str] | None) -> Times | None:
        if one is None:
            return None
        best, middle = min(times[name]), statistics.median(times[name])
        return Times(as_printed(one), round(best, 1), round(middle, 1), round(middle / ours, 2))

    return Result(
        version=1,
        machine=Machine.this(),
        command=command,
        paragraphs=everything.paragraphs,
        articles=everything.articles,
        words=options.words,
        rounds=options.rounds,
        systems={name: shown(name, one) for name, one in _commands(options.folder, articles_folder, "WORD").items()},
    )


def _show(result: Result) -> None:
    machine = result.machine
    print(f"Machine: {machine.cpu}, {machine.cores} cores, {machine.memory_gb:g} GB")
    print(f"Collection: {result.paragraphs:,} paragraphs in {result.articles:,} articles")
    print(f"Words: {', '.join(result.words)}; each {result.rounds} times\n")
    print(f"{'':12}{'p50 ms':>10}{'best ms':>10}{'× ours':>9}  command")
    for name, times in result.systems.items():
        if times is None:
            print(f"{name:12}{'–':>10}{'–':>10}{'–':>9}")
        else:
            ratio = f"{times.p50_ms_ratio:.2f}"
            print(f"{name:12}{times.p50_ms:>10,.1f}{times.best_ms:>10,.1f}{ratio:>9}  {times.command}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; returns the exit code, 2 where nothing could be measured."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = _arguments(given)
    command = shlex.join(["python", "benchmarks/startup.py", *given])
    errors = (CommandFailedError, SearchtuiError)
    return report(partial(_measured, options, command), _show, errors, as_json=options.format == "json")


if __name__ == "__main__":
    sys.exit(main())
