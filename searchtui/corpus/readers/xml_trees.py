"""A document in XML as a tree, whatever is wrong with it, and without anything that XML can fetch or unfold.

The document type is taken away before the parser sees the text. What it declares is not fetched; of the entities in it
those that stand for a few plain words are put in their places, and so are those of HTML, which many files use without
declaring them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from html.entities import html5
from typing import TYPE_CHECKING

import msgspec

from searchtui.article import Reason
from searchtui.corpus.readers.lenient_trees import ILLEGAL, lenient_tree
from searchtui.corpus.sources import Source, UnreadableError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["Tree", "attribute", "children", "first", "inside", "name_of", "read_tree", "steps", "text_of"]

_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_DECLARATION = re.compile(r"\s*<\?xml\s[^<>]*?\?>")
_ENCODING = re.compile(rb"<\?xml\s[^<>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*+(?:\[(?P<subset>.*?)\]\s*)?>", re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s+([\w.:-]+)\s+(?:\"([^\"<&%]{0,400})\"|'([^'<&%]{0,400})')\s*>")
_REFERENCE = re.compile(r"&(?:([A-Za-z_][\w.:-]{0,100})|#(?:x([0-9A-Fa-f]{1,7})|(\d{1,7})));")
_MARKS = {"amp", "lt", "gt", "quot", "apos"}
_IN_HTML = {name[:-1]: text for name, text in html5.items() if name.endswith(";") and not set(text) & set("<>&\"'\n\t")}
_MOST_PUT_IN = 1_000_000
"""Characters that entities may add to a document."""


class Tree(msgspec.Struct, frozen=True):
    """What was read of a document.

    Args:
        root: its outermost element.
        complaints: what is wrong with it.
    """

    root: Element
    complaints: tuple[str, ...] = ()


def read_tree(source: Source) -> Tree:
    """Read a document in XML.

    Raises:
        UnreadableError: no element of it can be read.
        NotTextError: it is no text.
    """
    from lxml import etree  # 20 ms, which a search need not spend

    declared = _ENCODING.match(source.data.lstrip()[:300])
    text, complaints = _plain(source.text(declared[1].decode("ascii") if declared else None))
    data = text.encode("utf-8")
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        return Tree(etree.fromstring(data, etree.XMLParser(**options, encoding="utf-8")), complaints)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = error.lineno if isinstance(error, etree.XMLSyntaxError) else None
    where = f" in line {line}" if line else ""
    root = lenient_tree(text)
    if root is None:
        raise UnreadableError(Reason.BROKEN, "It holds no markup that can be read.")
    return Tree(root, (*complaints, f"Its markup is broken{where}; what could be read of it was read."))


def _plain(text: str) -> tuple[str, tuple[str, ...]]:
    """The document without declaration, document type and entities, each line where it was."""
    text = ILLEGAL.sub("", text.removeprefix("\ufeff").replace("\f", " "))
    declaration = _DECLARATION.match(text)
    if declaration:
        text = "\n" * declaration[0].count("\n") + text[declaration.end() :]
    entities: dict[str, str] = {}
    prolog = _PROLOG.match(text)
    doctype = _DOCTYPE.match(text, prolog.end() if prolog else 0)
    if doctype:
        for name, double, single in _ENTITY.findall(doctype["subset"] or ""):
            entities.setdefault(name, double or single)
        text = text[: doctype.start()] + "\n" * doctype[0].count("\n") + text[doctype.end() :]
    put_in, unknown = 0, False

    def resolved(match: re.Match[str]) -> str:
        nonlocal put_in, unknown
        name, hexadecimal, decimal = match.groups()
        if name is None:
            number = int(hexadecimal, 16) if hexadecimal else int(decimal)
            is_legal = number in (9, 10, 13) or (31 < number <= 0x10FFFF and not ILLEGAL.match(chr(number)))
            return match[0] if is_legal else ""
        if name in _MARKS:
            return match[0]
        value = entities.get(name)
        if value is None:
            value = _IN_HTML.get(name)
        put_in += len(value or "")
        if value is None or put_in > _MOST_PUT_IN:
            unknown = True
            return ""
        return value

    text = _REFERENCE.sub(resolved, text)
    return text, ("It has entities that are not read; what they stand for is missing.",) if unknown else ()


def name_of(element: Element) -> str:
    """The name of an element in lower case, without its namespace; empty for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The elements right inside another, those with one of these names, if any are given."""
    for child in () if element is None else element:
        name = name_of(child)
        if name and (not names or name in names):
            yield child


def inside(element: Element | None, *names: str) -> Iterator[Element]:
    """The elements anywhere inside another that have one of these names."""
    if element is not None:
        yield from (child for child in element.iterdescendants() if name_of(child) in names)


def first(element: Element | None, *path: str) -> Element | None:
    """The first element that a path of names leads to, each right inside the one before; `a|b` is either of two."""
    found = [] if element is None else [element]
    for names in path:
        allowed = names.split("|")
        found = [child for parent in found for child in children(parent, *allowed)]
    return found[0] if found else None


def steps(root: Element, left_out: Container[str] = ()) -> Iterator[tuple[Element, str, str]]:
    """Walk through an element, however deep it is.

    Args:
        root: where to begin.
        left_out: names of elements that are passed by.

    Yields:
        An element, its name and the text in it before its first child; after all that is in it, the element, `/` and
        the text behind it. Of what is passed by, comments among it, an empty name and the text behind it.
    """
    yield root, name_of(root), root.text or ""
    open_elements = [(root, iter(root))]
    while open_elements:
        element, rest = open_elements[-1]
        child = next(rest, None)
        if child is None:
            open_elements.pop()
            yield element, "/", (element.tail or "") if open_elements else ""
            continue
        name = name_of(child)
        if name and name not in left_out:
            yield child, name, child.text or ""
            open_elements.append((child, iter(child)))
        elif child.tail:
            yield child, "", child.tail


def attribute(element: Element | None, *names: str) -> str:
    """The first attribute that has one of these names and a value; empty where none has."""
    if element is None:
        return ""
    values = {str(key).rpartition("}")[2].lower(): str(value).strip() for key, value in element.attrib.items()}
    return next((values[name] for name in names if values.get(name)), "")


def text_of(element: Element | None, *left_out: str) -> str:
    """All text in an element, on one line.

    Args:
        element: None for one that is not there.
        left_out: names of elements in it whose text does not count.
    """
    if element is None:
        return ""
    skipped = frozenset(left_out)
    return " ".join("".join(text for _, _, text in steps(element, skipped)).split())
