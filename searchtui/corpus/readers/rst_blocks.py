"""The blocks of reStructuredText: headings, paragraphs, items of lists, rows of tables, directives.

Source: the reStructuredText markup specification of Docutils. Nothing is included, and no directive is carried out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from searchtui.article import Kind
from searchtui.corpus.readers.rst_lines import Block, Line
from searchtui.corpus.readers.rst_tables import begins_table, table_of

__all__ = ["FIELD", "blocks_of"]

_DEEPEST = 24
"""Quotes and lists inside one another; deeper text is read as one paragraph."""

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1+")
_BULLET = re.compile(r"(?:[-*+•‣⁃]|(?:\d{1,4}|[A-Za-z#]|[ivxlcIVXLC]{1,6})[.)]|\((?:\d{1,4}|[A-Za-z#])\))(?:\s+|$)")
_EXPLICIT = re.compile(r"\.\.(?:\s+|$)")
_FOOTNOTE = re.compile(r"\[(?:\d+|#[\w.-]*|\*|[A-Za-z][\w.-]*)\](?:\s+|$)")
_TARGET = re.compile(r"_[^:]*:|__:?(?:\s|$)|\|[^|]+\|\s")
_DIRECTIVE = re.compile(r"(?P<name>[\w:.+-]+?)\s?::(?:\s+(?P<argument>.*))?$")
FIELD = re.compile(r":(?P<name>(?![\s:])[^:`]{1,80}(?<!\s)):(?:\s+(?P<value>.*))?$")
"""A field: `:name: value`."""

_ANONYMOUS = re.compile(r"__\s")
_ATTRIBUTION = re.compile(r"(?:--|—|―)\s*(?=\S)")

_CODE = frozenset(["code", "code-block", "sourcecode", "parsed-literal", "math", "prompt", "productionlist"])
_FOR_PROGRAMS = """
    include literalinclude raw toctree contents sectnum index meta role default-role header footer highlight
    target-notes
    graphviz digraph graph mermaid plot tabularcolumns video audio youtube vimeo raw-html post-list
"""
_SILENT = frozenset(_FOR_PROGRAMS.split())
"""Directives of which nothing is an article's text: they name files, or are for programs."""

_TITLED = frozenset(["topic", "sidebar", "admonition", "rubric", "centered", "table", "list-table", "csv-table"])
"""Directives whose argument is shown."""


def blocks_of(lines: Sequence[Line], depth: int = 0, kind: Kind | None = None) -> Iterator[Block]:
    """The blocks of some lines.

    Args:
        lines: of the file, or of what is indented in it.
        depth: how deep in others they are.
        kind: of the paragraphs that they make.
    """
    if depth > _DEEPEST:
        text = " ".join(words for line in lines if (words := line.text.strip()))
        if text:
            yield Block(text, lines[0].number, kind)
        return
    place = 0
    while place < len(lines):
        line = lines[place]
        if not line.text:
            place += 1
            continue
        if line.indent:
            inside, place = _indented(lines, place)
            yield from blocks_of(inside, depth + 1, kind or Kind.BODY)
            continue
        heading = _heading(lines, place)
        if heading is not None:
            block, place = heading
            if block is not None:
                yield block
            continue
        if _EXPLICIT.match(line.text) or _ANONYMOUS.match(line.text):
            inside, end = _hanging(lines, place)
            yield from _explicit(inside, depth, kind)
            place = end
            continue
        if begins_table(line):
            place, rows = table_of(lines, place)
            yield from rows
            continue
        bullet = _BULLET.match(line.text)
        if bullet and _is_item(lines, place, bullet.end()):
            inside, place = _hanging(lines, place, bullet.end())
            yield from blocks_of(inside, depth + 1, kind or Kind.BODY)
            continue
        field = FIELD.match(line.text)
        if field is not None:
            inside, place = _hanging(lines, place)
            words = " ".join(part for one in inside[1:] if (part := one.text.strip()))
            yield Block(f"{field['name']}: {field['value'] or ''} {words}".strip(), line.number, kind or Kind.BODY)
            continue
        paragraph, place = _paragraph(lines, place)
        yield from _said(paragraph, kind)
        if paragraph[-1].text.endswith("::"):
            literal, place = _indented(lines, _next(lines, place))
            yield from _literal(literal)


def _next(lines: Sequence[Line], place: int) -> int:
    """The next line that is not blank."""
    while place < len(lines) and not lines[place].text:
        place += 1
    return place


def _indented(lines: Sequence[Line], place: int) -> tuple[list[Line], int]:
    """The indented lines from here on, without what all of them are indented by, and where they end."""
    end = place
    while end < len(lines) and (not lines[end].text or lines[end].indent):
        end += 1
    return _shifted(lines[place:end]), end


def _shifted(lines: Sequence[Line]) -> list[Line]:
    margin = min((line.indent for line in lines if line.text), default=0)
    return [Line(line.number, line.text[margin:]) for line in lines]


def _hanging(lines: Sequence[Line], place: int, margin: int = 0) -> tuple[list[Line], int]:
    """A line without its mark, with what is indented below it, and where that ends.

    Args:
        lines: all of them.
        place: of the line.
        margin: length of its mark.
    """
    first = lines[place]
    below, end = _indented(lines, place + 1)
    if not first.text[margin:].strip() and margin == 0:
        return [first], place + 1
    return [Line(first.number, first.text[margin:].lstrip()), *below], end


