"""A version of a text for reading: what was left out and what was added stands in it between signs.

The signs are those of GNU wdiff: `[-left out-]` and `{+added+}`, so that they can be read without any colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from searchtui.cleaning import clean_line
from searchtui.collection import Fate, Span, Version, VersionParagraph
from searchtui.tui.style import ADDED, DIM, GOOD, REMOVED, TEXT, Ink
from searchtui.tui.widgets.bars import counted

__all__ = ["ADDED_SIGN", "CHANGED_SIGN", "LEFT_OUT_SIGN", "Redline", "redline", "said"]

LEFT_OUT_SIGN, ADDED_SIGN, CHANGED_SIGN = "−", "+", "~"
"""Stand beside a paragraph."""

_AROUND = {Fate.REMOVED: ("[-", "-]", REMOVED), Fate.ADDED: ("{+", "+}", ADDED)}


@dataclass(frozen=True, slots=True)
class Redline:
    """One paragraph.

    Args:
        text: with signs round what differs.
        ink: of the whole.
        layers: where something is drawn in another ink.
        sign: stands beside it; a blank where nothing differs.
        changes: where in the text differences begin.
    """

    text: str
    ink: Ink
    layers: tuple[tuple[tuple[Span, ...], Ink], ...]
    sign: str
    changes: tuple[int, ...]


def redline(paragraph: VersionParagraph) -> Redline:
    """A paragraph of a version with signs round what differs."""
    text = ""
    spans: dict[Ink, list[Span]] = {REMOVED: [], ADDED: [], DIM: []}
    changes: list[int] = []
    if paragraph.moved:
        text = f"(stands elsewhere there: ¶{paragraph.base}) "
        spans[DIM].append((0, len(text)))
        changes.append(0)
    kept = True
    for stretch in paragraph.stretches:
        shown = clean_line(stretch.text)
        if stretch.fate is Fate.KEPT:
            text += shown
            kept = True
            continue
        # Blanks stand outside the signs, which so stand at the words.
        core = shown.strip()
        before = shown[: len(shown) - len(shown.lstrip())]
        opening, closing, ink = _AROUND[stretch.fate]
        text += before
        if kept:
            changes.append(len(text))
            kept = False
        spans[ink].append((len(text), len(text) + len(opening) + len(core) + len(closing)))
        text += opening + core + closing + shown[len(before) + len(core) :]
    # A whole paragraph is easier to read in one quiet ink.
    whole = {LEFT_OUT_SIGN: DIM, ADDED_SIGN: GOOD}
    sign = " "
    if paragraph.is_left_out:
        sign = LEFT_OUT_SIGN
    elif paragraph.is_added:
        sign = ADDED_SIGN
    elif changes:
        sign = CHANGED_SIGN
    layers = tuple((tuple(found), ink) for ink, found in spans.items() if found)
    return Redline(text, whole.get(sign, TEXT), () if sign in whole else layers, sign, tuple(changes))


def said(version: Version) -> str:
    """What a version left out, added, moved and changed, in words."""
    if version.is_same:
        return "the same, word for word"
    parts = []
    if version.left_out:
        parts.append(f"leaves out {version.left_out:,} of {counted(version.compared, 'paragraph')}")
    if version.added:
        parts.append(f"adds {counted(version.added, 'paragraph')}")
    if version.moved:
        parts.append(f"moves {counted(version.moved, 'paragraph')}")
    if version.words_changed:
        words = counted(version.words_changed, "word")
        parts.append(f"changes {words} (−{version.words_removed:,} +{version.words_added:,})")
    return ", ".join(parts)
