"""The text of pages, in pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.readers.html_blocks import html_pieces


def shown(text: str, *, page: bool = False) -> list[tuple[str | None, str]]:
    return [(piece.kind.value if piece.kind else None, piece.text) for piece in html_pieces(text, page=page)]


def texts(text: str, *, page: bool = False) -> list[str]:
    return [words for _, words in shown(text, page=page)]


def test_paragraphs_headings_captions_and_their_lines() -> None:
    text = (
        "<html><head><title>x</title></head>\n<body>\n<h2>The <i>har</i>bour</h2>\n<p>One\n two.</p><p>Three"
        "<figure><img src=a.png><figcaption>A boat.</figcaption></figure>\n\n<div>Four</div>five</body></html>"
    )
    assert [(piece.text, piece.line, piece.kind and piece.kind.value) for piece in html_pieces(text)] == [
        ("The harbour", 3, "heading"),
        ("One two.", 4, None),
        ("Three", 5, None),
        ("A boat.", 5, "caption"),
        ("Four", 7, None),
        ("five", 7, None),
    ]


def test_two_line_breaks_part_paragraphs_and_one_does_not() -> None:
    assert texts("<p>One<br>two<br/> <br />three &amp; <wbr>four</p>") == ["One two", "three & four"]


def test_long_lines_parted_by_single_breaks_are_paragraphs() -> None:
    line = "A long line of text that goes on and on. " * 5
    assert len(texts(f"<p>{line}<br>{line}<br>{line}</p>")) == 3


def test_a_byline_on_a_line_of_its_own_stands_alone() -> None:
    assert texts("<p>By Ann Lee<br>The Harbour Herald<br>5 May 2020</p>") == [
        "By Ann Lee",
        "The Harbour Herald",
        "5 May 2020",
    ]


def test_lists_and_quotes() -> None:
    assert shown("<ul><li>one<li>two</ul><ol><li><p>three</p></ol><blockquote>four</blockquote>five") == [
        ("body", "one"),
        ("body", "two"),
        ("body", "three"),
        ("body", "four"),
        (None, "five"),
    ]


def test_tables_are_read_row_by_row() -> None:
    text = (
        "<table><caption>Boats</caption><tr><th>Name<th>Length</tr><tr><td>Ada</td><td> 12 m </td></tr>"
        "<tr><td></td><td>only</td></tr></table>"
    )
    assert shown(text) == [("caption", "Boats"), ("body", "Name | Length"), ("body", "Ada | 12 m"), (None, "only")]


def test_a_table_that_lays_out_a_page_is_no_row() -> None:
    text = "<table><tr><td>Menu</td><td><p>One.</p><p>Two.</p><table><tr><td>a<td>b</table></td></tr></table>"
    assert texts(text) == ["Menu", "One.", "Two.", "a | b"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>x</p>",
        "<div style='color:red; DISPLAY : none'>x<p>y</p></div>",
        "<span aria-hidden=true>x</span>",
        "<div data-nosnippet>x</div>",
        "<span class='icon sr-only'>x</span>",
        "<script>x</script>",
        "<style>x</style>",
        "<!-- x -->",
        "<del>x</del>",
        "<button>x</button>",
        "<noscript>x</noscript>",
        "<select><option>x</select>",
        "<svg><title>x</title></svg>",
        "<?php x ?>",
    ],
)
def test_what_is_not_shown_is_left_out(hidden: str) -> None:
    assert texts(f"<p>One</p>{hidden}<p>two</p>") == ["One", "two"]


def test_hidden_is_shown_where_it_is_most_of_the_page() -> None:
    assert texts("<div style='display:none'><p>A whole article.</p></div><p>Loading</p>") == [
        "A whole article.",
        "Loading",
    ]


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        ("A word<sup>1</sup> more", "A word more"),
        ("A word.<sup>[12]</sup> More", "A word. More"),
        ("A word<a href='#fn'><sup>a</sup></a> more", "A word more"),
        ("A word<sup><a href='#fn'>*</a></sup> more", "A word more"),
        ("12 m<sup>2</sup> more", "12 m2 more"),
        ("the 12<sup>th</sup> of May", "the 12th of May"),
        ("10<sup>12</sup> stars", "1012 stars"),
    ],
)
def test_marks_of_footnotes_are_left_out_and_powers_stay(raised: str, expected: str) -> None:
    assert texts(f"<p>{raised}</p>") == [expected]


@pytest.mark.parametrize(
    "note",
    [
        "<aside epub:type='footnote' id=n1><p>^ See there. ↩</p></aside>",
        "<ol class=footnotes><li>See there.</ol>",
        "<div role=doc-endnotes><p>See there.</div>",
        "<li id='fn:1'>See there.</li>",
        "<p class=MsoFootnoteText>See there.</p>",
    ],
)
def test_footnotes(note: str) -> None:
    assert shown(f"<p>One</p>{note}", page=True) == [(None, "One"), ("footnote", "See there.")]


def test_what_surrounds_an_article_on_a_page_is_left_out() -> None:
    prose = "<p>" + "The harbour was full of boats. " * 20 + "</p>"
    text = (
        "<header><a>Home</a></header><nav>Menu</nav><div class='cookie-banner'>We use cookies</div>"
        f"<main><article><header><h1>Boats</h1></header>{prose}<div class='share-tools'>Facebook</div>"
        f"<footer>By Ann</footer></article></main><aside>Also read</aside><form>Mail<input></form>"
        "<section id=comments>Nice!</section><footer>Imprint</footer>"
    )
    assert [words[:8] for words in texts(text, page=True)] == ["Boats", "The harb", "By Ann"]
    assert "Imprint" in texts(text)


def test_a_form_that_holds_the_whole_page_is_read() -> None:
    assert texts("<form><p>All of it.</p></form><nav>Go</nav>", page=True)[0] == "All of it."


def test_broken_markup_loses_no_text() -> None:
    assert texts("<p>One <b>two</i> three<p>four <a href='x>five</a> &unknown; &#0;six < 7 <!-- open") == [
        "One two three",
        "four five &unknown; �six < 7 <!-- open",
    ]


def test_deep_markup_is_read() -> None:
    assert texts("<div>" * 50_000 + "deep" + "</div>" * 50_000) == ["deep"]
    assert texts("<table><tr><td>" * 3000 + "deep") == ["deep"]
    assert texts("<p " + "a=1 " * 20_000 + ">deep</p>") == ["deep"]


MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<table>",
            "</table>",
            "<tr>",
            "<td>",
            "<li>",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "<sup>",
            "</sup>",
            "<a",
            "<br>",
            "=",
            '"',
            "'",
            "<h1>",
            "</h1>",
            "<pre>",
            "</pre>",
            "<aside>",
            "</aside>",
            "&lt;",
            "<",
            ">",
            "word",
            "\n",
        ]
    )
).map(" ".join)


@given(MARKUP | st.text())
def test_any_text_gives_pieces(text: str) -> None:
    for page in (False, True):
        for piece in html_pieces(text, page=page):
            assert piece.text == " ".join(piece.text.split())
            assert piece.text
            assert piece.line is not None and 1 <= piece.line <= text.count("\n") + 1


def test_a_paragraph_in_large_letters_is_no_heading() -> None:
    assert shown(f"<h2>{'The harbour is closed. ' * 10}</h2>")[0][0] is None
