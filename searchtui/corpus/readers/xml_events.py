"""XML that a stranger wrote, read from front to back without a tree.

No tree means that neither depth nor size costs more than the text itself. Nothing that XML can fetch or unfold is: no
document type with entities of its own, no external entity, no file. expat is used as it is, with the same refusals as
defusedxml makes, which puts a parser in pure Python around it and takes three times as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn
from xml.parsers import expat

__all__ = ["Walker", "walk_xml"]

_DEEPEST = 100_000
"""Elements inside each other: more are made to exhaust whoever reads them."""


class Walker:
    """Sees the elements and the text of a document go by; what it does not override it does not care for."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A stretch of text, as long as the parser happens to give it."""


class _RefusedError(Exception):
    """What is wrong with a document, as a sentence."""


def walk_xml(data: bytes, walker: Walker, prefixes: Mapping[str, str]) -> str | None:
    """Lead a walker through a document.

    Args:
        data: the document, in any encoding that expat knows.
        walker: is told names as `prefix:name`, as `name` where they have no namespace, else as `namespace name`.
        prefixes: of each namespace the prefix by which the walker knows it, whatever the document calls it.

    Returns:
        A sentence on what is wrong with the document, if anything is; the walker has seen what stands before that.
    """
    names: dict[str, str] = {}
    depth = 0

    def named(name: str) -> str:
        namespace, _, local = name.rpartition(" ")
        prefix = prefixes.get(namespace)
        known = names[name] = name if prefix is None else f"{prefix}:{local}" if prefix else local
        return known

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _RefusedError("Its markup is nested too deeply.")
        if attributes:
            attributes = {names.get(key) or named(key): value for key, value in attributes.items()}
        walker.start(names.get(name) or named(name), attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        walker.end(names.get(name) or named(name))

    parser = expat.ParserCreate(None, " ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = walker.text
    parser.EntityDeclHandler = _refuse_entities
    parser.UnparsedEntityDeclHandler = _refuse_entities
    parser.ExternalEntityRefHandler = _refuse_entities
    try:
        parser.Parse(data, True)
    except _RefusedError as error:
        return str(error)
    except (expat.ExpatError, ValueError, LookupError) as error:  # the others are of an encoding that nobody knows
        line = f" after line {error.lineno}" if isinstance(error, expat.ExpatError) and error.lineno > 1 else ""
        return f"Its markup is broken{line}."
    return None


def _refuse_entities(*_: object) -> NoReturn:
    raise _RefusedError("Its markup declares entities, which are not read.")
