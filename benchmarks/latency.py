"""Strike keys in the whole program, in a terminal, and see when the screen follows; beside it a bare app and fzf.

Usage: python benchmarks/latency.py --folder DIR [--sizes 160x48,80x24] [--rounds N] [--format json]
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import random
import re
import shlex
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.arguments import positive, report
from benchmarks.machine import Machine
from benchmarks.percentiles import Percentiles, times
from benchmarks.pseudoterminal import Chunk, PseudoTerminal
from benchmarks.replay import Replay, frames
from searchtui.collection import Collection, Detail, SearchRequest
from searchtui.errors import SearchtuiError

__all__ = ["Burst", "Goal", "Program", "Result", "Row", "Scroll", "Stroke", "goals", "main", "size", "strokes"]

_TOP_FOLDER = Path(__file__).resolve().parent.parent
_QUERIES = ("military alliance of russia", "climate policy in europe", "prime minister resigns")
_BURST = "government"
"""Ten keys, struck without waiting."""
_COMMON = "the"
"""A word with very many hits, to scroll in."""
_LINES = 160_000
_LONG_ARTICLE = 3_000_000
_SCROLLS = 20
_US, _BARE, _FZF = "searchtui", "textual", "fzf"
_BARE_APP = """
from textual.app import App
from textual.widgets import Input
class Bare(App):
    def compose(self):
        yield Input(placeholder="ready")
