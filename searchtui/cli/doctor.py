"""`searchtui doctor`: is the index whole, and if not, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from searchtui import __version__
from searchtui.cleaning import clean_line
from searchtui.cli.options import collection_options, open_collection
from searchtui.cli.output import EXIT_ERROR, EXIT_FOUND, write_line

if TYPE_CHECKING:
    from searchtui.collection import Examination

__all__ = ["doctor"]


@click.command()
@click.option("--format", "output_format", type=click.Choice(("plain", "json")), default="plain", show_default=True)
@collection_options
def doctor(output_format: str) -> int:
    """Look closely at every file of the index and say what is wrong and what to do.

    All checksums are compared, and whether the arrays of each segment fit together and the segments fit the catalogue.
    Files that a run has left behind when it was killed, missing rights, another owner and a full disk are named too.
    Nothing is changed. Articles are not looked at: searchtui status says whether they have changed.

    Exit status: 0 the index is well, 2 it is not.

    \b
    Examples:
      searchtui doctor
      searchtui doctor --format json
    """
    examination = open_collection().doctor()
    if output_format == "json":
        from searchtui.cli.formats.json_format import examination_as_json

        write_line(examination_as_json(examination))
    else:
        for line in _lines(examination):
            write_line(clean_line(line))
    return EXIT_FOUND if examination.is_well else EXIT_ERROR


def _lines(examination: Examination) -> Iterator[str]:
    """A name and a value a line, then what was found, and the verdict."""
    facts = {
        "index in": examination.index_folder,
        "generation": "none" if examination.generation is None else examination.generation,
        "segments": examination.segments,
        "articles": examination.articles,
        "paragraphs": examination.paragraphs,
        "size": f"{examination.size / 1024**2:,.1f} MB",
        "free": f"{examination.free / 1024**2:,.0f} MB",
        "searchtui": __version__,
        **examination.versions,
    }
    for name, value in facts.items():
        yield f"{name:<11} {value}"
    for finding in examination.findings:
        kind = "note" if finding.ailment.is_harmless else "wrong"
        where = f"{finding.file}: " if finding.file else ""
        yield f"{kind:<11} {where}{finding.message} {finding.remedy}"
    yield f"{'verdict':<11} {'well' if examination.is_well else 'not well'}"
