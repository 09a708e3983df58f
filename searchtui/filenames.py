r"""Names of files as text and as the system has them: bytes that are no UTF-8 are written `\xff`."""

from __future__ import annotations

import os
import re
from pathlib import Path

__all__ = ["located", "shown_name"]

_WRITTEN_BYTES = re.compile(r"(?:\\x[89a-f][0-9a-f])+")


def shown_name(name: str) -> str:
    r"""A name, or a path, as text that can be stored and printed."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")


def located(folder: Path, path: str) -> Path:
    r"""Where a file is.

    Args:
        folder: that its path is relative to.
        path: as text, with `/`; a name may also really have `\xff` in it, and then it is that one.
    """
    plain = folder / path
    if "\\x" not in path or plain.exists():
        return plain
    return folder / _WRITTEN_BYTES.sub(lambda match: os.fsdecode(bytes.fromhex(match[0].replace("\\x", ""))), path)
