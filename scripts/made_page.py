"""What the scripts that make a page have in common: write it, or with `--check` compare it with what is there."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

__all__ = ["cell", "write_or_check"]


def cell(text: str) -> str:
    """Text for a cell of a table in Markdown."""
    return text.replace("|", "\\|")


def write_or_check(description: str | None, lines: Iterable[str]) -> int:
    """Do what the command line asks for, and return the exit code.

    Args:
        description: of the script.
        lines: of the page.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    made = "\n".join(lines).rstrip("\n") + "\n"
    if not options.check:
        options.file.write_text(made, encoding="utf-8")
        return 0
    if options.file.is_file() and options.file.read_text(encoding="utf-8") == made:
        return 0
    print(f"{options.file} is not as it would be made; run make docs", file=sys.stderr)
    return 1
