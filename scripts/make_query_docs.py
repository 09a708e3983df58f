"""Make `docs/query-language.md` from the one description of the query language.

Usage: make_query_docs.py [--check] FILE

With `--check` nothing is written; the exit code is 1 where FILE is not what would be written.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

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
            yield f"| `{_cell(entry.example)}` | {_cell(entry.meaning)} |"
        yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> int:
    """Write the page, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    made = page().rstrip("\n") + "\n"
    if not options.check:
        options.file.write_text(made, encoding="utf-8")
        return 0
    if options.file.read_text(encoding="utf-8") == made:
        return 0
    print(f"{options.file} is not what the guide says; run make_query_docs.py {options.file}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