Bare().run()
"""
_CLEAR, _DOWN, _PAGE_DOWN, _TAB, _ENTER = "\x15", "\x1b[B", "\x1b[6~", "\t", "\r"

_QUIET_SECONDS = 0.25
"""Without a byte for so long, a key has had all its effect."""
_SETTLED_SECONDS = 0.6
_GAP_SECONDS = 0.03
_BURST_GAP_SECONDS = 0.005
_MOST_SECONDS = 10.0
_READY_SECONDS = 120.0


class LatencyError(Exception):
    """What was to be measured did not show what it should."""


class Program(msgspec.Struct, frozen=True):
    """What is measured.

    Args:
        name: that its figures stand under.
        command: that starts it.
        ready: pattern of what the screen shows as soon as keys have their full effect.
    """

    name: str
    command: list[str]
    ready: str


class Stroke(msgspec.Struct, frozen=True):
    """What the screen did after a key, in milliseconds from it.

    Args:
        echo: the first change of its text or of the cursor.
        last: the last change of its text; the first one of the cursor where there is none.
        bytes: that were written.
        frames: that were painted, as far as the program says where each begins.
    """

    echo: float
    last: float
    bytes: int
    frames: int


class Burst(msgspec.Struct, frozen=True):
    """Keys struck without waiting, over all rounds.

    Args:
        keys: how many.
        echoed: whether the screen showed them all at the end, each time.
        last: the last change after the last key, milliseconds.
    """

    keys: int
    echoed: bool
    last: Percentiles


class Row(msgspec.Struct, frozen=True):
    """What one program took in terminals of one size.

    Args:
        size: columns x rows.
        program: its name.
        keys: how many were struck, over all rounds.
        echo: from a key to the first change, milliseconds.
        last: from a key to the last change, milliseconds.
        first_paint: from the start of the process to the first text, milliseconds.
        ready: from the start of the process to where searching works, milliseconds.
        burst: keys struck without waiting.
        echo_ratio, last_ratio: how many times the p50 of the bare app it is; None without that.
    """

    size: str
    program: str
    keys: int
    echo: Percentiles
    last: Percentiles
    first_paint: Percentiles
    ready: Percentiles
    burst: Burst
    echo_ratio: float | None = None
    last_ratio: float | None = None


class Scroll(msgspec.Struct, frozen=True):
    """What moving in something long costs.

    Args:
        what: in what, and how.
        steps: how many.
        last: from a key to the last change, milliseconds.
        bytes: written for a step.
        frames: painted for a step.
    """

    what: str
    steps: int
    last: Percentiles
    bytes: Percentiles
    frames: Percentiles


class Goal(msgspec.Struct, frozen=True):
    """One thing that is wanted: what, what came of it, and whether that is enough."""

    goal: str
    figure: str
    reached: bool


class Result(msgspec.Struct, frozen=True):
    """All that was measured; the object of `--format json`.

    Args:
        version: of this form; keys may be added and none changed.
        machine: on which it was measured.
        command: that measured it.
        load: what else the machine did, before and after: processes that wanted a core, averaged over a minute.
        paragraphs, articles: in the index.
        queries: that were typed.
        rounds: how often.
        missing: programs that are not installed.
        goals: what is wanted of the figures.
        rows: the figures, by size and program.
        scrolls: the figures of moving.
    """

    version: int
    machine: Machine
    command: str
    load: tuple[float, float]
    paragraphs: int
    articles: int
    queries: list[str]
    rounds: int
    missing: list[str]
    goals: list[Goal]
    rows: list[Row]
    scrolls: list[Scroll]


def size(text: str) -> tuple[int, int]:
    """Columns and rows from `160x48`.

    Raises:
        argparse.ArgumentTypeError: it is no size, or one that nothing fits into.
    """
    match = re.fullmatch(r"(\d+)x(\d+)", text)
    if match is None or int(match[1]) < 20 or int(match[2]) < 6:
        raise argparse.ArgumentTypeError(f"{text!r} is no size such as 160x48")
    return int(match[1]), int(match[2])


def _sizes(text: str) -> list[tuple[int, int]]:
    return [size(part) for part in text.split(",")]


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/latency.py", description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, required=True, metavar="DIR", help="of a collection with an index")
    parser.add_argument("--sizes", type=_sizes, default=[(160, 48)], metavar="CxR,...", help="(default: 160x48)")
    parser.add_argument("--queries", nargs="+", default=list(_QUERIES), metavar="TEXT", help="to type, key by key")
    parser.add_argument("--rounds", type=positive, default=2, metavar="N", help="of all programs in turn (default: 2)")
    parser.add_argument("--lines", type=positive, default=_LINES, metavar="N", help="for fzf (default: %(default)s)")
    parser.add_argument("--only", nargs="+", choices=(_US, _BARE, _FZF), help="these programs")
    parser.add_argument("--no-scroll", action="store_true", help="leave out the long list and the long article")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    return parser.parse_args(arguments)


def strokes(marks: Sequence[tuple[float, Sequence[Chunk]]], replay: Replay) -> Iterator[Stroke | None]:
    """What each key did.

    Args:
        marks: for each key when it was struck, and what came after it until it was quiet.
        replay: of what came before.

    Returns:
        None for a key after which nothing changed.
    """
    for struck, chunks in marks:
        shown = list(replay.feed(chunks))
        changed = [one.when for one in shown if one.text] or [one.when for one in shown[:1]]
        if not changed:
            yield None
            continue
        echo, last = (round((when - struck) * 1e3, 2) for when in (shown[0].when, changed[-1]))
        yield Stroke(echo, last, sum(len(chunk.data) for chunk in chunks), frames(chunks))


class _Session:
    """One run of a program: started, typed into, ended.

    Args:
        program: to run.
        columns, rows: of its terminal.

    Raises:
        LatencyError: it never became ready.
    """

    def __init__(self, program: Program, columns: int, rows: int) -> None:
        path = os.pathsep.join(filter(None, [str(_TOP_FOLDER), os.environ.get("PYTHONPATH")]))
        # A home of its own: nothing is restored from an earlier run, and nothing of this one stays with the user.
        self._home = tempfile.TemporaryDirectory()
        homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), self._home.name)
        self._terminal = PseudoTerminal(program.command, columns, rows, {"PYTHONPATH": path, **homes})
        self._replay = Replay(columns, rows)
        self._seen = 0
        try:
            self.first_paint, self.ready = self._wait(re.compile(program.ready), program.name)
            self.settle()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the program."""
        self._terminal.close()
        self._home.cleanup()

    def _new(self) -> Sequence[Chunk]:
        chunks = self._terminal.chunks[self._seen :]
        self._seen += len(chunks)
        return chunks

    def _wait(self, pattern: re.Pattern[str], name: str) -> tuple[float, float]:
        first = None
        while time.perf_counter() - self._terminal.started < _READY_SECONDS:
            if self._terminal.read(0.1) is None:
                break
            for shown in self._replay.feed(self._new()):
                taken = round((shown.when - self._terminal.started) * 1e3, 1)
                text = "\n".join(self._replay.lines)
                first = taken if first is None and text.strip() else first
                if first is not None and pattern.search(text):
                    return first, taken
        shown_last = " / ".join(line.strip() for line in self._replay.lines if line.strip())
        raise LatencyError(f"{name} never showed {pattern.pattern!r}, but: {shown_last or 'nothing'}")

    def settle(self) -> None:
        """Wait until nothing more comes."""
        self._terminal.until_quiet(_SETTLED_SECONDS, _MOST_SECONDS)

    def strike(self, keys: Sequence[str]) -> list[Stroke]:
        """Strike one key after the other, each when the one before has had its effect."""
        self.settle()
        for _ in self._replay.feed(self._new()):
            pass
        marks: list[tuple[float, Sequence[Chunk]]] = []
        for key in keys:
            time.sleep(_GAP_SECONDS)
            struck = self._terminal.write(key)
            self._terminal.until_quiet(_QUIET_SECONDS, _MOST_SECONDS)
            marks.append((struck, self._new()))
        return [stroke for stroke in strokes(marks, self._replay) if stroke is not None]

    def burst(self, text: str) -> tuple[float, bool]:
        """Strike the keys of a text without waiting.

        Returns:
            Milliseconds from the last key to the last change, and whether the screen shows the whole text.
        """
        self.settle()
        for _ in self._replay.feed(self._new()):
            pass
        struck = time.perf_counter()
        for number, key in enumerate(text):
            due = struck + _BURST_GAP_SECONDS * number
            while (left := due - time.perf_counter()) > 0:
                self._terminal.read(left)
            last = self._terminal.write(key)
        self._terminal.until_quiet(_QUIET_SECONDS, _MOST_SECONDS)
        changes = [shown.when for shown in self._replay.feed(self._new()) if shown.text]
        taken = max(0.0, (changes[-1] - last) * 1e3) if changes else 0.0
        return round(taken, 2), any(text in line for line in self._replay.lines)


