"""Ask judged collections their queries, and measure how well the answers are ranked.

Usage: python benchmarks/relevance.py --collection DIR... [--by article|paragraph] [--typos N --seed S]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from statistics import fmean

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.judged import JudgedCollection, UnusableCollectionError, blocks_of
from benchmarks.typos import document_frequencies, misspelt, rarest
from searchtui.collection import Collection, Mode, SearchResults
from searchtui.errors import SearchtuiError

__all__ = ["MEASURES", "main"]

MEASURES = {"nDCG@10": "nDCG@10", "MAP": "AP", "Recall@100": "R@100", "MRR": "RR"}
"""What is measured, and what ir-measures calls it; `ms` comes after these."""

_VARIABLE = "SEARCHTUI_CORPORA"
_DEPTH = 1000
"""So many of the best are looked at, as is usual for MAP."""

Answers = dict[str, list[str]]
"""For each query the units that were found, the best first."""


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/relevance.py", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--collection",
        nargs="+",
        type=Path,
        metavar="DIR",
        help=f"with docs.jsonl, queries.jsonl and qrels.tsv; default: ir/* where {_VARIABLE} says",
    )
    parser.add_argument("--by", choices=("article", "paragraph"), default="article", help="what is ranked")
    parser.add_argument("--words", type=_number, metavar="N", help="only the N rarest words of each query")
    parser.add_argument("--typos", type=_number, default=0, metavar="N", help="edits in each query (default: 0)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="of these edits (default: 1)")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    return parser.parse_args(arguments)


def _number(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return number


def _folders(named: Sequence[Path] | None) -> list[Path]:
    if named:
        return list(named)
    corpora = os.environ.get(_VARIABLE)
    return sorted(file.parent for file in Path(corpora).glob("ir/*/docs.jsonl")) if corpora else []


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


def _asked(judged: JudgedCollection, options: argparse.Namespace) -> dict[str, str]:
    """The queries as they are asked."""
    queries = judged.queries
    if options.words is not None:
        frequencies = document_frequencies(f"{judged.title(name)}\n{judged.text(name)}" for name in judged.documents)
        queries = {query: rarest(text, options.words, frequencies) for query, text in queries.items()}
    if options.typos:
        # Each query has edits of its own, whichever others are asked.
        queries = {
            query: misspelt(text, options.typos, random.Random(f"{options.seed} {query}"))
            for query, text in queries.items()
        }
    return queries


def _articles(results: SearchResults, names: Mapping[str, str]) -> list[str]:
    """The documents that were found, the copies of a story side by side."""
    groups = islice(results.groups, _DEPTH)
    return [names[article] for group in groups for article in (group.article, *group.copies)][:_DEPTH]


def _paragraphs(results: SearchResults, blocks: Callable[[str], Mapping[int, Sequence[str]]]) -> list[str]:
    """The paragraphs that were found, as the judgements name them, without titles that are not in the text."""
    found = (block for hit in results.hits for block in blocks(hit.article).get(hit.paragraph, ()))
    return list(dict.fromkeys(found))


def _answers(collection: Collection, judged: JudgedCollection, options: argparse.Namespace) -> tuple[Answers, float]:
    """What is found for each query, and how many milliseconds one took."""
    names = {record.id: record.item or "" for record in collection.articles()}

    @cache
    def blocks(article: str) -> dict[int, list[str]]:
        name = names[article]
        found = blocks_of(collection.article(article), judged.text(name))
        return {number: [f"{name}#{block}" for block in some] for number, some in found.items()}

    answers, times = {}, []
    for query, text in _asked(judged, options).items():
        results = collection.search(text, mode=Mode.PLAIN, details=())
        times.append(results.took_ms)
        if options.by == "article":
            answers[query] = _articles(results, names)
        else:
            answers[query] = _paragraphs(collection.search(text, mode=Mode.PLAIN, details=(), limit=_DEPTH), blocks)
    return answers, fmean(times)


def _measured(folder: Path, options: argparse.Namespace) -> tuple[str, dict[str, float]]:
    """The name of a folder with what was measured on it."""
    judged = JudgedCollection.read(folder, options.by)
    with tempfile.TemporaryDirectory(prefix="searchtui-relevance-") as written:
        judged.write_documents(Path(written))
        with Collection.open(written) as collection:
            collection.reindex()
            held = {record.item for record in collection.articles() if record.paragraphs}
            lost = [name for name in judged.documents if name not in held and judged.text(name) + judged.title(name)]
            if lost:
                _tell(f"{judged.name}: documents that are not in the index: {len(lost)}, such as {', '.join(lost[:5])}")
            answers, milliseconds = _answers(collection, judged, options)
    figures = _figures(judged, answers)
    return judged.name, {**figures, "ms": round(milliseconds, 2)}


def _figures(judged: JudgedCollection, answers: Answers) -> dict[str, float]:
    import ir_measures

    measures = {ir_measures.parse_measure(measure): name for name, measure in MEASURES.items()}
    # Only the order counts, and no two may be equal, which trec_eval would sort by their names.
    run = {query: {unit: -float(place) for place, unit in enumerate(units)} for query, units in answers.items()}
    found = ir_measures.calc_aggregate(list(measures), judged.judgements, run)
    return {name: round(found[measure], 4) for measure, name in measures.items()}


def _show(results: Mapping[str, Mapping[str, float]]) -> None:
    columns = [*MEASURES, "ms"]
    width = max(map(len, results), default=0) + 2
    print(" " * width + "".join(f"{column:>12}" for column in columns))
    for name, figures in results.items():
        shown = (f"{figures[column]:>12.4f}" for column in MEASURES)
        print(f"{name:{width}}" + "".join(shown) + f"{figures['ms']:>12.2f}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; returns the exit code, 2 where nothing could be measured."""
    options = _arguments(arguments)
    folders = _folders(options.collection)
    if not folders:
        _tell(f"skipped: no --collection, and {_VARIABLE} leads to no ir/*/docs.jsonl")
        return 0
    try:
        results = dict(_measured(folder, options) for folder in folders)
    except ImportError as error:
        _tell(f"error: {error}; the measures come with `pip install '.[bench]'`")
        return 2
    except (UnusableCollectionError, SearchtuiError) as error:
        _tell(f"error: {error}")
        return 2
    except KeyboardInterrupt:
        _tell("interrupted")
        return 130
    if options.format == "json":
        print(json.dumps(results))
    else:
        _show(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
