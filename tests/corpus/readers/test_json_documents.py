"""Documents of JSON."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Kind, Known, Reason
from searchtui.corpus.decoding import NotTextError
from searchtui.corpus.drafts import Contents
from searchtui.corpus.readers.json_documents import read_json
from searchtui.corpus.readers.json_lines import read_json_lines
from searchtui.corpus.sources import UnreadableError
from tests.corpus.sourced import source

TEXT = "A boat lay on the beach for all of the year.\n\nNobody in the whole town knew whose boat it was."
ARTICLE = {"id": "a7", "headline": "The Boat", "author": ["Ann Lee"], "publication": "Herald", "body": TEXT}


def read(value: object) -> Contents:
    return read_json(source(value if isinstance(value, str | bytes) else json.dumps(value), "export.json"))


def test_one_object_is_one_article_without_a_name() -> None:
    (draft,) = read(ARTICLE).drafts
    meta = draft.metadata
    assert draft.item is None
    assert (meta.title, meta.authors, meta.source) == ("The Boat", ("Ann Lee",), "Herald")
    assert meta.known["title"].known is Known.DECLARED
    assert meta.known["title"].detail == "json"
    assert [one.kind for one in draft.paragraphs] == [Kind.TITLE, Kind.BODY, Kind.BODY]
    assert {one.line for one in draft.paragraphs} == {None}


@pytest.mark.parametrize(
    "around",
    [
        lambda some: some,
        lambda some: {"status": "ok", "totalResults": 2, "articles": some},
        lambda some: {"response": {"status": "ok", "docs": some, "facets": [{"name": "x", "count": 3}]}},
        lambda some: {"hits": {"total": 2, "hits": [{"_id": one["id"], "_source": one} for one in some]}},
        lambda some: {one["id"]: one for one in some},
        lambda some: [some],
        lambda some: {"pages": [{"items": some[:1]}, {"items": some[1:]}]},
    ],
)
def test_a_list_of_articles_anywhere(around) -> None:  # type: ignore[no-untyped-def]
    contents = read(around([ARTICLE, {**ARTICLE, "id": "a8", "headline": "The Other Boat"}]))
    assert [(draft.item, draft.metadata.title) for draft in contents.drafts] == [
        ("a7", "The Boat"),
        ("a8", "The Other Boat"),
    ]
    assert contents.complaints == ()


def test_comments_below_an_article_are_no_articles() -> None:
    contents = read({**ARTICLE, "comments": [{"text": "Nice boat."}, {"text": "Whose boat?"}]})
    assert [draft.metadata.title for draft in contents.drafts] == ["The Boat"]


@pytest.mark.parametrize(
    ("article", "title", "authors", "publication", "date", "texts"),
    [
        pytest.param(
            {
                "source": {"id": "herald", "name": "Herald"},
                "author": "Ann Lee",
                "title": "The Boat",
                "description": "About a boat.",
                "url": "https://example.org/a",
                "publishedAt": "2020-05-04T10:00:00Z",
                "content": "A boat lay there… [+1200 chars]",
            },
            "The Boat",
            ("Ann Lee",),
            "Herald",
            "2020-05-04",
            ["The Boat", "About a boat.", "A boat lay there"],
            id="newsapi",
        ),
        pytest.param(
            {
                "url": "https://example.org/a",
                "title": "The Boat",
                "seendate": "20200504T100000Z",
                "domain": "example.org",
                "language": "English",
            },
            "The Boat",
            (),
            "example.org",
            "2020-05-04",
            ["The Boat"],
            id="gdelt",
        ),
        pytest.param(
            {
                "id": "sea/2020/may/04/boat",
                "type": "article",
                "webTitle": "The Boat",
                "webUrl": "https://example.org/a",
                "webPublicationDate": "2020-05-04T10:00:00Z",
                "fields": {"byline": "Ann Lee", "bodyText": "A boat lay there.", "body": "<p>A boat lay there.</p>"},
            },
            "The Boat",
            ("Ann Lee",),
            None,
            "2020-05-04",
            ["The Boat", "A boat lay there."],
            id="guardian",
        ),
        pytest.param(
            {
                "_id": "nyt://1",
                "headline": {"main": "The Boat", "kicker": None},
                "byline": {"original": "By Ann Lee and Bo Ek", "person": []},
                "pub_date": "2020-05-04T10:00:00+0000",
                "web_url": "https://example.org/a",
                "source": "The Times",
                "snippet": "About a boat.",
                "abstract": "About a boat.",
                "lead_paragraph": "A boat lay there.",
            },
            "The Boat",
            ("Ann Lee", "Bo Ek"),
            "The Times",
            "2020-05-04",
            ["The Boat", "About a boat.", "A boat lay there."],
            id="nyt",
        ),
        pytest.param(
            {
                "id": 7,
                "date": "2020-05-04T10:00:00",
                "link": "https://example.org/a",
                "title": {"rendered": "The Boat"},
                "content": {"rendered": "<p>A boat lay <em>there</em>.</p>", "protected": False},
                "author": 3,
            },
            "The Boat",
            (),
            None,
            "2020-05-04",
            ["The Boat", "A boat lay there."],
            id="wordpress",
        ),
        pytest.param(
            {
                "@type": "NewsArticle",
                "headline": "The Boat",
                "author": [{"@type": "Person", "name": "Ann Lee"}],
                "publisher": {"@type": "Organization", "name": "Herald"},
                "datePublished": "2020-05-04",
                "articleBody": "A boat lay there.",
                "inLanguage": "en",
            },
            "The Boat",
            ("Ann Lee",),
            "Herald",
            "2020-05-04",
            ["The Boat", "A boat lay there."],
            id="schema.org",
        ),
        pytest.param(
            {
                "_id": {"$oid": "5f"},
                "title": ["The Boat"],
                "date": {"$date": "2020-05-04T00:00:00Z"},
                "published": True,
                "authors": [{"first_name": "Ann", "last_name": "Lee"}, None],
                "site": "https://www.herald.example/",
                "paragraphs": [{"text": "A boat lay there."}, {"text": "It was blue."}],
            },
            "The Boat",
            ("Ann Lee",),
            "herald.example",
            "2020-05-04",
            ["The Boat", "A boat lay there.", "It was blue."],
            id="mongodb",
        ),
    ],
)
def test_shapes(
    article: dict[str, object],
    title: str,
    authors: tuple[str, ...],
    publication: str | None,
    date: str,
    texts: list[str],
) -> None:
    (draft,) = read({"articles": [article]}).drafts
    meta = draft.metadata
    assert (meta.title, meta.authors, meta.source, str(meta.date)) == (title, authors, publication, date)
    assert [one.text for one in draft.paragraphs] == texts


def test_lines_of_json_by_another_name_and_the_reverse() -> None:
    lines = "\n".join(json.dumps({**ARTICLE, "id": name}) for name in "ab")
    assert [draft.item for draft in read(lines).drafts] == ["a", "b"]
    listed = json.dumps([{**ARTICLE, "id": name} for name in "ab"], indent=1)
    assert [draft.item for draft in read_json_lines(source(listed, "a.jsonl")).drafts] == ["a", "b"]
    alone = json.dumps(ARTICLE, indent=1)
    assert [draft.item for draft in read_json_lines(source(alone, "a.jsonl")).drafts] == [None]


def test_a_list_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    text = json.dumps([{**ARTICLE, "id": name} for name in "abc"], indent=1)
    contents = read(text[:-30])
    assert [draft.item for draft in contents.drafts] == ["a", "b"]
    (complaint,) = contents.complaints
    assert complaint.startswith("It is no JSON from line ")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * 100_000, Reason.BROKEN),
        ('{"a":' * 100_000, Reason.BROKEN),
        ("{", Reason.BROKEN),
        ("boat", Reason.BROKEN),
        ("[]", Reason.NO_TEXT_COLUMN),
        ('{"name": "package", "version": "1.0", "description": "A program."}', Reason.NO_TEXT_COLUMN),
        ('[{"name": "Ann", "age": 38}, {"name": "Bo", "age": 39}]', Reason.NO_TEXT_COLUMN),
        ("9" * 10_000, Reason.NO_TEXT_COLUMN),
        ("[" + "1," * 8_000_001, Reason.TOO_LARGE),
    ],
)
def test_what_holds_no_article(text: str, reason: Reason) -> None:
    with pytest.raises(UnreadableError) as error:
        read(text)
    assert error.value.reason is reason


def test_numbers_of_any_length() -> None:
    (draft,) = read(f'{{"text": "A boat.", "likes": {"9" * 10_000}, "date": {"9" * 10_000}}}').drafts
    assert draft.paragraphs[0].text == "A boat."


def test_names_of_articles_are_unique_and_what_cannot_be_read_is_said() -> None:
    contents = read(
        [ARTICLE, ARTICLE, {"title": "Alone", "url": "https://example.org/b"}, 5, {"text": ""}, {"body": "b"}]
    )
    assert [draft.item for draft in contents.drafts] == ["a7", "2", "3", "6"]
    assert contents.complaints == (
        "Article 4 is no object of JSON.",
        "Article 5: `text` is missing, empty or no text.",
        "Article 2: the id 'a7' stands in an article above too, so that this article is read as '2'.",
    )


NAMES = "title headline byline author source date url language text body lead description id fields articles _source"
members = st.sampled_from(NAMES.split())
values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8) | st.just("<p>a<b>"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(members | st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(members, values, max_size=8) | values)
def test_any_value(value: object) -> None:
    with contextlib.suppress(UnreadableError):
        read(value)


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    with contextlib.suppress(UnreadableError, NotTextError):
        read(b'[{"text":"a"},' + data)


@given(st.integers(0, 400), st.binary(min_size=1, max_size=2))
def test_damaged_documents(place: int, data: bytes) -> None:
    whole = json.dumps([ARTICLE, ARTICLE]).encode()
    with contextlib.suppress(UnreadableError, NotTextError):
        read(whole[:place])
    with contextlib.suppress(UnreadableError, NotTextError):
        read(whole[:place] + data + whole[place + 1 :])


def test_the_number_of_an_author_in_a_database_names_nobody() -> None:
    contents = read_json(
        source(json.dumps([{"title": "The Boat", "text": "A boat lay there.", "author": 5}]), "a.json")
    )
    assert contents.drafts[0].metadata.authors == ()
    assert contents.complaints == ()
