"""Index and query the same paragraphs with searchtui and with others, and compare.

Usage: python benchmarks/engine.py --collection FILE...
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.arguments import positive
from benchmarks.children import ChildFailedError
from benchmarks.goals import reached
from benchmarks.machine import Machine
from benchmarks.paragraphs import UnreadableCollectionError, count, prepare
from benchmarks.peers import PEERS, load
from benchmarks.queries import draw
from benchmarks.searches import measure_searches
from benchmarks.tables import Result, as_markdown, show
from benchmarks.turns import Row, measure

__all__ = ["main"]

_MOST_FOR_WHOOSH = 100_000
_VARIABLE = "SEARCHTUI_CORPORA"


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/engine.py", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--collection",
        nargs="+",
        type=Path,
        metavar="FILE",
        help=f".jsonl or .jsonl.zst, one article a line; default: scale/*.jsonl.zst where {_VARIABLE} says",
    )
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--limit", type=positive, metavar="N", help="only so many paragraphs, of each file its share")
    sizes.add_argument(
        "--sizes",
        type=_sizes,
        metavar="N,N,all",
        help="measure everything with so many paragraphs, one after the other",
    )
    parser.add_argument("--systems", type=_systems, default=list(PEERS), help=f"default: {','.join(PEERS)}")
    parser.add_argument("--queries", type=positive, default=30, metavar="N", help="of each class (default: 30)")
    parser.add_argument(
        "--typed",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="measure whole searches, as people type them, too (default: where searchtui is measured)",
    )
    parser.add_argument(
        "--typed-in",
        type=Path,
        metavar="DIR",
        help="search this collection, as --keep has left one, instead of indexing; only with one size",
    )
    parser.add_argument("--rounds", type=positive, default=3, metavar="N", help="after the first time (default: 3)")
    parser.add_argument(
        "--jobs", type=positive, default=Machine.this().cores, metavar="N", help="to build with (default: all cores)"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables into this file, too")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="work in this folder, which must be new, and leave it")
    options = parser.parse_args(arguments)
    if options.typed_in and len(options.sizes or ()) > 1:
        parser.error("argument --typed-in: the collection is of one size, and --sizes are several")
    return options


def _sizes(text: str) -> list[int | None]:
    return [None if part == "all" else positive(part) for part in text.split(",")]


def _systems(text: str) -> list[str]:
    wanted = text.split(",")
    if unknown := [name for name in wanted if name not in PEERS]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(PEERS)}")
    return [name for name in PEERS if name in wanted]


def _files(given: Sequence[Path] | None) -> list[Path]:
    """The files of the collection: those that are given, else those that the environment leads to."""
    if given:
        return list(given)
    texts = os.environ.get(_VARIABLE)
    files = sorted(Path(texts, "scale").glob("*.jsonl.zst")) if texts else []
    if files:
        _tell(f"no --collection: taking {len(files)} files of {_VARIABLE}")
    return files


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; returns the exit code: 0 also where a goal is missed, 2 where nothing could be measured."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = _arguments(given)
    files = _files(options.collection)
    if not files:
        _tell(f"skipped: no --collection, and {_VARIABLE} leads to no scale/*.jsonl.zst")
        return 0
    command = shlex.join(["python", "benchmarks/engine.py", *given])
    folder = options.keep or Path(tempfile.mkdtemp(prefix="searchtui-benchmark-"))
    try:
        if options.keep:
            folder.mkdir(parents=True)
        result = _measured(options, files, command, folder)
    except (UnreadableCollectionError, ChildFailedError, FileExistsError) as error:
        _tell(f"error: {error}")
        return 2
    except KeyboardInterrupt:
        _tell("interrupted")
        return 130
    finally:
        if not options.keep:
            shutil.rmtree(folder)
    if options.markdown:
        options.markdown.write_text(as_markdown(result), encoding="utf-8")
    if options.format == "json":
        sys.stdout.write(msgspec.json.encode(result).decode() + "\n")
    else:
        show(result)
    return 0


def _measured(options: argparse.Namespace, files: Sequence[Path], command: str, folder: Path) -> Result:
    versions = {name: peer.version() if (peer := load(name)) else None for name in options.systems}
    counts = count(files)
    notes: list[str] = []
    rows: list[Row] = []
    total = sum(counts)
    sizes = [min(size or total, total) for size in options.sizes or [options.limit]]
    for size in dict.fromkeys(sizes):
        here = folder / str(size)
        paragraphs = prepare(files, counts, size, here / "paragraphs")
        names = [name for name, version in versions.items() if version]
        if "whoosh" in names and len(paragraphs) > _MOST_FOR_WHOOSH:
            names.remove("whoosh")
            notes.append(f"Stock Whoosh is left out above {_MOST_FOR_WHOOSH:,} paragraphs.")
        rows += measure(
            paragraphs,
            names,
            draw(paragraphs, options.queries),
            absent=[name for name in options.systems if name not in names],
            jobs=options.jobs,
            rounds=options.rounds,
            folder=here,
            tell=_tell,
        )
        if options.typed and "us" in names:
            rows += measure_searches(
                paragraphs,
                absent=[name for name in options.systems if name != "us"],
                each=options.queries,
                jobs=options.jobs,
                rounds=options.rounds,
                folder=here,
                indexed=options.typed_in,
                tell=_tell,
            )
        if not options.keep:
            shutil.rmtree(here)
    collection = {file.name: held for file, held in zip(files, counts, strict=True)}
    return Result(
        version=1,
        machine=Machine.this(),
        command=command,
        versions=versions,
        collection=collection,
        notes=list(dict.fromkeys(notes)),
        goals=reached(rows),
        rows=rows,
    )


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))  # so that nothing is left behind
    sys.exit(main())
