"""The lines that frame the screen: header, what was understood, footer. Each is made by a function, for any `Lines`."""

from __future__ import annotations

import msgspec
from textual.strip import Strip

from searchtui.collection import Changes
from searchtui.tui.actions import Action, Where, actions, key_label, key_of, keys_now
from searchtui.tui.actions.action import SEARCH_PANES
from searchtui.tui.actions.keys import is_typed
from searchtui.tui.answer import Answer
from searchtui.tui.strips import Part, row, spread
from searchtui.tui.style import ACCENT, ACCENT_BAR, BAR, BAR_DIM, DIM, GOOD, STRONG, TEXT, WARNING, Ink, on
from searchtui.tui.text import cells, cut

__all__ = ["IndexState", "counted", "footer", "header", "understood"]


_LEAST_UNDERSTOOD = 16
"""Cells that the words of a query keep, whatever there is to say besides."""


_WIDE = 110
"""Cells from which on a key is named with what it does."""


class IndexState(msgspec.Struct, frozen=True):
    """What the header says of the index.

    Args:
        name: of the collection, empty until it is open.
        articles, paragraphs: how many can be searched.
        ready: searching works.
        changes: how the files differ from the index.
        work: how far a reindex is, empty where none is at work.
        watched: files that change are read by themselves.
    """

    name: str = ""
    articles: int = 0
    paragraphs: int = 0
    ready: bool = False
    changes: Changes | None = None
    work: str = ""
    watched: bool = False


def counted(number: int, word: str, plural: str = "") -> str:
    """`1 article`, `1,204 articles`, `2 stories`."""
    return f"{number:,} {word if number == 1 else plural or word + 's'}"


def header(state: IndexState, width: int) -> Strip:
    """The first line: what is searched, and what there is to know about its index."""
    left: list[Part] = [(" searchtui ", ACCENT_BAR)]
    if state.ready:
        facts = f"{state.name} · {counted(state.articles, 'article')} · {counted(state.paragraphs, 'paragraph')}"
        left.append((f" {cut(facts, max(0, width - 12))}", BAR))
    else:
        left.append((" opening the index", BAR_DIM))
    said, short, ink = _news(state, width)
    if said and cells(said) > width - sum(cells(text) for text, _ in left) - 2:
        left, said = left[:1], short
    return spread(left, [(said, on(ink, BAR))] if said else [], width, BAR)


def _news(state: IndexState, width: int) -> tuple[str, str, Ink]:
    """What there is to know about the index, in full and in few words."""
    if state.work:
        return f"{state.work} ", f"{cut(state.work, max(8, width - 14))} ", GOOD
    if state.changes:
        files, key = state.changes.added + state.changes.changed + state.changes.removed, key_of("index.refresh")
        said = f"{counted(files, 'file')} changed since the index was made: {key} reads them "
        return said, f"changed files: {key} ", WARNING
    return ("kept up to date ", "", DIM) if state.watched and state.ready else ("", "", DIM)


def understood(answer: Answer | None, failure: str, exactly: bool, width: int, *, first: bool = False) -> Strip:
    """The line below the query: how it was understood and what was found, hints, or what went wrong.

    Args:
        answer: None while there is none.
        failure: why there is none, as a sentence.
        exactly: words stand for just the forms that were typed.
        width: in cells.
        first: the user is here for the first time, and is told what to press.
    """
    parts: list[Part] = [("   ", TEXT)]
    if failure:
        return row([*parts, (cut(failure, width - 3), WARNING)], width, TEXT)
    if exactly:
        parts.append((f"exactly what was typed ({key_of('mode.exactly')}) ", GOOD))
    if answer is None:
        return row([*parts, ("…", DIM)], width, TEXT)
    results = answer.results
    hints = [(f"  {hint}", WARNING) for hint in results.hints]
    found = counted(results.paragraphs, "paragraph")
    if results.articles:
        found += f" in {counted(results.articles, 'article')}"
    if results.stories != results.articles:
        found += f" ({counted(results.stories, 'story', 'stories')})"
    if results.paragraphs_with_all is not None:
        found += f", {results.paragraphs_with_all:,} with all the words"
    if answer.listing and answer.question.blank:
        everything = f"all {counted(results.articles, 'article')}"
        if results.stories != results.articles:
            everything += f" ({counted(results.stories, 'story', 'stories')})"
        hint = _first_steps(width - cells(everything) - 5) if first else "type to search their paragraphs"
        parts += [(everything, ACCENT), (f"  {hint}", ACCENT if first else DIM)]
        return row([*parts, *hints], width, TEXT)
    tail = [(found, STRONG if results.paragraphs else WARNING), (f"  {max(1, round(results.took_ms))} ms", DIM), *hints]
    said = results.understood
    for word in results.corrections:
        # First, since it matters most: what was typed is not what is searched.
        said = said.replace(f" · {word.said}", "", 1)
        parts += [(cut(word.said, width // 2), WARNING), ("  ", DIM)]
    if results.corrections:
        key = key_of("mode.exactly")
        parts[-1] = (f" ({key} for exactly what was typed)  " if width >= _WIDE else f" ({key})  ", DIM)
    room = width - 2 - sum(cells(text) for text, _ in [*parts, *tail])
    if room >= _LEAST_UNDERSTOOD or not results.corrections:
        parts += [(cut(said, max(_LEAST_UNDERSTOOD, room)), TEXT), ("  ", DIM)]
    return row([*parts, *tail], width, TEXT)


def _first_steps(width: int) -> str:
    """What one has to know at first, as much of it as fits."""
    said = "type to search"
    for step in (
        f"{key_of('app.help')} explains",
        f"{key_of('query.previous')}{key_of('query.next')} hits",
        f"{key_of('query.read')} reads",
        f"{key_of('pane.next')} to the next pane",
        f"{key_of('app.commands')} all commands",
    ):
        if cells(said) + cells(step) + 3 <= width:
            said += f" · {step}"
    return said


def footer(where: Where, width: int) -> Strip:
    """The last line: the keys that matter where one is."""
    places = [where, *([Where.SEARCH] if where in SEARCH_PANES else [])]
    entries = [(action, _footer_key(action, where)) for place in (*places, Where.APP) for action in actions(place)]
    entries = [(action, key) for action, key in entries if action.footer and key]
    room = width
    kept: set[str] = set()
    for action, key in sorted(entries, key=lambda entry: entry[0].rank):
        room -= cells(key) + cells(action.footer) + 3
        if room < 0:
            break
        kept.add(action.id)
    parts: list[Part] = []
    for action, key in entries:
        if action.id in kept:
            parts += [(f" {key}", ACCENT_BAR), (f" {action.footer} ", BAR)]
    return row(parts, width, BAR)


def _footer_key(action: Action, where: Where) -> str:
    """The key that the footer names: in the query line a letter would be typed."""
    keys = keys_now(action)
    if action.footer_key and set(action.keys) <= set(keys):
        return action.footer_key
    if where is Where.QUERY:
        keys = tuple(key for key in keys if not is_typed(key))
    return key_label(keys[0]) if keys else ""
