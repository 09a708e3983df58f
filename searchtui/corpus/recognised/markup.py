"""HTML, XML and SGML: told by the document type, the root element and its namespace."""

from __future__ import annotations

import re

from searchtui.corpus.formats import Format

__all__ = ["markup_format"]

_PROLOG = re.compile(rb"(?:\s++|<!--(?:[^-]|-(?!->))*+-->|<\?(?:[^?>]|\?(?!>))*+\??>)*+")
_DECLARATION = re.compile(rb"<\?xml\s[^<>]{0,200}version")
_DOCTYPE = re.compile(rb"<!DOCTYPE\s++([\w:.-]++)([^>\[]*+)", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*+:)?([A-Za-z_][\w.-]*+)((?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)>")
_TAG_OR_END = re.compile(rb"\s*+(?:<|\Z)")
_ANYWHERE = re.compile(rb"<html[\s>]|<body[\s>]|</(?:p|div|table|head|title)>", re.IGNORECASE)

_XHTML = re.compile(rb"\bxmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml")
_NAMESPACES = (
    b"http://www.w3.org/2005/Atom",
    b"http://purl.org/atom/ns#",
    b"http://purl.org/rss/1.0",
    b"http://www.tei-c.org/ns/1.0",
    b"http://docbook.org/ns/docbook",
    b"http://iptc.org/std/",
    b"http://www.w3.org/1999/02/22-rdf-syntax-ns#",
)
_OPEN_DOCUMENT_TEXT = b"application/vnd.oasis.opendocument.text"
"""The type of a document that is one part of XML (ODF 1.3, part 3, 3.1.2)."""

_OF_XML = frozenset({b"rss", b"feed", b"rdf", b"tei", b"tei.2", b"teicorpus", b"teicorpus.2", b"nitf", b"newsml"})
"""Roots that no page of HTML has; `article` and `book` may be anything."""

_OF_PAGES = frozenset({b"head", b"body", b"title", b"meta"})
_INSIDE_PAGES = re.compile(rb"</title\s*>|<meta\s|<body[\s>]|<link\s|</head\s*>", re.IGNORECASE)
_MARKUP = frozenset({Format.HTML, Format.MHTML, Format.SGML, Format.XML})
_NO_TEXT = frozenset({Format.DOCX, Format.EPUB, Format.ODT, Format.PDF, Format.RTF})
_IN_HTML = frozenset(
    {b"div", b"p", b"table", b"span", b"h1", b"h2", b"h3", b"script", b"style", b"section", b"article"}
)


def markup_format(head: bytes, named: Format) -> Format | None:
    """The format of what begins with `<`; None where that leaves it open.

    Args:
        head: the beginning of a text, from its first letter.
        named: what it is by its name.
    """
    is_xml = _DECLARATION.match(head) is not None
    prolog = _PROLOG.match(head)
    start = prolog.end() if prolog else 0
    doctype = _DOCTYPE.match(head, start)
    if doctype is not None:
        return _of_doctype(doctype[1].lower(), doctype[2], named, is_xml=is_xml)
    root = _ROOT.match(head, start)
    if root is not None:
        told = _of_root(root, head, named, is_xml=is_xml)
        if told is not None:
            return told
    if named in _NO_TEXT and _ANYWHERE.search(head):
        return Format.HTML
    return Format.XML if is_xml and named not in _MARKUP else None


def _of_doctype(name: bytes, identifiers: bytes, named: Format, *, is_xml: bool) -> Format | None:
    if name == b"html" or b"//DTD XHTML" in identifiers or b"//DTD HTML" in identifiers:
        return Format.HTML
    if name in (b"lewis", b"reuters"):
        return Format.SGML
    if is_xml or name in _OF_XML or b"XML" in identifiers:
        return Format.XML
    if named in (Format.SGML, Format.XML):
        return named
    return Format.SGML if re.search(rb"(?i)\b(?:PUBLIC|SYSTEM)\s", identifiers) else None


def _of_root(root: re.Match[bytes], head: bytes, named: Format, *, is_xml: bool) -> Format | None:
    name, attributes = root[1].lower(), root[2]
    is_followed = _TAG_OR_END.match(head, root.end()) is not None
    if name == b"html" or _XHTML.search(attributes):
        # An article on HTML may begin with the tag that it is about, and then goes on in words.
        return Format.HTML if is_followed or attributes.strip() or is_xml or named in _MARKUP | _NO_TEXT else None
    if name == b"reuters" and (attributes.strip() or named in (Format.SGML, Format.XML)):
        return Format.SGML
    if name == b"document" and _OPEN_DOCUMENT_TEXT in attributes:
        return Format.ODT
    if any(namespace in attributes for namespace in _NAMESPACES):
        return Format.XML
    if name in _OF_XML and (is_xml or attributes.strip() or (is_followed and named in _MARKUP)):
        return Format.XML
    if is_xml:
        return Format.HTML if named is Format.HTML and name in _OF_PAGES | _IN_HTML else Format.XML
    if name in _OF_PAGES and (named in _NO_TEXT or (named not in _MARKUP and _INSIDE_PAGES.search(head, root.end()))):
        return Format.HTML
    if name in _IN_HTML and named in _NO_TEXT:
        return Format.HTML
    return None
