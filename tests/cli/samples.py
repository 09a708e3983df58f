"""Answers made by hand, with everything in them that a file could hold and a terminal must not get."""

from __future__ import annotations

from typing import Any

import msgspec

from searchtui.article import Article, Kind, Known, Paragraph, Provenance
from searchtui.collection import Facets, FacetValue, Hit, SearchRequest, SearchResults
from searchtui.dates import PartialDate
from tests.listed import ListedGroups, ListedHits

HOSTILE = "\x1b]0;owned\x07[/b] [@click=app.quit]x[/] \u202egnp\u2028\x9b31m\r\n\ttail\udcff"
"""Window title, markup, bidi override, line separator, C1, line ends and a byte that is no UTF-8."""


def hit(**fields: Any) -> Hit:
    """A hit with unremarkable fields, but for those that are given."""
    plain = Hit(
        article="a1",
        path="treaties/one.txt",
        item=None,
        title="A treaty, and what follows",
        source="The Courier",
        authors=("Ada Quill", "Ben Page"),
        date=PartialDate(2020, 12, 5),
        paragraph=2,
        kind=Kind.BODY,
        text="The treaty holds, for now.",
        highlights=((4, 10),),
        score=1.5,
        story="a1",
    )
    return msgspec.structs.replace(plain, **fields)


def hostile_hit() -> Hit:
    """A hit of which every text is hostile."""
    return hit(path=HOSTILE, item=HOSTILE, title=HOSTILE, source=HOSTILE, authors=(HOSTILE,), text=HOSTILE)


def results(*hits: Hit, **fields: Any) -> SearchResults:
    """An answer with these hits."""
    plain = SearchResults(
        request=SearchRequest(text="treaty"),
        understood="treaty (any form)",
        paragraphs=len(hits),
        articles=len({hit.article for hit in hits}),
        stories=len({hit.story for hit in hits}),
        hits=hits,
        facets=Facets(source=(FacetValue("The Courier", 2), FacetValue("unknown", 1, selected=True))),
        groups=ListedGroups(),
        flat=ListedHits(),
        contexts=(),
        generation=1,
        took_ms=0.123456,
    )
    return msgspec.structs.replace(plain, **fields)


def article(**fields: Any) -> Article:
    """An article with a title, a heading, a paragraph and furniture."""
    plain = Article(
        id="a1",
        path="treaties/one.txt",
        title="A treaty, and what follows",
        authors=("Ada Quill",),
        source="The Courier",
        date=PartialDate(2020, 12),
        paragraphs=(
            Paragraph(1, "A treaty, and what follows", Kind.TITLE, line=1),
            Paragraph(2, "The first year", Kind.HEADING, line=3),
            Paragraph(3, "The treaty *holds*, for now.", heading="The first year", line=5),
            Paragraph(4, "Advertisement", Kind.FURNITURE, line=7),
        ),
        known={"authors": Provenance(Known.FOUND, "byline")},
        story="a1",
    )
    return msgspec.structs.replace(plain, **fields)
