"""The tree of a page is made plain to trafilatura, which would lose or glue what it does not know.

Captions, footnotes and what stands below an empty line get a mark; text that stands in no paragraph gets one; marks of
footnotes, deleted and hidden text go.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from searchtui.corpus.readers.html_rules import is_caption, is_footnote, is_hidden, is_note_mark
from searchtui.corpus.readers.lenient_trees import ILLEGAL

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["BREAK_MARK", "CAPTION_MARK", "FOOTNOTE_MARK", "MARKS", "prepare"]

CAPTION_MARK = "\ue0c1"
FOOTNOTE_MARK = "\ue0c2"
BREAK_MARK = "\ue0c3"
MARKS = {ord(CAPTION_MARK): None, ord(FOOTNOTE_MARK): None, ord(BREAK_MARK): None}
"""Characters for private use in front of captions, footnotes and what stands below an empty line; a page that has them
must lose them first."""

_NAMES_LEFT_OUT = """
    aside audio base button canvas del dialog footer iframe input link menu meta nav noscript object rp rt script select
    style svg template textarea title video
"""
_NEVER_ARTICLE = tuple(_NAMES_LEFT_OUT.split())
"""Elements that trafilatura would leave out later, after it has copied them several times; and deleted text."""
_BLOCKS = ("blink", "center", "dir", "fieldset", "layer", "marquee")
"""Elements of which trafilatura knows nothing, and leaves out the text that stands right in them."""
_UNKNOWN = "//*[contains(local-name(),'-')]"
_IN_PARAGRAPH = "boolean(ancestor::p|ancestor::li|ancestor::td|ancestor::dd|ancestor::h1|ancestor::h2|ancestor::h3)"
_QUOTING = "//figure[.//blockquote or p][not(.//img|.//picture|.//svg|.//video|.//iframe)]"
"""Figures that show no picture: quotations with whoever said them, which are left out with the pictures."""
_HOLDERS = ("article", "div", "main", "section")
_NAMES_OF_INLINE = """
    a abbr acronym b bdi bdo big br cite code data dfn em font i ins kbd mark q s samp small span strike strong sub sup
    time tt u var wbr
"""
_INLINE = frozenset(_NAMES_OF_INLINE.split())
"""Elements that stand in a paragraph."""
_HOLDS_BLOCKS = "boolean(.//div|.//p|.//ul|.//ol|.//table|.//blockquote|.//h1|.//h2|.//h3)"
_MUCH = 0.3
"""Share of the text of a page that stands in paragraphs, from which on what stands beside them must be made some."""
_SHORTEST_LOOSE = 80
"""Characters of text right in an element that is no label and no line of a menu."""
_SENTENCE = re.compile(r"\w[.!?…][\"”’»)\]]*(?:\s|$)|[。！？]")
_QUOTATION_MARKS = tuple("\"'“„«‘‚「")
_MOST_HIDDEN = 0.5
"""Share of a page's text from which on a hidden element is shown all the same."""
_MAY_BE_HIDDEN = (
    "//body//*[@hidden or @aria-hidden='true' or @data-nosnippet or contains(@style,'none')"
    " or contains(@style,'hidden') or contains(@class,'hidden') or contains(@class,'sr-only')"
    " or contains(@class,'screen')]"
)
_MAY_BE_NOTE = (
    "//*[@role or contains(@class,'note') or contains(@class,'Note') or starts-with(@id,'fn') or contains(@id,'note')]"
)
_MAY_BE_CAPTION = (
    "//figcaption|//*[contains(@class,'caption') or contains(@class,'egende') or contains(@class,'cutline')]"
)
_WORDS_OF_NOTES = ("ootnote", "ndnote", "oot-note", "nd-note", "cite_note", "'fn", '"fn', "=fn", "rearnote")
_WORDS_OF_CAPTIONS = ("caption", "Caption", "egende", "cutline", "unterschrift")
"""Words without which a page has no notes and no captions, so that its elements need not be looked through."""
_LONGEST_CAPTION = 600
"""Characters of a caption; longer elements with such a class are more than one, or the text itself."""
_NAME_OF_FILE = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg)", re.IGNORECASE)


def prepare(tree: HtmlElement, markup: str) -> None:
    """Change a tree so that nothing of its article is lost.

    Args:
        tree: of the whole page.
        markup: that it was made from.
    """
    from lxml import etree

    if any(word in markup for word in _WORDS_OF_NOTES):
        _mark_notes(tree)
    etree.strip_elements(tree, *_NEVER_ARTICLE, with_tail=False)
    _leave_out(tree)
    _make_known(tree)
    if any(word in markup for word in _WORDS_OF_CAPTIONS):
        _mark_captions(tree)
    _mark_breaks(tree)