@contextlib.contextmanager
def _running(program: Program, columns: int, rows: int) -> Iterator[_Session]:
    session = _Session(program, columns, rows)
    try:
        yield session
    finally:
        session.close()


class _Figures:
    """The figures of one program at one size, as they come in."""

    def __init__(self) -> None:
        self._strokes: list[Stroke] = []
        self._starts: list[tuple[float, float]] = []
        self._bursts: list[tuple[float, bool]] = []

    def add(self, session: _Session, queries: Sequence[str]) -> None:
        """Type everything once."""
        self._starts.append((session.first_paint, session.ready))
        for query in queries:
            self._strokes += session.strike(query)
            session.strike([_CLEAR])
        self._bursts.append(session.burst(_BURST))

    def row(self, name: str, columns: int, rows: int) -> Row:
        """All of them."""
        return Row(
            size=f"{columns}x{rows}",
            program=name,
            keys=len(self._strokes),
            echo=Percentiles.of([stroke.echo for stroke in self._strokes]),
            last=Percentiles.of([stroke.last for stroke in self._strokes]),
            first_paint=Percentiles.of([first for first, _ in self._starts]),
            ready=Percentiles.of([ready for _, ready in self._starts]),
            burst=Burst(
                len(_BURST),
                all(echoed for _, echoed in self._bursts),
                Percentiles.of([last for last, _ in self._bursts]),
            ),
        )


def _compared(rows: Sequence[Row]) -> list[Row]:
    """With the ratios to the bare app."""
    bare = {row.size: row for row in rows if row.program == _BARE}
    return [
        msgspec.structs.replace(
            row,
            echo_ratio=times(row.echo.p50, bare[row.size].echo.p50),
            last_ratio=times(row.last.p50, bare[row.size].last.p50),
        )
        if row.size in bare
        else row
        for row in rows
    ]


