"""How the hits of an answer are printed, for each format that a command offers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from searchtui.cli.output import is_terminal

if TYPE_CHECKING:
    from searchtui.collection import Detail, SearchResults

__all__ = ["FORMATS", "details_of", "results_as_lines"]

FORMATS = ("plain", "json", "jsonl", "csv", "markdown")


def details_of(output_format: str) -> tuple[Detail, ...]:
    """The parts of an answer that a format prints beside the hits."""
    from searchtui.collection import Detail

    match output_format:
        case "json":
            return Detail.HIGHLIGHTS, Detail.FACETS
        case "jsonl":
            return (Detail.HIGHLIGHTS,)
        case "plain" if is_terminal():
            return (Detail.HIGHLIGHTS,)
    return ()


def results_as_lines(results: SearchResults, output_format: str) -> Iterable[str]:
    """The lines of an answer."""
    match output_format:
        case "json":
            from searchtui.cli.formats.json_format import results_as_json

            return (results_as_json(results),)
        case "jsonl":
            from searchtui.cli.formats.json_format import hits_as_json_lines

            return hits_as_json_lines(results.hits)
        case "csv":
            from searchtui.cli.formats.csv_format import hits_as_csv

            return hits_as_csv(results.hits)
        case "markdown":
            from searchtui.cli.formats.markdown import hits_as_quotes

            return hits_as_quotes(results.hits)
    if is_terminal():
        from searchtui.cli.formats.terminal import results_for_people

        return results_for_people(results)
    from searchtui.cli.formats.plain import hits_as_lines

    return hits_as_lines(results.hits)
