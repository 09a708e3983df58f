"""JSON Lines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Kind, Known, Reason
from searchtui.corpus.drafts import Contents
from searchtui.corpus.readers import json_lines
from searchtui.corpus.readers.json_lines import read_json_lines
from searchtui.corpus.sources import Source, UnreadableError
from tests.corpus.sourced import source

TEXT = "A boat lay on the beach for all of the year.\n\nNobody in the whole town knew whose boat it was."


def read(*records: object) -> Contents:
    return read_json_lines(source("\n".join(one if isinstance(one, str) else json.dumps(one) for one in records)))


@given(
    lines=st.lists(st.sampled_from(['{"id": 1, "text": "A boat."}', '{"text": "Bé."}', "", "[1]", "\r"])),
    start=st.sampled_from(["", "\ufeff", "\n"]),
    size=st.integers(1, 300),
)
def test_a_long_file_is_read_in_stretches_like_a_short_one(lines: list[str], start: str, size: int) -> None:
    file = source(start + "\n".join(lines))
    whole = read_json_lines(file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_lines, "_STRETCH", size)
        assert read_json_lines(file) == whole


def test_what_is_large_and_no_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    file = Source("a.jsonl", '{"text": "Bé."}\n{"text": "Bä."}\n'.encode("cp1252"))
    monkeypatch.setattr(json_lines, "_STRETCH", 5)
    assert [draft.paragraphs[0].text for draft in read_json_lines(file).drafts] == ["Bé.", "Bä."]
    monkeypatch.setattr(json_lines, "LARGEST_TEXT", 20)
    with pytest.raises(UnreadableError, match="UTF-8") as caught:
        read_json_lines(file)
    assert caught.value.reason is Reason.TOO_LARGE


def test_members() -> None:
    contents = read(
        {
            "id": 7,
            "title": "The Harbour",
            "author": ["Ann Lee", "Bo Ek"],
            "source": "Herald",
            "date": "2020-05",
            "url": "https://example.org/a",
            "language": "EN",
            "text": TEXT,
            "likes": 3,
        }
    )
    assert contents.complaints == ()
    (draft,) = contents.drafts
    meta = draft.metadata
    assert draft.item == "7"
    assert (meta.title, meta.authors, meta.source) == ("The Harbour", ("Ann Lee", "Bo Ek"), "Herald")
    assert (str(meta.date), meta.url, meta.language) == ("2020-05", "https://example.org/a", "en")
    assert {how.known for how in meta.known.values()} == {Known.DECLARED}
    assert [(one.number, one.kind, one.line) for one in draft.paragraphs] == [
        (1, Kind.TITLE, 1),
        (2, Kind.BODY, 1),
        (3, Kind.BODY, 1),
    ]


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("By Ann Lee, Bo Ek and Cy Dam", ("Ann Lee", "Bo Ek", "Cy Dam")),
        ("Lee, Ann", ("Lee, Ann",)),
        ("Ann Lee; Bo Ek", ("Ann Lee", "Bo Ek")),
        ("Ann Lee <ann@example.org>", ("Ann Lee",)),
        (None, ()),
        ("", ()),
        ([], ()),
        ([{"name": "Ann Lee"}, None], ("Ann Lee",)),
    ],
)
def test_authors(author: object, authors: tuple[str, ...]) -> None:
    (draft,) = read({"author": author, "text": TEXT}).drafts
    assert draft.metadata.authors == authors


@pytest.mark.parametrize(
    ("date", "known"),
    [
        ("2020-05-05T10:00:00Z", "2020-05-05"),
        (2020, "2020"),
        (1607179670, "2020-12-05"),
        (1607179670000, "2020-12-05"),
        (None, "None"),
    ],
)
def test_dates(date: object, known: str) -> None:
    contents = read({"date": date, "text": TEXT})
    assert str(contents.drafts[0].metadata.date) == known
    assert contents.complaints == ()


@pytest.mark.parametrize("text", [{"text": None}, {"text": ""}, {"text": " \n\n"}, {"text": []}, {}])
def test_a_title_alone_is_an_article(text: dict[str, object]) -> None:
    contents = read({"id": "a", "title": "Harbour Dues", **text})
    (draft,) = contents.drafts
    assert [(one.kind, one.text) for one in draft.paragraphs] == [(Kind.TITLE, "Harbour Dues")]
    assert not contents.complaints


def test_a_title_does_not_excuse_what_is_no_text() -> None:
    contents = read({"id": "a", "title": "Harbour Dues", "text": 5})
    assert not contents.drafts
    assert contents.complaints == ("Line 1: `text` is missing, empty or no text.",)


def test_text_as_a_list() -> None:
    (draft,) = read({"text": ["One.", "Two\nlines.", " "]}).drafts
    assert [one.text for one in draft.paragraphs] == ["One.", "Two lines."]


def test_broken_lines_are_complained_of_and_the_rest_is_read() -> None:
    contents = read(
        {"id": "a", "text": TEXT},
        '{"id": "b", "text": ',
        "[1, 2]",
        "null",
        {"id": "c"},
        {"id": "d", "text": 5},
        {"id": "e", "text": "  "},
        {"id": "f", "text": TEXT, "title": {"x": 1}, "date": "soon", "author": [[5]]},
        "[" * 100_000,
        "9" * 5000,
        "",
        {"id": "g", "text": TEXT},
    )
    assert [draft.item for draft in contents.drafts] == ["a", "f", "g"]
    assert [complaint.split(":")[0].split(" is")[0] for complaint in contents.complaints] == [
        *("Line 2", "Line 3", "Line 4", "Line 5", "Line 6", "Line 7", "Line 8", "Line 8", "Line 8", "Line 9", "Line 10")
    ]
    assert contents.drafts[1].metadata.title is None


def test_doubled_and_missing_ids() -> None:
    contents = read({"id": "a", "text": TEXT}, {"id": "a", "text": TEXT}, {"text": TEXT}, {"id": "3", "text": TEXT})
    assert [draft.item for draft in contents.drafts] == ["a", "2", "3-2", "3"]
    (complaint,) = contents.complaints
    assert complaint.startswith("Line 2: the id 'a'")
    assert complaint.endswith("is read as '2'.")


def test_appended_lines_leave_the_names_above_them() -> None:
    lines = [{"id": one, "text": TEXT} for one in ("a", "b", "a", "b")]
    names = [[draft.item for draft in read(*lines[:end]).drafts] for end in range(1, 5)]
    assert names == [["a"], ["a", "b"], ["a", "b", "3"], ["a", "b", "3", "4"]]


def test_escapes_are_tidied_after_they_are_read() -> None:
    (draft,) = read(
        '{"id": "a\\u001b[31m", "title": "x\\u202ey\\ud800", "text": "A \\u0007 boat.\\r\\n\\r\\nTwo."}'
    ).drafts
    assert draft.item == "a\ufffd[31m"
    assert [one.text for one in draft.paragraphs] == ["xy\ufffd", "A \ufffd boat.", "Two."]


def test_complaints_are_limited() -> None:
    contents = read_json_lines(source("x\n" * 1000))
    assert len(contents.complaints) == 101
    assert contents.complaints[-1].startswith("900 more")


def test_rules_do_not_overrule_what_is_declared() -> None:
    (draft,) = read({"author": "Bo Ek", "text": f"By Ann Lee\n\n{TEXT}"}).drafts
    assert draft.metadata.authors == ("Bo Ek",)
    assert draft.paragraphs[0].kind is Kind.FURNITURE


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)
    )
)
def test_members_of_any_type(value: object) -> None:
    names = ("id", "title", "author", "authors", "source", "date", "url", "language")
    contents = read({**dict.fromkeys(names, value), "text": TEXT})
    assert len(contents.drafts) == 1


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    read_json_lines(source(text))