def goals(rows: Sequence[Row], scrolls: Sequence[Scroll]) -> list[Goal]:
    """What is wanted of the figures, as far as there are any.

    Args:
        rows: by size and program.
        scrolls: of moving.
    """
    found: list[Goal] = []
    bare = {row.size: row for row in rows if row.program == _BARE}
    for row in (row for row in rows if row.program == _US):
        at = f"at {row.size}"
        for what, figure, most in (
            ("p50 from a key to the last change", row.last.p50, 20),
            ("p95 from a key to the last change", row.last.p95, 35),
            ("p50 from a key to its letter", row.echo.p50, 6),
            ("p50 from the last of ten quick keys to the last change", row.burst.last.p50, 40),
        ):
            found.append(Goal(f"{what} at most {most} ms {at}", f"{figure:.1f} ms", figure <= most))
        found.append(
            Goal(f"all of ten quick keys are shown {at}", "yes" if row.burst.echoed else "no", row.burst.echoed)
        )
        if row.size in bare:
            first = bare[row.size].first_paint.p50
            for what, figure, most in (("first paint", row.first_paint.p50, 120), ("ready", row.ready.p50, 250)):
                goal = f"{what} at most {most} ms after a bare app's first paint {at}"
                found.append(Goal(goal, f"{figure - first:+.0f} ms", figure - first <= most))
    found += [
        Goal(f"one repaint a step: {scroll.what}", f"{scroll.frames.p95:g}", scroll.frames.p95 <= 1)
        for scroll in scrolls
    ]
    return found


def _programs(folder: Path, lines: Path, only: Sequence[str] | None) -> tuple[list[Program], list[str]]:
    """What can be measured, and the names of what is not installed."""
    fzf = shutil.which("fzf")
    programs = [
        Program(_US, [sys.executable, "-m", "searchtui", "-C", str(folder)], r"[\d,]+ paragraphs"),
        Program(_BARE, [sys.executable, "-c", _BARE_APP], "ready"),
    ]
    if fzf:
        command = f"exec {shlex.quote(fzf)} < {shlex.quote(str(lines))}"
        programs.append(Program(_FZF, ["/bin/sh", "-c", command], r"(\d+)/\1\b"))
    missing = [] if fzf else [_FZF]
    return [one for one in programs if only is None or one.name in only], missing


def _write_lines(collection: Collection, file: Path, most: int) -> None:
    """The first paragraphs of a collection, one a line."""
    articles = (collection.article(record.id) for record in collection.articles())
    texts = (" ".join(paragraph.text.split()) for article in articles for paragraph in article.paragraphs)
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(f"{text}\n" for text in itertools.islice(texts, most))


def _write_long_article(folder: Path) -> None:
    """A collection of one article of 3 MB."""
    drawn = random.Random(1)
    words = ["harbour", "ship", "captain", "storm", "lamp", "tower", "market", "bread", "garden", "letter", "winter"]
    with (folder / "long.txt").open("w", encoding="utf-8") as file:
        file.write("A long article\n")
        written = 0
        while written < _LONG_ARTICLE:
            written += file.write(f"\n{' '.join(drawn.choices(words, k=drawn.randint(5, 150))).capitalize()}.\n")
    with Collection.open(folder) as collection:
        collection.reindex()


def _scrolled(what: str, session: _Session, key: str) -> Scroll:
    moved = session.strike([key] * _SCROLLS)
    return Scroll(
        what,
        len(moved),
        Percentiles.of([stroke.last for stroke in moved]),
        Percentiles.of([stroke.bytes for stroke in moved]),
        Percentiles.of([stroke.frames for stroke in moved]),
    )


