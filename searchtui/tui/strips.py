"""Finished lines of the screen, made once: the same row asked for twice is the same object.

That identity is what makes a repaint cheap: a pane compares its lines by identity and marks only the others dirty, and
Textual's caches on a `Strip` are hit. Here is also the last step before text reaches the terminal, so it is cleaned
here whatever happened to it before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from itertools import pairwise

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from searchtui.cells import is_narrow
from searchtui.cleaning import clean_line
from searchtui.collection import Span
from searchtui.tui.style import Ink, style_of
from searchtui.tui.text import cells, fit

__all__ = ["Part", "Row", "blank", "forget", "layered", "marked", "once", "row", "spread"]

Part = tuple[str, Ink]
"""A stretch of text in one ink."""

_LIMIT = 20_000
_Measured = tuple[str, Ink, int]
"""A part that is clean, with the cells that it takes."""

_Key = tuple[tuple[Part, ...], int, Ink]
_rows: dict[_Key, Row] = {}
_once: dict[Hashable, Strip] = {}


class Row(Strip):
    """A finished line that knows what it was made of, so that it can be made anew when another theme is worn.

    What Textual keeps of a strip (its segments, seven caches) takes longer to make than the line takes to be painted,
    and is made when Textual first asks for any of it.

    Args:
        shown: what is drawn, and how.
        width: in cells.
        parts: what it was made of.
        fill: ink of the rest of the line.
    """

    __slots__ = ("_shown", "fill", "parts")

    def __init__(self, shown: Sequence[tuple[str, Style]], width: int, parts: tuple[Part, ...], fill: Ink) -> None:
        self._shown, self.parts, self.fill = shown, parts, fill
        self._cell_length = width
        self._render_cache = None

    def __getattr__(self, name: str) -> object:
        if name not in Strip.__slots__:
            raise AttributeError(name)
        rendered = self._render_cache
        super().__init__([Segment(text, style) for text, style in self._shown], self._cell_length)
        self._render_cache = rendered
        return getattr(self, name)

    @property
    def renewed(self) -> Strip:
        """The same line as it looks now."""
        return row(self.parts, self.cell_length, self.fill)

    def render(self, console: Console) -> str:
        """What a terminal is sent to show it."""
        if self._render_cache is None:
            colors = console._color_system or ColorSystem.TRUECOLOR
            drawn = [self.render_style(style, text, color_system=colors) for text, style in self._shown]
            self._render_cache = "".join(drawn)
        return self._render_cache


def row(parts: Sequence[Part], width: int, fill: Ink) -> Strip:
    """One line of exactly `width` cells.

    Args:
        parts: what stands in it, from the left; what does not fit is left out.
        width: in cells.
        fill: ink of the rest of the line.

    Returns:
        The same object for the same arguments.
    """
    key = tuple(parts), width, fill
    known = _rows.get(key)
    # Whether a strip is true is asked of its segments, which are not to be made for that.
    return known if known is not None else _made(key, _measured(parts))


def _measured(parts: Sequence[Part]) -> list[_Measured]:
    # A text of narrow characters alone is clean, and as wide as it is long.
    return [(text, ink, len(text)) if is_narrow(text) else _wide(text, ink) for text, ink in parts]


def _wide(text: str, ink: Ink) -> _Measured:
    text = clean_line(text)
    return text, ink, cells(text)


def _known(key: _Key, measured: Sequence[_Measured]) -> Row:
    known = _rows.get(key)
    return known if known is not None else _made(key, measured)


def _made(key: _Key, measured: Sequence[_Measured]) -> Row:
    """The line of a key that has none yet, of parts that are measured already."""
    parts, width, fill = key
    if len(_rows) >= _LIMIT:
        _rows.clear()
    shown: list[Part] = []
    room = width
    for text, ink, size in measured:
        if size > room:
            # What comes next does not slip into the cell that half of a wide character leaves.
            text = text[: fit(text, room)]
            shown += [(text, ink), (" " * (room - cells(text)), ink)]
            room = 0
            break
        if text:
            shown.append((text, ink))
        room -= size
    if room > 0:
        shown.append((" " * room, fill))
    known = _rows[key] = Row(_joined(shown), width, parts, fill)
    return known


def _joined(shown: Sequence[Part]) -> list[tuple[str, Style]]:
    """As few stretches as show the same: each takes time at every paint, and most blanks look the same in two inks."""
    joined: list[tuple[str, Style]] = []
    text, style, is_blank = "", Style.null(), True
    for more, ink in shown:
        if not more:
            continue
        other, more_is_blank = style_of(ink), not more.strip(" ")
        if not text:
            text, style, is_blank = more, other, more_is_blank
        elif (
            (other is style or ((is_blank or more_is_blank) and _ground(other) == _ground(style) is not None))
            # What joins others is wider or narrower in one stretch with them.
            and is_narrow(text[-1])
            and is_narrow(more[0])
        ):
            text, style = text + more, other if is_blank else style
            is_blank = is_blank and more_is_blank
        else:
            joined.append((text, style))
            text, style, is_blank = more, other, more_is_blank
    if text:
        joined.append((text, style))
    return joined


@lru_cache(maxsize=512)
def _ground(style: Style) -> str | None:
    """What a blank in a style looks like; None where that is more than a colour."""
    if style.underline or style.underline2 or style.strike or style.reverse or style.overline or style.link:
        return None
    return style.bgcolor.name if style.bgcolor is not None else ""


def once(key: Hashable, make: Callable[[], Strip]) -> Strip:
    """A line that is made when it is first asked for: most of what stands in a pane stays the same at the next key.

    Args:
        key: all that the line is made of; what kinds of lines make it must differ in their keys.
        make: makes it.
    """
    known = _once.get(key)
    if known is None:
        if len(_once) >= _LIMIT:
            _once.clear()
        known = _once[key] = make()
    return known


def forget() -> None:
    """Make every line anew when it is asked for next: another theme is worn."""
    _rows.clear()
    _once.clear()


def blank(width: int, fill: Ink) -> Strip:
    """A line with nothing in it."""
    return row((), width, fill)


def spread(left: Sequence[Part], right: Sequence[Part], width: int, fill: Ink) -> Strip:
    """A line with something at either end; where both do not fit, the left one goes first."""
    at_left, at_right = _measured(left), _measured(right)
    gap = width - sum(size for _, _, size in (*at_left, *at_right))
    if gap < 1:
        return _known((tuple(left), width, fill), at_left)
    return _known(((*left, (" " * gap, fill), *right), width, fill), [*at_left, (" " * gap, fill, gap), *at_right])


def layered(text: str, ink: Ink, layers: Sequence[tuple[Sequence[Span], Ink]]) -> list[Part]:
    """`text` in `ink` with the spans of each layer in the ink of that layer; where they overlap the last one counts."""
    if not layers:
        return [(text, ink)] if text else []
    edges = {0, len(text)}
    for spans, _ in layers:
        edges.update(edge for span in spans for edge in span)
    cuts = sorted(edges)
    parts: list[Part] = []
    for begin, end in pairwise(cuts):
        over = [shown for spans, shown in layers if any(a <= begin and end <= b for a, b in spans)]
        chosen = over[-1] if over else ink
        if parts and parts[-1][1] is chosen:
            parts[-1] = (parts[-1][0] + text[begin:end], chosen)
        else:
            parts.append((text[begin:end], chosen))
    return parts


def marked(text: str, spans: Sequence[Span], ink: Ink, mark: Ink) -> list[Part]:
    """`text` in `ink` with `spans`, which do not overlap, in `mark`."""
    parts: list[Part] = []
    done = 0
    for begin, end in spans:
        if begin > done:
            parts.append((text[done:begin], ink))
        parts.append((text[begin:end], mark))
        done = end
    if done < len(text):
        parts.append((text[done:], ink))
    return parts
