"""`searchtui status`: what the index holds, and how each fact about an article is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import click

from searchtui.cleaning import clean_line
from searchtui.cli.options import collection_options, open_collection
from searchtui.cli.output import talk, write_line
from searchtui.cli.problems import grouped_problems, problems_in_short

if TYPE_CHECKING:
    from searchtui.collection import ArticleRecord, Changes, Status

__all__ = ["skipped_as_text", "status"]


@click.command()
@click.option("--metadata", is_flag=True, help="List the metadata of every article and how each field is known.")
@click.option("--problems", "only_problems", is_flag=True, help="List what could not be read, by reason.")
@click.option("--skipped", "only_skipped", is_flag=True, help="List the files that are passed over.")
@click.option("--format", "output_format", type=click.Choice(("plain", "json")), default="plain", show_default=True)
@collection_options
def status(metadata: bool, only_problems: bool, only_skipped: bool, output_format: str) -> None:
    """Print what the index holds and whether files have changed since it was made.

    --metadata says of each field how it is known: declared in the file, found in the text by a rule, copied from
    another copy of the same text, a fallback, or from a file metadata.toml. Such a file beside the articles corrects
    whatever is wrong, by file name or pattern:

    \b
      ["003_*.txt"]
      authors = ["Danil Bochkov"]
      date = "2020-12-05"

    --problems lists the files that could not be read, wholly or in part, and since when. Each is tried again when it
    has changed, or when searchtui has; searchtui reindex --full tries all.

    \b
    Examples:
      searchtui status
      searchtui status --metadata
      searchtui status --problems --format json
      searchtui status --skipped
    """
    collection = open_collection()
    current = collection.status()
    records = collection.articles() if metadata else None
    skipped = collection.skipped() if only_skipped else None
    if output_format == "json":
        from searchtui.cli.formats.json_format import status_as_json

        write_line(status_as_json(current, records, skipped))
        return
    lines: list[Iterable[str]] = []
    if records is not None:
        lines.append(_metadata(records))
    if only_problems:
        lines.append(grouped_problems(current.problems))
    if skipped is not None:
        lines.append(map(clean_line, skipped))
    for block in lines or [_summary(current)]:
        for line in block:
            write_line(line)
    if current.changes:
        talk(f"{_changes(current.changes)} since the index was made; searchtui reindex brings it up to date.")


def _summary(current: Status) -> Iterator[str]:
    """The counts and folders, a name and a value a line."""
    facts = {
        "articles": current.articles,
        "paragraphs": current.paragraphs,
        "stories": current.stories,
        "sources": current.sources,
        "authors": current.authors,
        "problems": problems_in_short(current.problems),
        "skipped": skipped_as_text(current.skipped) or 0,
        "changes": _changes(current.changes) if current.changes else 0,
        "folder": current.folder,
        "articles in": current.articles_folder,
        "index in": current.index_folder,
    }
    for name, value in facts.items():
        yield f"{name:<11} {clean_line(str(value))}"


def skipped_as_text(skipped: Mapping[str, int]) -> str:
    """How many files were passed over, by suffix."""
    return ", ".join(f"{count} {suffix or 'without a suffix'}" for suffix, count in sorted(skipped.items()))


def _changes(changes: Changes) -> str:
    """How many files differ from the index."""
    counts = {"added": changes.added, "changed": changes.changed, "removed": changes.removed}
    return ", ".join(f"{count} {'file' if count == 1 else 'files'} {kind}" for kind, count in counts.items() if count)


def _metadata(records: Iterable[ArticleRecord]) -> Iterator[str]:
    """Each article's name, and under it its fields: name, value and how it is known."""
    from searchtui.article import FIELDS, UNKNOWN_PROVENANCE

    for position, record in enumerate(records):
        if position:
            yield ""
        yield clean_line(record.name)
        for field in FIELDS:
            provenance = record.known.get(field, UNKNOWN_PROVENANCE)
            value = getattr(record, field)
            shown = "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
            detail = f": {provenance.detail}" if provenance.detail else ""
            evidence = f"({provenance.known}{detail})"
            yield clean_line(f"  {field:<9} {f'{shown} {evidence}' if shown else evidence}")