def _scrolls(ours: Program, columns: int, rows: int) -> Iterator[Scroll]:
    with _running(ours, columns, rows) as session:
        session.strike([*_COMMON, _TAB, _PAGE_DOWN])
        yield _scrolled(f"list of hits of {_COMMON!r}, a line", session, _DOWN)
        yield _scrolled(f"list of hits of {_COMMON!r}, a page", session, _PAGE_DOWN)
    with tempfile.TemporaryDirectory() as folder:
        _write_long_article(Path(folder))
        long = msgspec.structs.replace(ours, command=[*ours.command[:-1], folder])
        with _running(long, columns, rows) as session:
            session.strike([*"harbour", _ENTER])
            yield _scrolled("article of 3 MB, a line", session, _DOWN)
            yield _scrolled("article of 3 MB, a page", session, _PAGE_DOWN)


def _measured(options: argparse.Namespace, command: str) -> Result:
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "lines"
        programs, missing = _programs(options.folder, lines, options.only)
        with Collection.open(options.folder) as collection:
            everything = collection.search(SearchRequest(limit=1, details=(Detail.FACETS,)))
            if any(program.name == _FZF for program in programs):
                _write_lines(collection, lines, options.lines)
        figures: dict[tuple[tuple[int, int], str], _Figures] = {}
        for turn, at in itertools.product(range(options.rounds), options.sizes):
            for place in range(len(programs)):
                program = programs[(turn + place) % len(programs)]
                with _running(program, *at) as session:
                    figures.setdefault((at, program.name), _Figures()).add(session, options.queries)
        rows = [
            figures[at, program.name].row(program.name, *at)
            for at, program in itertools.product(options.sizes, programs)
        ]
        ours = [program for program in programs if program.name == _US]
        scrolls = [] if options.no_scroll else [one for program in ours for one in _scrolls(program, *options.sizes[0])]
    return Result(
        version=1,
        machine=Machine.this(),
        command=command,
        load=(round(before, 2), round(os.getloadavg()[0], 2)),
        paragraphs=everything.paragraphs,
        articles=everything.articles,
        queries=options.queries,
        rounds=options.rounds,
        missing=missing,
        goals=goals(rows, scrolls),
        rows=_compared(rows),
        scrolls=scrolls,
    )


def _show(result: Result) -> None:
    machine = result.machine
    print(f"Machine: {machine.cpu}, {machine.cores} cores, {machine.memory_gb:g} GB; load {result.load}")
    print(f"Collection: {result.paragraphs:,} paragraphs in {result.articles:,} articles")
    print(f"Typed: {'; '.join(result.queries)}; {result.rounds} times")
    for name in result.missing:
        print(f"Not installed: {name}")
    print("\nMilliseconds, p50 / p95 / max; × is how many times the p50 of the bare app\n")
    heads = ("letter", "×", "last change", "×", "10 quick keys", "first paint", "ready")
    print(f"{'':9}{'':10}" + "".join(f"{head:>{width}}" for head, width in zip(heads, _WIDTHS, strict=True)))
    for row in result.rows:
        cells = (
            str(row.echo),
            "–" if row.echo_ratio is None else f"{row.echo_ratio:.1f}",
            str(row.last),
            "–" if row.last_ratio is None else f"{row.last_ratio:.1f}",
            f"{row.burst.last.p50:.0f}" + ("" if row.burst.echoed else " (not all shown)"),
            f"{row.first_paint.p50:.0f}",
            f"{row.ready.p50:.0f}",
        )
        figures = "".join(f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))
        print(f"{row.size:9}{row.program:10}{figures}")
    if result.scrolls:
        print("\nA step of scrolling, p50 / p95 / max\n")
    for scroll in result.scrolls:
        print(f"{scroll.what:30}{scroll.last!s:>26} ms{scroll.bytes!s:>28} bytes{scroll.frames!s:>16} frames")
    print()
    for goal in result.goals:
        print(f"{'yes' if goal.reached else 'NO ':4}{goal.figure:>10}  {goal.goal}")


_WIDTHS = (24, 7, 28, 7, 22, 13, 8)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; returns the exit code, 2 where nothing could be measured."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = _arguments(given)
    command = shlex.join(["python", "benchmarks/latency.py", *given])
    errors = (LatencyError, SearchtuiError)
    return report(partial(_measured, options, command), _show, errors, as_json=options.format == "json")


if __name__ == "__main__":
    sys.exit(main())
