"""OpenDocument texts (ODF 1.3), packed or as one part of XML (`.fodt`): one article a file."""

from __future__ import annotations

from searchtui.article import Reason
from searchtui.corpus.drafts import Contents
from searchtui.corpus.readers.odt_styles import ODT_PREFIXES, read_styles
from searchtui.corpus.readers.odt_text import OdtText
from searchtui.corpus.readers.office import article_of, read_properties
from searchtui.corpus.readers.packages import Package
from searchtui.corpus.readers.xml_events import walk_xml
from searchtui.corpus.sources import LOCKED, Source, UnreadableError

__all__ = ["read_odt"]

_ENCRYPTED = b"encryption-data"
_PACKED = b"PK"


def read_odt(source: Source) -> Contents:
    """Read the text of a document; headers, footers and comments are left out, notes stand at its end."""
    if not source.data.startswith(_PACKED):
        return _article(source.data, source.data, source.data, None)
    package = Package(source)
    # The archive itself is not encrypted, its parts are (ODF 1.3, part 2, 3.4), or one part is an encrypted package.
    if "encrypted-package" in package or _ENCRYPTED in (package.read("META-INF/manifest.xml") or b""):
        raise UnreadableError(Reason.PASSWORD, LOCKED)
    data = package.read("content.xml")
    if data is None:
        raise UnreadableError(Reason.BROKEN, "It is no OpenDocument text: the part that holds its text is missing.")
    styles, properties = package.read("styles.xml") or b"", package.read("meta.xml") or b""
    return _article(data, styles, properties, package.complaint)


def _article(content: bytes, styles: bytes, properties: bytes, wrong: str | None) -> Contents:
    text = OdtText(read_styles(styles, *([content] if content is not styles else [])))
    complaint = walk_xml(content, text, ODT_PREFIXES)
    return article_of(text.finish() + text.notes, read_properties(properties), wrong or complaint)