def _paragraph(lines: Sequence[Line], place: int) -> tuple[list[Line], int]:
    """The lines up to the next one that is blank or, below the first, indented."""
    end = place + 1
    while end < len(lines) and lines[end].text and not lines[end].indent and not _is_heading(lines, end):
        end += 1
    return list(lines[place:end]), end


def _is_heading(lines: Sequence[Line], place: int) -> bool:
    """Whether a line of a paragraph is the underline of a heading: the line above it was none of the paragraph."""
    found = _heading(lines, place)
    return found is not None and found[0] is not None


def _heading(lines: Sequence[Line], place: int) -> tuple[Block | None, int] | None:
    """A heading, or a rule, and where it ends; None where none begins here."""
    text = lines[place].text
    below = lines[place + 1].text if place + 1 < len(lines) else ""
    if _ADORNMENT.fullmatch(text):
        last = lines[place + 2].text if place + 2 < len(lines) else ""
        if below.strip() and last == text and not _ADORNMENT.fullmatch(below):
            return Block(below.strip(), lines[place + 1].number, Kind.HEADING, text[0] * 2), place + 3
        return (None, place + 1) if len(text) >= 4 and not below else None
    if below and _ADORNMENT.fullmatch(below) and len(below) >= min(4, len(text)) and len(text) <= 300:
        rule = len(below) >= len(text) - 2 or (len(set(below)) == 1 and len(below) >= 4)
        return (Block(text, lines[place].number, Kind.HEADING, below[0]), place + 2) if rule else None
    return None


def _is_item(lines: Sequence[Line], place: int, margin: int) -> bool:
    """Whether a line that begins like an item of a list is one: the next line does not go on at the margin."""
    following = lines[place + 1] if place + 1 < len(lines) else None
    return (
        following is None
        or not following.text
        or following.indent >= min(margin, 2)
        or _BULLET.match(following.text) is not None
    )


def _said(lines: Sequence[Line], kind: Kind | None) -> Iterator[Block]:
    """A paragraph; that of a doctest or of verse too."""
    first = lines[0]
    if first.text.startswith(">>> "):
        yield from _literal(lines)
        return
    if all(line.text.startswith("|") for line in lines):
        lines = [Line(line.number, line.text[1:].strip()) for line in lines]
    text = "\n".join(line.text for line in lines if line.text)
    text = _ATTRIBUTION.sub("— ", text, count=1) if _ATTRIBUTION.match(text) else text
    if text.endswith("::"):
        text = text[:-2].rstrip() if text == "::" or text[-3:-2].isspace() else text[:-1]
    if text.strip():
        yield Block(text, first.number, kind)


def _literal(lines: Sequence[Line]) -> Iterator[Block]:
    text = " ".join(words for line in lines if (words := " ".join(line.text.split())))
    if text:
        number = next(line.number for line in lines if line.text)
        yield Block(text, number, Kind.BODY, literal=True)


def _explicit(lines: Sequence[Line], depth: int, kind: Kind | None) -> Iterator[Block]:
    """What begins with two points: footnotes and directives are read, comments and targets are not."""
    first = _EXPLICIT.sub("", lines[0].text, count=1)
    footnote = _FOOTNOTE.match(first)
    if footnote:
        head = Line(lines[0].number, first[footnote.end() :])
        yield from blocks_of([head, *lines[1:]], depth + 1, Kind.FOOTNOTE)
        return
    if _TARGET.match(first) or _ANONYMOUS.match(first):
        return
    directive = _DIRECTIVE.match(first)
    if directive:
        name = directive["name"].rpartition(":")[2].casefold()
        argument = (directive["argument"] or "").strip()
        yield from _directive(name, argument, lines, depth, kind)


def _directive(name: str, argument: str, lines: Sequence[Line], depth: int, kind: Kind | None) -> Iterator[Block]:
    options, content = _options(lines[1:])
    number = lines[0].number
    if name in _SILENT:
        return
    if name in _CODE:
        yield from _literal(content)
    elif name in ("image", "figure"):
        captions = list(blocks_of(content, depth + 1, Kind.CAPTION)) if name == "figure" else []
        yield from captions or ([Block(options["alt"], number, Kind.CAPTION)] if options.get("alt") else [])
    elif name == "csv-table":
        if argument:
            yield Block(argument, number, Kind.CAPTION)
        yield from (Block(line.text.replace('"', ""), line.number, Kind.BODY) for line in content if line.text)
    elif name in _TITLED:
        if argument:
            yield Block(argument, number, Kind.CAPTION if name.endswith("table") else Kind.HEADING, "directive")
        yield from blocks_of(content, depth + 1, kind or Kind.BODY)
    else:
        # An admonition may begin on the line of its name. What another directive has there is for programs.
        is_text = " " in argument and not re.search(r"[()=/\\]", argument)
        head = [Line(number, argument)] if is_text else []
        yield from blocks_of([*head, *content], depth + 1, kind or Kind.BODY)


def _options(lines: Sequence[Line]) -> tuple[dict[str, str], list[Line]]:
    """The options below a directive, and its content."""
    options: dict[str, str] = {}
    place = 0
    name = ""
    while place < len(lines) and lines[place].text:
        field = FIELD.match(lines[place].text)
        if field is not None:
            name = field["name"]
            options[name] = field["value"] or ""
        elif name and lines[place].indent:
            options[name] = f"{options[name]} {lines[place].text.strip()}"
        else:
            break
        place += 1
    return options, list(lines[place:])
