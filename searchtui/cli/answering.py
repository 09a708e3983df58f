"""How the hits of an answer are printed, for each format that a command offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from searchtui.cli.output import is_terminal

if TYPE_CHECKING:
    from searchtui.citing import Reference
    from searchtui.collection import Detail, SearchResults

__all__ = ["FORMATS", "details_of", "results_as_lines"]

FORMATS = ("plain", "json", "jsonl", "csv", "markdown", "bibtex", "csl-json")
"""Written out, because the formats of exports are slow to import for `--help`."""


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


def results_as_lines(
    results: SearchResults, output_format: str, reference_of: Callable[[str], Reference | None]
) -> Iterable[str]:
    """The lines of an answer.

    Args:
        results: the answer.
        output_format: one of `FORMATS`; bibliographies have each article of the hits once.
        reference_of: gives what a bibliography says of an article, by its id.
    """
    if output_format == "json":
        from searchtui.cli.formats.json_format import results_as_json

        return (results_as_json(results),)
    if output_format != "plain":
        from searchtui.citing import ExportFormat, lines_of

        return lines_of("hits", results.hits, ExportFormat(output_format), reference_of)
    if is_terminal():
        from searchtui.cli.formats.terminal import results_for_people

        return results_for_people(results)
    from searchtui.cli.formats.plain import hits_as_lines

    return hits_as_lines(results.hits)
