"""Readers, one module a format: the text of a file becomes drafts of articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from searchtui.corpus.drafts import Contents
from searchtui.corpus.readers.json_lines import read_json_lines
from searchtui.corpus.readers.markdown import read_markdown
from searchtui.corpus.readers.plain import read_plain

__all__ = ["READERS", "Reader"]

Reader = Callable[[str], Contents]
"""Takes the decoded text of a file. Raises nothing: what it cannot read, it complains of."""

READERS: Mapping[str, Reader] = {
    ".jsonl": read_json_lines,
    ".markdown": read_markdown,
    ".md": read_markdown,
    ".text": read_plain,
    ".txt": read_plain,
}
"""Which reader reads the files with a suffix, in lower case."""
