"""What the attributes of an element say of it: that it is hidden, a footnote, a caption, or furniture of its page."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["is_caption", "is_footnote", "is_furniture_element", "is_hidden", "is_note_mark"]

_NOT_DISPLAYED = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
# Names that the style sheets of nearly all sites use for text that only screen readers speak.
_FOR_SCREEN_READERS = frozenset(
    [
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
        "screen-reader-text",
        "screenreader",
        "screen-reader-only",
        "u-hidden",
        "assistive-text",
        "element-invisible",
        "a11y-hidden",
        "visually-hidden-focusable",
        "nojs-hidden",
    ]
)
_FOOTNOTE_ROLES = frozenset(
    ["doc-footnote", "doc-endnote", "doc-endnotes", "footnote", "endnote", "rearnote", "footnotes", "endnotes"]
)
_FOOTNOTE_ID = re.compile(r"(?:fn|foot-?note|end-?note)[-_:.]?\w{0,20}|cite_note-\S{1,100}", re.IGNORECASE)
_NOTE_REFERENCE_ID = re.compile(r"ref", re.IGNORECASE)
_FOOTNOTE_CLASS = re.compile(
    r"(?:foot|end)-?notes?(?:-(?:text|body|item|list|content))?|MsoFootnoteText", re.IGNORECASE
)
_CAPTION_CLASS = re.compile(
    r"(?:[a-z]+[-_]{1,2}){0,4}(?:captions?|legende|bildunterschrift|wp-caption-text|cutline)(?:[-_]{1,2}(?:text|inner))?",
    re.IGNORECASE,
)
_FURNITURE_ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu", "toolbar"]
)
_FURNITURE_CLASS = re.compile(
    r"(?:[a-z0-9]+[-_]{1,2}){0,4}"
    r"(?:cookies?|consent|gdpr|newsletters?|subscri(?:be|ption)|share|sharing|sharedaddy|social|related|recommend(?:ed|ations)?|"
    r"comments?|disqus(?:_thread)?|respond|breadcrumbs?|sidebar|widgets?|promos?|advert(?:s|isement|ising)?|ads?|sponsored|"
    r"menu|nav|navbar|navigation|pagination|toolbar|popup|modal|overlay|banner|signup|paywall|outbrain|taboola|trending|"
    r"most-?(?:read|popular|viewed))"
    r"(?:[-_]{1,2}[a-z0-9]+){0,3}",
    re.IGNORECASE,
)
_SAYS_WITHOUT = re.compile(r"(?:has|with|without|no|is|js)[-_]", re.IGNORECASE)
_MARK = re.compile(r"\[?(?:\d{1,3}|[ivx]{1,5}|[a-z]|[*†‡§¶#]{1,3}|note \d{1,3})\]?", re.IGNORECASE)
_CAN_HAVE_NOTE = re.compile(r"(?:[^\W\d_]{4}|[.,;:!?\"'”’)\]])$")
_NUMBER = re.compile(r"\d{1,3}|\[\d{1,3}\]|[*†‡§¶]{1,3}")


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether an element is not shown to readers, or is marked as no part of the text.

    Args:
        attributes: of the element, names in lower case.
    """
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return True
    if attributes.get("aria-hidden", "").lower() == "true" or "data-nosnippet" in attributes:
        return True
    if _NOT_DISPLAYED.search(attributes.get("style", "")):
        return True
    return not _FOR_SCREEN_READERS.isdisjoint(attributes.get("class", "").lower().split())


def is_footnote(attributes: Mapping[str, str]) -> bool:
    """Whether an element is a footnote or a list of footnotes (DPUB-ARIA, EPUB, Wikipedia, word processors)."""
    roles = f"{attributes.get('role', '')} {attributes.get('epub:type', '')} {attributes.get('type', '')}".lower()
    if not _FOOTNOTE_ROLES.isdisjoint(roles.split()):
        return True
    identity = attributes.get("id", "")
    if identity and _FOOTNOTE_ID.fullmatch(identity) and not _NOTE_REFERENCE_ID.search(identity):
        return True
    return any(map(_FOOTNOTE_CLASS.fullmatch, attributes.get("class", "").split()))


def is_caption(attributes: Mapping[str, str]) -> bool:
    """Whether the class of an element says that it is the caption of a picture."""
    return any(map(_CAPTION_CLASS.fullmatch, attributes.get("class", "").split()))


def is_furniture_element(attributes: Mapping[str, str]) -> bool:
    """Whether the role, class or id of an element says that it belongs to the page and not to the article."""
    if attributes.get("role", "").lower() in _FURNITURE_ROLES:
        return True
    names = [*attributes.get("class", "").split()[:12], attributes.get("id", "")]
    return any(len(name) <= 80 and _FURNITURE_CLASS.fullmatch(name) and not _SAYS_WITHOUT.match(name) for name in names)


def is_note_mark(text: str, *, is_link: bool, before: str) -> bool:
    """Whether raised text is the mark of a footnote and no part of a word, a measure or a formula.

    Args:
        text: of the `sup` element.
        is_link: it holds a link, or stands in one.
        before: the text in front of it: `m`, `CO` and `10` are raised to a power, a word and a full stop are not.
    """
    bare = text.strip()
    if is_link:
        return _MARK.fullmatch(bare) is not None
    return _NUMBER.fullmatch(bare) is not None and _CAN_HAVE_NOTE.search(before[-20:]) is not None
