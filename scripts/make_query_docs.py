"""Make `docs/query-language.md` from the one description of the query language.

Usage: make_query_docs.py [--check] FILE

With `--check` nothing is written; the exit code is 1 where FILE is not what would be written.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator

from scripts.made_page import cell, write_or_check
from searchtui.collection import QUERY_GUIDE

_INTRODUCTION = """\
What can be typed in the query line, after `searchtui search`, and in `Collection.search`. `searchtui help query` prints
the same, F1 shows it, and `searchtui explain QUERY` says how a query was understood, what each word stands for, and why
a hit has its score.
"""


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "<!-- Made by scripts/make_query_docs.py from searchtui/query/guide.py. -->"
    yield "# The query language"
    yield ""
    yield _INTRODUCTION
    for section in QUERY_GUIDE:
        yield f"## {section.title}"
        yield ""
        if section.text:
            yield textwrap.fill(section.text, 120)
            yield ""
        yield "| query | finds |"
        yield "|---|---|"
        for entry in section.entries:
            yield f"| `{cell(entry.example)}` | {cell(entry.meaning)} |"
        yield ""


def main() -> int:
    """Write the page, or compare it."""
    return write_or_check(__doc__, _lines())


if __name__ == "__main__":
    sys.exit(main())
