"""DocBook, in XML and in SGML: a whole document is one article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from searchtui.corpus.complaints import capped
from searchtui.corpus.drafts import Contents
from searchtui.corpus.readers.marked_up import Vocabulary, blocks_of, names_in
from searchtui.corpus.readers.xml_articles import first_read, marked_draft
from searchtui.corpus.readers.xml_trees import Tree, attribute, children, first, inside, name_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["is_docbook", "read_docbook"]

_NAMESPACE = "http://docbook.org/ns/docbook"
_SECTIONS = names_in("""
        appendix article bibliography book chapter colophon dedication epigraph glossary part preface refentry reference
        refsect1 refsect2 refsect3 refsection refsynopsisdiv sect1 sect2 sect3 sect4 sect5 section set simplesect topic
        acknowledgements partintro bibliodiv glossdiv qandadiv
        """)
_ITS_OWN = names_in("""
        para simpara formalpara sect1 sect2 chapter simplesect refsect1
        """)
"""Elements by which DocBook is known: other vocabularies have articles and books too."""

_VOCABULARY = Vocabulary(
    blocks=names_in("""
        para simpara formalpara abstract address blockquote bridgehead bibliomixed biblioentry caution cmdsynopsis
        informalexample informalfigure mediaobject informalequation funcsynopsis important itemizedlist orderedlist
        variablelist simplelist segmentedlist calloutlist procedure literallayout note programlisting programlistingco
        screen screenco screenshot sidebar synopsis informaltable tip warning term varlistentry question answer
        qandaentry qandaset glossentry glossterm glossdef callout refnamediv epigraph attribution msgset graphic task
        step substeps tgroup thead tbody tfoot
        """),
    sections=_SECTIONS,
    headings=frozenset(["title", "bridgehead", "refname"]),
    captions=frozenset(["caption", "screeninfo"]),
    captioned=frozenset(["equation", "example", "figure", "table"]),
    notes=frozenset(["footnote"]),
    items=frozenset(["listitem", "member"]),
    rows=frozenset(["row", "tr"]),
    cells=frozenset(["entry", "td", "th"]),
    breaks=frozenset(["sbr"]),
    left_out=names_in(
        "indexterm index toc lot tocchap remark comment titleabbrev colspec spanspec textobject refmeta cover"
    ),
)
_INFO = "info articleinfo bookinfo artheader docinfo chapterinfo sectioninfo sect1info refentryinfo setinfo partinfo"
_HEADS = frozenset(_INFO.split())


def is_docbook(root: Element) -> bool:
    """Whether an element is that of a document in DocBook."""
    if str(root.tag).startswith(f"{{{_NAMESPACE}}}"):
        return True
    return name_of(root) in _SECTIONS | {"text"} and next(inside(root, *_ITS_OWN), None) is not None


def read_docbook(tree: Tree) -> Contents:
    """Read the whole document as one article."""
    complaints = list(tree.complaints)
    head = next(children(tree.root, *_HEADS), None)
    title = first(head, "title")
    values: dict[str, object] = {
        "title": text_of(first(tree.root, "title") if title is None else title, "footnote", "indexterm"),
        "authors": [name for author in _authors(head) if (name := _name(author))],
        "source": text_of(first(head, "publisher", "publishername")) or text_of(first(head, "publishername")),
        "date": first_read("date", _dates(head)),
        "language": attribute(tree.root, "lang"),
    }
    _empty_heads(tree.root)
    blocks = blocks_of(tree.root, _VOCABULARY)
    draft = marked_draft(blocks, values, "docbook", complaints)
    return Contents((draft,) if draft.paragraphs else (), capped(complaints))


def _empty_heads(root: Element) -> None:
    """Leave of the heads of the document and its parts what is shown as text."""
    for head in inside(root, *_HEADS):
        for child in list(head):
            if name_of(child) not in ("title", "subtitle", "abstract"):
                head.remove(child)


def _authors(head: Element | None) -> Iterator[Element]:
    yield from inside(head, "author")


def _name(author: Element) -> str:
    parts = [text_of(part) for name in ("firstname", "givenname", "surname") for part in inside(author, name)]
    whole = next(inside(author, "personname"), author)
    return " ".join(filter(None, parts)) or text_of(whole, "affiliation", "email", "address", "authorblurb", "contrib")


def _dates(head: Element | None) -> Iterator[str]:
    yield from (text_of(date) for date in (*children(head, "pubdate"), *children(head, "date")))