def _leave_out(tree: HtmlElement) -> None:
    """Take what is hidden and the marks of footnotes out of a tree."""
    whole = 0
    for element in tree.xpath(_MAY_BE_HIDDEN):
        if element.tag in ("body", "html") or not is_hidden(_attributes(element)):
            continue
        whole = whole or max(1, int(tree.xpath("string-length(//body)")))
        if element.xpath("string-length(.)") <= _MOST_HIDDEN * whole:
            element.drop_tree()
    for element in tree.xpath("//sup"):
        before = element.getprevious()
        near = (before.tail if before is not None else element.getparent().text) or ""
        is_link = element.find(".//a") is not None or element.getparent().tag == "a"
        if is_note_mark(element.text_content(), is_link=is_link, before=near):
            element.drop_tree()


def _mark_notes(tree: HtmlElement) -> None:
    """Put the mark of a footnote in front of each."""
    for element in tree.xpath(_MAY_BE_NOTE):
        if not is_footnote(_attributes(element)):
            continue
        if element.tag in ("aside", "footer"):
            element.tag = "div"
        for part in element.iter("p", "li", "dd", "div") if element.tag not in ("p", "li") else (element,):
            if not (part.text or "").startswith(FOOTNOTE_MARK):
                part.text = FOOTNOTE_MARK + _legal(part.text)


def _mark_captions(tree: HtmlElement) -> None:
    """Make captions paragraphs with a mark, for figures are left out of an article."""
    for element in tree.xpath(_MAY_BE_CAPTION):
        if element.tag != "figcaption" and not is_caption(_attributes(element)):
            continue
        words = " ".join(element.text_content().split())
        figure = next(element.iterancestors("figure"), None)
        if not words or _NAME_OF_FILE.fullmatch(words):
            continue
        if element.tag != "figcaption" and len(words) > _LONGEST_CAPTION:
            # Text that is called a caption would be left out with the figures.
            del element.attrib["class"]
            continue
        caption = element.makeelement("p")
        caption.text = CAPTION_MARK + _legal(words.replace(CAPTION_MARK, ""))
        place = element if figure is None else figure
        place.addprevious(caption)
        if element.getparent() is not None:
            element.drop_tree()


def _make_known(tree: HtmlElement) -> None:
    """Make elements that trafilatura does not know, or takes for others, such as it does."""
    for element in tree.iter(*_BLOCKS):
        element.tag = "div"
    for element in tree.xpath(_UNKNOWN):
        element.tag = "span" if element.xpath(_IN_PARAGRAPH) else "div"
    for figure in tree.xpath(_QUOTING):
        figure.tag = "div"
    if _has_paragraphs(tree):
        for element in list(tree.iter(*_HOLDERS)):
            _wrap_loose(element)
    for quotation in list(tree.iter("q")):
        # It is a part of its paragraph, in quotation marks that the browser draws.
        if quotation.xpath(_IN_PARAGRAPH):
            opening, closing = ("", "") if (quotation.text or "").lstrip()[:1] in _QUOTATION_MARKS else ("“", "”")
            quotation.text = opening + _legal(quotation.text)
            quotation.tail = closing + _legal(quotation.tail)
            quotation.drop_tag()


def _has_paragraphs(tree: HtmlElement) -> bool:
    """Whether much of a page stands in paragraphs, beside which trafilatura looks at no other text."""
    return bool(sum(len(one.text_content()) for one in tree.iter("p")) > _MUCH * tree.xpath("string-length(//body)"))


def _wrap_loose(element: HtmlElement) -> None:
    """Make paragraphs of the sentences that stand right in an element, which are left out beside paragraphs."""
    before: HtmlElement | None = None
    run: list[HtmlElement] = []
    for child in list(element):
        if child.tag in _INLINE:
            run.append(child)
        else:
            _wrap(element, before, run)
            before, run = child, []
    _wrap(element, before, run)


def _wrap(element: HtmlElement, before: HtmlElement | None, run: Sequence[HtmlElement]) -> None:
    """Make a paragraph of a stretch of text in an element, if it is one.

    Args:
        element: that holds it.
        before: the child of the element that ends in front of the stretch, None where it is the first.
        run: the elements in it.
    """
    text = (element.text if before is None else before.tail) or ""
    words = text + "".join(child.text_content() + (child.tail or "") for child in run)
    linked = sum(len(child.text_content()) for child in run if child.tag == "a")
    if len(words) < _SHORTEST_LOOSE or 2 * linked > len(words) or not _SENTENCE.search(words):
        return
    if any(len(child) and child.xpath(_HOLDS_BLOCKS) for child in run):
        return
    paragraph = element.makeelement("p")
    paragraph.text = _legal(text)
    if before is None:
        element.text = None
        element.insert(0, paragraph)
    else:
        before.tail = None
        before.addnext(paragraph)
    paragraph.extend(run)


def _mark_breaks(tree: HtmlElement) -> None:
    """Mark what stands below two line breaks, of which only one would be left."""
    for element in tree.iter("br"):
        following = element.getnext()
        if following is not None and following.tag == "br" and not (element.tail or "").strip():
            following.tail = BREAK_MARK + _legal(following.tail).removeprefix(BREAK_MARK)


def _legal(text: str | None) -> str:
    """A text as a tree takes it; a parser puts into one what it does not take."""
    return ILLEGAL.sub("", text or "")


def _attributes(element: HtmlElement) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.items()}
