"""What is asked: one request, the same for the screen, the command line and the Python API."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from searchtui.article import Kind
from searchtui.dates import PartialDate
from searchtui.errors import InvalidRequestError
from searchtui.query.mode import Mode

__all__ = ["DEFAULT_LIMIT", "Detail", "Like", "Mode", "Order", "SearchRequest", "Unit"]

DEFAULT_LIMIT = 20


class Detail(StrEnum):
    """A part of an answer that takes time and is not always looked at."""

    HIGHLIGHTS = "highlights"
    FACETS = "facets"
    CONTEXTS = "contexts"


class Order(StrEnum):
    """How hits are listed."""

    SCORE = "score"
    """Paragraphs by falling score."""
    ARTICLE = "article"
    """Articles by falling score, those of one story together, the fullest first; in each its paragraphs by number."""
    DATE = "date"
    """Articles by date, the newest first and those without one last; of one date as `ARTICLE` has them."""
    DATE_ASC = "date-asc"
    """The same, the oldest first; those without a date are last here, too."""


class Unit(StrEnum):
    """What the counts of the facets count."""

    PARAGRAPH = "paragraph"
    ARTICLE = "article"
    STORY = "story"


class Like(msgspec.Struct, frozen=True):
    """Something that more is wanted of.

    Args:
        article: id of the article.
        paragraph: its number in the article; None for the whole article.
    """

    article: str
    paragraph: int | None = None


class SearchRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A search.

    Args:
        text: the query; any text is valid, empty lists everything that the filters leave.
        sources: facet values; an article needs one of them. `unknown` stands for no source.
        authors: the same for authors.
        after: the earliest date of publication, inclusive at its own precision; undated articles are left out.
        before: the latest date of publication, inclusive at its own precision.
        kinds: kinds of paragraph to search; empty for all.
        mode: how many of the words must be in a paragraph.
        prefix_last: the last word is still being typed and stands for all words that begin with it.
        limit: how many hits are wanted, 0 for all; counts never depend on it.
        offset: how many of the best hits to skip.
        months: values of the date facet, `YYYY-MM`, `YYYY` or `unknown`; an article needs one of them.
        details: the parts of the answer that are wanted beside the counts and the hits; the others are empty.
        exactly: words stand for just the forms that were typed, and none is corrected.
        like: find what is like these, instead of the words of the query; these give direction, and its filters limit.
        order: of the hits, and of the groups; by falling score the groups are as `Order.ARTICLE` has them.
        unit: what the counts of the facets count.
        paths: of the files to search, relative to the folder of articles; None for all, and empty for none.
    """

    text: str = ""
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    after: PartialDate | None = None
    before: PartialDate | None = None
    kinds: tuple[Kind, ...] = ()
    mode: Mode = Mode.AUTO
    prefix_last: bool = False
    limit: int = DEFAULT_LIMIT
    offset: int = 0
    months: tuple[str, ...] = ()
    details: tuple[Detail, ...] = tuple(Detail)
    exactly: bool = False
    like: tuple[Like, ...] = ()
    order: Order = Order.SCORE
    unit: Unit = Unit.PARAGRAPH
    paths: frozenset[str] | None = None

    @classmethod
    def make(cls, text: str, **fields: object) -> SearchRequest:
        """A request from values as people write them: `make("alliance", sources=["CGTN"], after="2020-06")`.

        Args:
            text: the query.
            fields: the other fields by name; a date, mode or kind may be its text, and one value may stand for several.

        Raises:
            InvalidRequestError: there is no such field, or it cannot have this value.
        """
        plain: dict[str, object] = {"text": text}
        for name, value in fields.items():
            if name in {"sources", "authors", "kinds", "months", "details", "like", "paths"}:
                plain[name] = (value,) if isinstance(value, str) else value
            elif name in {"after", "before"} and isinstance(value, str):
                try:
                    plain[name] = PartialDate.parse(value)
                except ValueError as error:
                    raise InvalidRequestError(f"{name}: {error}.") from None
            else:
                plain[name] = value
        try:
            return msgspec.convert(plain, cls, from_attributes=True)
        except msgspec.ValidationError as error:
            raise InvalidRequestError(f"This cannot be searched for: {error}.") from None

    def __post_init__(self) -> None:
        if self.limit < 0 or self.offset < 0:
            raise ValueError("limit and offset are never negative")
