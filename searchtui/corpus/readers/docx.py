"""Word documents since 2007 (ECMA-376, also in its strict form): one article a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from searchtui.article import Kind, Reason
from searchtui.corpus.allowance import Allowance
from searchtui.corpus.drafts import Contents
from searchtui.corpus.readers import read_source
from searchtui.corpus.readers.blocks import Block
from searchtui.corpus.readers.docx_styles import WORD_PREFIXES, read_styles
from searchtui.corpus.readers.docx_text import WordText
from searchtui.corpus.readers.office import article_of, read_properties
from searchtui.corpus.readers.packages import Package, joined_path
from searchtui.corpus.readers.xml_events import Walker, walk_xml
from searchtui.corpus.sources import Source, UnreadableError
from searchtui.corpus.taking import entered

__all__ = ["read_docx"]

_MAIN_PART = "word/document.xml"
_CONTENT_OF_MAIN_PART = (
    "wordprocessingml.document.main+xml",
    "wordprocessingml.template.main+xml",
    "ms-word.document.",
)


def read_docx(source: Source) -> Contents:
    """Read the text of a document; headers, footers and comments are left out, notes stand at its end."""
    allowance = source.allowance or Allowance()
    package = Package(msgspec.structs.replace(source, allowance=allowance))
    of_package = _relations(package, "")
    main = _main_part(package, of_package)
    data = package.read(main)
    if data is None:
        raise UnreadableError(Reason.BROKEN, "It is no Word document: the part that holds its text is missing.")
    related = _relations(package, main)
    wrong: list[str] = []

    def part(kind: str) -> bytes | None:
        return package.read(related.get(kind) or joined_path(main, f"{kind}.xml"))

    def chunk(identity: str) -> Iterator[Block]:
        name = related.pop(f"#{identity}", "")
        data = package.read(name) if name else None
        try:
            yield from () if data is None else _chunk(Source(name, data, allowance))
        except UnreadableError as error:
            wrong.append(f"Of {name[:100]!r} in it nothing can be read: {error}")

    styles = read_styles(part("styles"))
    text = WordText(styles, chunk)
    complaint = walk_xml(data, text, WORD_PREFIXES)
    blocks = text.finish()
    notes: dict[tuple[str, str], str] = {}
    for kind in ("footnotes", "endnotes") if text.references else ():
        reading = WordText(styles)
        walk_xml(part(kind) or b"", reading, WORD_PREFIXES)
        reading.finish()
        notes |= reading.notes
    referred = dict.fromkeys(text.references)
    blocks.extend(Block(note, kind=Kind.FOOTNOTE) for key in referred if (note := notes.get(key, "")).strip())
    properties = read_properties(package.read(of_package.get("core-properties") or "docProps/core.xml"))
    return article_of(blocks, properties, next(iter([*filter(None, (package.complaint, complaint)), *wrong]), None))


def _chunk(source: Source) -> Iterator[Block]:
    """What stands in a file of another format inside a document (ECMA-376, part 1, 17.17.2), which may be all of it."""
    with entered(source.allowance or Allowance()):
        contents = read_source(source)
    for draft in contents.drafts:
        for paragraph in draft.paragraphs:
            kind = None if paragraph.kind is Kind.BODY else paragraph.kind
            yield Block(paragraph.text, kind=kind, level=2 if kind is Kind.HEADING else 0)


def _main_part(package: Package, related: Mapping[str, str]) -> str:
    """The name of the part with the text: as the package says, as its list of contents says, or the usual one."""
    named = related.get("officeDocument")
    if named is not None and named in package:
        return named
    contents = _ContentTypes()
    walk_xml(package.read("[Content_Types].xml") or b"", contents, WORD_PREFIXES)
    return contents.main or _MAIN_PART


def _relations(package: Package, part: str) -> dict[str, str]:
    """The parts that a part refers to, by the last word of the kind of relation (ECMA-376, part 2, 9.3).

    Each is there by its identifier too, with a `#` in front.

    Args:
        package: that holds them.
        part: that refers, empty for the package itself.
    """
    folder, slash, name = part.rpartition("/")
    relations = _Relations(part)
    walk_xml(package.read(f"{folder}{slash}_rels/{name}.rels") or b"", relations, WORD_PREFIXES)
    return relations.targets


class _Relations(Walker):
    def __init__(self, part: str) -> None:
        self.targets: dict[str, str] = {}
        self._part = part

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = joined_path(self._part, attributes.get("Target", ""))
            self.targets.setdefault(kind, target)
            self.targets[f"#{attributes.get('Id', '')}"] = target


class _ContentTypes(Walker):
    def __init__(self) -> None:
        self.main: str | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        content = attributes.get("ContentType", "")
        if name == "Override" and self.main is None and any(one in content for one in _CONTENT_OF_MAIN_PART):
            self.main = attributes.get("PartName", "").lstrip("/")
