"""NewsML, old and G2, and the news items of Reuters: envelopes around articles in NITF, XHTML or their own markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from searchtui.corpus.complaints import capped
from searchtui.corpus.drafts import Contents, Draft
from searchtui.corpus.readers.blocks import Block
from searchtui.corpus.readers.marked_up import Vocabulary, blocks_of, names_in
from searchtui.corpus.readers.nitf import nitf_blocks, nitf_values
from searchtui.corpus.readers.xml_articles import day_of, first_read, marked_draft, named
from searchtui.corpus.readers.xml_trees import Tree, attribute, children, inside, name_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["NEWS_ROOTS", "read_news"]

NEWS_ROOTS = frozenset(["newsitem", "newsmessage", "newsml", "nitf", "nitfs", "packageitem"])

_PAGE = Vocabulary(
    blocks=names_in("""
        html body datacontent div p pre section article figure blockquote ul ol dl dt dd table thead tbody tfoot text
        inlinexml inlinedata header footer main aside hr address media content
        """),
    headings=names_in("""
        h1 h2 h3 h4 h5 h6 hl2
        """),
    captions=frozenset(["figcaption", "caption", "media-caption"]),
    items=frozenset(["li"]),
    rows=frozenset(["tr"]),
    cells=frozenset(["td", "th"]),
    breaks=frozenset(["br"]),
    left_out=frozenset(["head", "script", "style", "metadata"]),
)
_TEXTS = ("inlinexml", "datacontent", "inlinedata", "text")
_HEADLINES = ("headline", "title")
_DATES = ("firstcreated", "contentcreated", "versioncreated", "thisrevisioncreated", "datelinedate", "datesent")


def read_news(tree: Tree) -> Contents:
    """Read an article from each item that holds text, named by its identifier."""
    complaints = list(tree.complaints)
    items = list(_items(tree.root))
    drafts: list[Draft] = []
    names: list[str | None] = []
    for item in items:
        nitf = item if name_of(item) == "nitf" else next(inside(item, "nitf"), None)
        values = _values(item)
        if nitf is not None:
            blocks = nitf_blocks(nitf)
            values |= {field: value for field, value in nitf_values(nitf).items() if value}
        else:
            blocks = _blocks(item)
        draft = marked_draft(blocks, values, "nitf" if nitf is not None else "newsml", complaints)
        if draft.paragraphs:
            drafts.append(draft)
            names.append(_name(item) or None)
    return Contents(named(drafts, names, "Item", complaints), capped(complaints))


def _items(root: Element) -> Iterator[Element]:
    """The items of a message, else the articles in it."""
    if name_of(root) in ("newsitem", "nitf"):
        yield root
        return
    found = [item for item in inside(root, "newsitem") if not _is_in(item, "newsitem")]
    yield from found or inside(root, "nitf")


def _is_in(element: Element, name: str) -> bool:
    return any(name_of(around) == name for around in element.iterancestors())


def _blocks(item: Element) -> list[Block]:
    """The text of an item; of several forms of it the longest."""
    texts = [blocks_of(text, _PAGE) for text in inside(item, *_TEXTS)]
    return max(texts, key=lambda blocks: sum(len(block.text) for block in blocks), default=[])


def _name(item: Element) -> str:
    for element in inside(item, "newsitemid", "publicidentifier"):
        return text_of(element)
    return attribute(item, "guid", "itemid", "id") or attribute(next(inside(item, "doc-id"), None), "id-string")


def _values(item: Element) -> dict[str, object]:
    headlines = (text_of(line) for name in _HEADLINES for line in inside(item, name))
    provider = next(inside(item, "provider"), None)
    sources = (
        text_of(next(children(provider, "name"), None)) or attribute(provider, "literal"),
        *(text_of(line) for line in inside(item, "infosource", "creditline", "copyrightholder")),
        attribute(
            next((party for name in inside(item, "provider") for party in children(name, "party")), None), "formalname"
        ),
        *(attribute(line, "literal") for line in inside(item, "infosource", "creditline")),
        attribute(provider, "qcode").rpartition(":")[2],
    )
    return {
        "title": next(filter(None, headlines), ""),
        "authors": [text for line in inside(item, "byline", "by") if (text := text_of(line))],
        "source": next(filter(None, sources), "") or ("Reuters" if attribute(item, "itemid") else ""),
        "date": first_read("date", _dates(item)),
        "language": attribute(item, "lang") or attribute(next(inside(item, "language"), None), "tag", "formalname"),
    }


def _dates(item: Element) -> Iterator[str]:
    for name in _DATES:
        for element in inside(item, name):
            written = text_of(element)
            yield day_of(written) or written[:10]
    yield attribute(item, "date")
