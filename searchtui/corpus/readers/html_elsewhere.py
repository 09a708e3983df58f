"""Which parts of a page are about something else than its article: sidebars, comments, teasers of other articles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchtui.corpus.readers.html_title import same_letters

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Elsewhere"]

_NAMES = re.compile(
    r"(?:^|[\s_-])(?:sidebar|related|comments?|kommentare?|comentarios?|commentaires?|recommended|popular|trending|"
    r"(?<!post[_-])(?<!entry[_-])(?<!article[_-])footer|"
    r"teasers?|widget|promo|read-?(?:more|next)|most)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PARTS = frozenset(["div", "section", "ul", "li", "ol"])
_TAGS = frozenset(["aside", "nav"])
_TEASERS = frozenset(["article", "li"])
_LONGEST_LINK = 80
"""Characters of a link; a longer one holds the headline of another article."""
_LONGEST_TEASER = 1000
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Elsewhere:
    """Tells of the elements of one page whether they are about something else; asked often, it looks only once.

    Args:
        title: of the article.
        headline: the element that holds it; what is around it is the article, whatever it is called.
    """

    def __init__(self, title: str | None, headline: HtmlElement | None) -> None:
        self._title = title
        self._known: dict[HtmlElement, bool] = {}
        if headline is not None:
            self._known |= dict.fromkeys([headline, *headline.iterancestors()], False)

    def has(self, element: HtmlElement, *, aside: bool = False) -> bool:
        """Whether an element stands in such a part.

        Args:
            element: of the page.
            aside: what stands aside of an article within it counts as a part of it.
        """
        if aside and any(above.tag == "aside" for above in element.iterancestors()):
            return not self._is_aside_of_article(element)
        unknown: list[HtmlElement] = []
        above: HtmlElement | None = element
        while above is not None and above not in self._known:
            unknown.append(above)
            above = above.getparent()
        inside = above is not None and self._known[above]
        for one in reversed(unknown):
            inside = inside or self._begins(one)
            self._known[one] = inside
        return inside

    def _is_aside_of_article(self, element: HtmlElement) -> bool:
        around = [one for one in element.iterancestors() if one.tag != "aside"]
        return any(one.tag == "article" for one in around) and not any(map(self._begins, around))

    def _begins(self, element: HtmlElement) -> bool:
        tag = element.tag
        if tag in _TAGS:
            return True
        if tag == "a":
            return "href" in element.attrib and _is_longer(element, _LONGEST_LINK)
        if tag in _TEASERS and self._is_teaser(element):
            return True
        name = element.get("class")
        return bool(name) and tag in _PARTS and _NAMES.search(name) is not None

    def _is_teaser(self, element: HtmlElement) -> bool:
        """Whether a part begins with the headline of another article, which leads to it."""
        heading = next(element.iter(*_HEADINGS), None)
        if heading is None or self._title is None:
            return False
        if next(heading.iter("a"), None) is None and next(heading.iterancestors("a"), None) is None:
            return False
        if _is_longer(element, _LONGEST_TEASER):
            return False
        words = "".join(heading.itertext())
        return bool(words.strip()) and not same_letters(words, self._title)


def _is_longer(element: HtmlElement, most: int) -> bool:
    """Whether an element has more text than that; all that is longer takes equally long."""
    length = 0
    for text in element.itertext():
        length += len(text.strip())
        if length > most:
            return True
    return False
