from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from searchtui.citing.markdown import escape, lines_as_list, rows_as_quotes
from searchtui.cleaning import clean_line
from tests.citing.rows import line, passage
from tests.cli.samples import hit, hostile_hit


def shown(markdown: str) -> str:
    """The text that a reader of the rendered Markdown sees."""
    html = MarkdownIt("commonmark").render(markdown)
    text = re.sub(r"<[^>]*>", "", html)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text.strip("\n")


def test_a_quote_says_where_it_comes_from() -> None:
    assert list(rows_as_quotes([hit(), hit(authors=(), source=None, date=None, item="7")])) == [
        "> The treaty holds, for now.",
        ">",
        "> — Ada Quill, Ben Page, “A treaty, and what follows”, The Courier, 2020-12-05, treaties/one.txt, ¶2",
        "",
        "> The treaty holds, for now.",
        ">",
        r"> — “A treaty, and what follows”, treaties/one.txt\#7, ¶2",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "- no list",
        "+ no list",
        "1. no list",
        "12) no list",
        "=== no rule",
        "--- no rule",
        "*no* _emphasis_ ~~at~~ all",
        "[no](link) ![no](image) <b>no</b> &amp; no `code`",
        "> no quote",
        r"a back\slash",
        "2020-12-05",
        "<script>alert(1)</script>",
    ],
)
def test_escaped_text_shows_as_it_is(text: str) -> None:
    assert shown(escape(text)) == text
    assert shown(f"> {escape(text)}").strip() == text


@given(st.text(alphabet="ab 1.)-+=#*_[]()<>&`~|!\\\"'", max_size=30).map(str.strip))
def test_whatever_the_text_is(text: str) -> None:
    assert shown(escape(text)) == text


def test_hostile_text_is_clean() -> None:
    lines = list(rows_as_quotes([hostile_hit()]))
    assert len(lines) == 3
    assert all(clean_line(line) == line for line in lines)


def test_a_note_stands_below_its_pin() -> None:
    assert list(rows_as_quotes([passage(note="Ask *Ada*\nabout it")]))[3:] == ["", r"Ask \*Ada\*", "about it"]


def test_an_article_that_was_pinned_as_a_whole_is_quoted_by_its_title() -> None:
    assert next(rows_as_quotes([passage(text="")])) == "> A treaty, and what follows"


def test_a_concordance_is_a_list_with_its_keywords_in_bold() -> None:
    (item,) = lines_as_list([line()])
    words, _, origin = item.partition(" — ")
    assert words == r"- …that the **treaty** \*holds\*, for now…"
    assert origin == "Ada Quill, “A treaty, and what follows”, The Courier, 2020-12-05, treaties/one.txt, ¶2"
