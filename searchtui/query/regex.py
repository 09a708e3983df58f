"""Regular expressions that users type.

They are those of RE2, which takes time in proportion to what is searched, whatever the expression; Python's own can
take for ever. It is imported only where a query has an expression or a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

__all__ = ["LONGEST_REGEX", "compiled_for_lines", "matches_wholly", "regex_fault", "wildcard_as_regex"]

LONGEST_REGEX = 200

_KEPT = 64


def _compiled(pattern: str | bytes) -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = False
    options.never_nl = True
    return re2.compile(pattern, options)


@lru_cache(_KEPT)
def compiled_for_lines(pattern: str) -> Any:
    """An expression that finds the whole lines of a text in UTF-8 that match another one; case makes no difference.

    Args:
        pattern: without a fault.
    """
    return _compiled(f"(?m)^(?:{pattern})$".encode("utf-8", "surrogatepass"))


@lru_cache(_KEPT)
def matches_wholly(pattern: str) -> Callable[[str], object]:
    """Says of a word whether it matches an expression from its first to its last letter; case makes no difference."""
    expression = _compiled(pattern)
    return lambda word: expression.fullmatch(word)


@lru_cache(_KEPT)
def regex_fault(pattern: str) -> str | None:
    """What is wrong with a regular expression; None for nothing."""
    import re2

    if len(pattern) > LONGEST_REGEX:
        return f"it is longer than {LONGEST_REGEX} characters"
    try:
        matches_wholly(pattern)
        compiled_for_lines(pattern)
    except (re2.error, UnicodeEncodeError) as error:
        fault = error.args[0]
        return fault.decode() if isinstance(fault, bytes) else str(fault)
    return None


def wildcard_as_regex(pattern: str) -> str:
    """A pattern in which `*` stands for any letters, `?` for any one and all else for itself, as an expression."""
    return "".join({"*": ".*", "?": "."}.get(character) or re.escape(character) for character in pattern)
