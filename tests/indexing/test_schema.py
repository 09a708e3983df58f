"""Paragraphs as documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Article, Kind, Paragraph
from searchtui.indexing import schema
from searchtui.indexing.schema import documents

articles = st.lists(
    st.builds(
        lambda number, kinds: Article(
            id=f"{number:012x}",
            path=f"{number}.txt",
            title=f"On {number}",
            language="de" if number % 2 else None,
            paragraphs=tuple(Paragraph(place, f"Text {place}", kind) for place, kind in enumerate(kinds, start=1)),
        ),
        st.integers(0, 99),
        st.lists(st.sampled_from(Kind), max_size=9),
    ),
    max_size=5,
)


def told(some: list[Article]) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for own, shared, times in documents(some, None):
        groups = [group for group, count in enumerate(times) for _ in range(count)]
        for place, group in enumerate(groups):
            text, kind = own["text"][place], schema.KINDS[own["kind_code"][place]]
            known = (shared["article"][group], shared["title"][group], own["number"][place])
            found.append((*known, text, text.language, own["kind"][place], kind))
    return found


@given(articles, st.sampled_from([1, 2, 7, 512]))
def test_all_paragraphs_but_the_furniture_are_documents_in_order(some: list[Article], at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(schema, "_AT_ONCE", at_once)
        assert told(some) == [
            (one.id, one.title, paragraph.number, paragraph.text, one.language or "en", paragraph.kind, paragraph.kind)
            for one in some
            for paragraph in one.paragraphs
            if paragraph.kind is not Kind.FURNITURE
        ]
