"""Pages of the web that a browser has printed: moment, title, address and number stand at their edges."""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchtui.corpus.readers.pdf_lines import PdfLine

__all__ = ["printed_address", "printed_rows"]

_ADDRESS = re.compile(
    r"(?P<address>(?:https?|file)://[^\s…]+?)(?P<cut>…|\.\.\.)?(?:\s+\d{1,4}/\d{1,4})?", re.IGNORECASE
)
_MOMENT = re.compile(
    r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4},?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?\b", re.IGNORECASE
)


def printed_rows(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """What a browser has written at the edges of a page; nothing where there is not both an address and a moment.

    Chrome has the moment and the title above, the address and a number below; Firefox the title and the address above.

    Args:
        lines: of the page, in any order.
    """
    if not lines:
        return []
    highest, lowest = max(line.bottom for line in lines), min(line.bottom for line in lines)
    top = [line for line in lines if highest - line.bottom < 0.5 * line.size]
    foot = [line for line in lines if line.bottom - lowest < 0.5 * line.size]
    for one, other in ((top, foot), (foot, top)):
        if any(_ADDRESS.fullmatch(line.text) for line in one) and any(_MOMENT.match(line.text) for line in other):
            return [*top, *foot]
    return []


def printed_address(lines: Sequence[PdfLine]) -> str | None:
    """The address of the web that a page was printed from: empty where it is cut, None where no browser printed it."""
    rows = printed_rows(lines)
    for line in rows:
        match = _ADDRESS.fullmatch(line.text)
        if match is not None and match["cut"] is None and match["address"][:4].casefold() == "http":
            return match["address"]
    return "" if rows else None
