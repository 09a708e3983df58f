"""Rule `header-line`: the lines `From:`, `To:`, `Date:` and `Subject:` above a message (RFC 5322, section 3.6)."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["mail_header"]

_LINE = re.compile(
    r"(?P<name>from|to|cc|bcc|reply-to|sender|sent|date|subject|message-id|organization|newsgroups)\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)


def mail_header(lines: Iterable[str]) -> list[tuple[str, str]]:
    """The fields of the message whose header the first lines are: names in lower case, and values.

    A text can begin with one such line by chance: a header has a subject and something else.
    """
    fields: list[tuple[str, str]] = []
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None:
            break
        fields.append((match["name"].lower(), match["value"]))
    names = [name for name, _ in fields]
    return fields if names.count("subject") == 1 and len(set(names)) > 1 else []
