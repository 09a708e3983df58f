"""An export: rows are gathered bit by bit while searching goes on, and written to a file that is whole or not there."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from searchtui.article import Article, Kind
from searchtui.citing import ExportFormat, Found, Line, Passage, lines_of
from searchtui.collection import Detail, Like, SearchRequest, Sorting
from searchtui.errors import ArticleNotFoundError, IndexChangedError, SearchtuiError
from searchtui.keeping import Note
from searchtui.tui.background import Task
from searchtui.tui.searchable import Searchable

if TYPE_CHECKING:
    # Its module takes longer to import than the first paint may wait.
    from searchtui.collection import Concordance

__all__ = ["Export", "Exported", "FileThereError", "export", "write_lines"]

_LEAST, _MOST = 100, 4000
"""Hits that are asked for at a time: as many as there is time for."""
_PATIENCE = 0.05
"""Seconds that a search which comes in between should wait at most."""
_REST = 0.004
"""Seconds that are left to others after each bite."""


class FileThereError(SearchtuiError):
    """There is a file of this name, which nobody has allowed to replace."""


class _StoppedError(SearchtuiError):
    """Nobody wants the export any more."""


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be written.

    Args:
        what: `hits`, `concordance`, `pins` or `notes`.
        output_format: how.
        file: where.
        replacing: a file of this name may be replaced.
        request: whose hits or keywords they are.
        sorting: of the concordance.
        pins: the pinned articles.
        notes: what is written on paragraphs.
    """

    what: str
    output_format: ExportFormat
    file: Path
    replacing: bool
    request: SearchRequest
    sorting: Sorting = Sorting.COLLECTION
    pins: tuple[Like, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: so many rows, and where."""

    rows: int
    file: Path


def export(wanted: Export, collection: Searchable, task: Task[Exported]) -> Exported:
    """Write an export; it tells how many rows of how many are there.

    Raises:
        FileThereError: the file has come to be there meanwhile.
        IndexChangedError: a new generation of the index came meanwhile.
        SearchtuiError: the file cannot be written.
    """
    count = 0

    def counted() -> Iterator[Found | Passage | Line]:
        nonlocal count
        for row in _rows(wanted, collection, task):
            count += 1
            yield row

    # Notes are pins with something written on them.
    kind = "pins" if wanted.what == "notes" else wanted.what
    with contextlib.suppress(_StoppedError):
        write_lines(
            wanted.file, lines_of(kind, counted(), wanted.output_format, collection.reference), wanted.replacing
        )
    return Exported(count, wanted.file)


def _rows(wanted: Export, collection: Searchable, task: Task[Exported]) -> Iterator[Found | Passage | Line]:
    match wanted.what:
        case "hits":
            return _hits(wanted, collection, task)
        case "concordance":
            return _lines(wanted, collection, task)
        case "pins":
            return _pins(wanted, collection)
    return _notes(wanted.notes, collection)


def _hits(wanted: Export, collection: Searchable, task: Task[Exported]) -> Iterator[Found]:
    """All hits, in their order, those that are folded away too."""
    details = (Detail.HIGHLIGHTS,) if wanted.output_format is ExportFormat.JSONL else ()
    offset, generation, bite = 0, None, _LEAST
    while True:
        started = time.monotonic()
        request = msgspec.structs.replace(wanted.request, limit=bite, offset=offset, details=details)
        results = collection.search(request)
        took = time.monotonic() - started
        bite = min(_MOST, 2 * bite) if took < _PATIENCE / 2 else max(_LEAST, bite // 2) if took > _PATIENCE else bite
        if generation not in (None, results.generation):
            raise IndexChangedError("The index has changed during the export, so nothing was written; export again.")
        generation = results.generation
        yield from results.hits
        offset += len(results.hits)
        task.tell((offset, results.paragraphs))
        if not results.hits or offset >= results.paragraphs:
            return
        if not task.rest(_REST):
            raise _StoppedError


def _lines(wanted: Export, collection: Searchable, task: Task[Exported]) -> Iterator[Line]:
    def going_on(partly: Concordance | None, searched: int, found: int) -> bool:
        del partly
        task.tell((searched, found))
        return task.rest(_REST)

    made = collection.concordance(wanted.request, most=None, going_on=going_on)
    for at in made.ordered(wanted.sorting).tolist():
        if task.stopped:
            raise _StoppedError
        yield made.line(at).cited
    if task.stopped:
        raise _StoppedError


def _pins(wanted: Export, collection: Searchable) -> Iterator[Passage]:
    written: dict[tuple[str, int | None], list[str]] = {}
    for note in wanted.notes:
        written.setdefault((note.anchor.article, note.anchor.number), []).append(note.text)
    for pin in wanted.pins:
        article = _article(collection, pin.article)
        if article is not None:
            number = pin.paragraph or 1
            yield _passage(article, number, "\n\n".join(written.get((pin.article, number), ())))


def _notes(notes: Iterable[Note], collection: Searchable) -> Iterator[Passage]:
    for note in notes:
        anchor = note.anchor
        article = _article(collection, anchor.article)
        number = anchor.number or 1
        if article is None or all(one.text != anchor.text for one in article.paragraphs):
            # The text that was written about is kept with the note, whatever has become of the article.
            known = article or Article(anchor.article, anchor.path, anchor.title or anchor.path, anchor.item)
            yield msgspec.structs.replace(_passage(known, number, note.text), text=anchor.text, page=None)
        else:
            same = [one.number for one in article.paragraphs if one.text == anchor.text]
            yield _passage(article, min(same, key=lambda one: abs(one - number)), note.text)


def _article(collection: Searchable, name: str) -> Article | None:
    try:
        return collection.article(name)
    except ArticleNotFoundError:
        return None


def _passage(article: Article, number: int, note: str) -> Passage:
    found = next((one for one in article.paragraphs if one.number == number), None)
    return Passage(
        article=article.id,
        path=article.path,
        item=article.item,
        title=article.title,
        source=article.source,
        authors=article.authors,
        date=article.date,
        paragraph=number,
        page=found.page if found is not None else None,
        text=found.text if found is not None else "",
        note=note,
        kind=found.kind if found is not None else Kind.BODY,
    )


def write_lines(file: Path, lines: Iterable[str], replacing: bool) -> None:
    """Write a file that is there as a whole or not at all, whatever happens on the way.

    Args:
        file: to write; of a link, what it leads to.
        lines: without the line feed at their ends.
        replacing: a file that is there may be replaced.

    Raises:
        FileThereError: there is one that may not.
        SearchtuiError: it cannot be written.
    """
    target = Path(os.path.realpath(file))
    beside = target.parent / f".searchtui-{secrets.token_hex(6)}.part"
    try:
        try:
            with beside.open("x", encoding="utf-8", errors="replace", newline="\n") as opened:
                for line in lines:
                    opened.write(f"{line}\n")
                opened.flush()
                os.fsync(opened.fileno())
            _rename(beside, target, replacing)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise SearchtuiError(f"{file} cannot be written: {error.strerror or error}.") from error


def _rename(beside: Path, target: Path, replacing: bool) -> None:
    if replacing:
        with contextlib.suppress(OSError):
            beside.chmod(target.stat().st_mode & 0o777)
        beside.replace(target)
        return
    try:
        # Unlike renaming, this replaces no file that has come to be there since it was looked.
        os.link(beside, target)
    except FileExistsError:
        raise FileThereError(f"{target} is there by now, and was not replaced; export again.") from None
    except OSError:
        # Some file systems have no links.
        if target.exists():
            raise FileThereError(f"{target} is there by now, and was not replaced; export again.") from None
        beside.rename(target)
