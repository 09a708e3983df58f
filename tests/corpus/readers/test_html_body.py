"""The article of a page, as trafilatura finds it and the markup tells it."""

from __future__ import annotations

import pytest
from lxml import html

from searchtui.article import Kind
from searchtui.corpus.readers.html_body import article_pieces
from searchtui.corpus.readers.html_prepared import MARKS

TEXT = "Nobody in the town went out that winter, and the boats lay on the beach for all of the year. "
BODY = "".join(f"<p>{number}. {TEXT * 3}</p>" for number in range(1, 6))


def read(more: str, body: str = BODY) -> list[tuple[str | None, str]]:
    """What stands behind the paragraphs of an article."""
    markup = f"<html><head><title>Ice</title></head><body><article>{body}{more}</article></body></html>"
    pieces = article_pieces(html.document_fromstring(markup), markup)
    assert not any(set(map(ord, piece.text)) & MARKS.keys() or piece.line for piece in pieces)
    return [(piece.kind, piece.text) for piece in pieces if TEXT.strip() not in piece.text]


def test_the_text_of_an_article() -> None:
    markup = f"<html><body><nav>Menu</nav><article>{BODY}</article><footer>Imprint</footer></body></html>"
    pieces = article_pieces(html.document_fromstring(markup), markup)
    assert [piece.text for piece in pieces] == [f"{number}. {(TEXT * 3).strip()}" for number in range(1, 6)]


def test_a_page_without_text_has_no_pieces() -> None:
    assert article_pieces(html.document_fromstring("<html><body></body></html>"), "") == []


@pytest.mark.parametrize(
    "figure",
    [
        "<figure><img src=a.png><figcaption>The <b>quay</b> in May</figcaption></figure>",
        "<div><img src=a.png><p class=wp-caption-text>The quay in May</p></div>",
        "<figure><figcaption>The quay</figcaption></figure><p class=caption>The quay in May</p>",
    ],
)
def test_captions(figure: str) -> None:
    found = read(figure + BODY)
    assert (Kind.CAPTION, "The quay in May") in found
    assert sum("The quay in May" in text for _, text in found) == 1


LONG = " ".join(f"Sentence {number} of all that there is to be said of the figure." for number in range(20))


def test_the_caption_of_a_figure_may_be_long_or_that_of_a_table() -> None:
    assert read(f"<figure><img src=a.png><figcaption>{LONG}</figcaption></figure>{BODY}") == [(Kind.CAPTION, LONG)]
    table = "<table><tr><td>Ada</td><td>12 m</td></tr></table>"
    assert read(f"<figure>{table}<figcaption>The boats</figcaption></figure>{BODY}") == [
        (Kind.CAPTION, "The boats"),
        (Kind.BODY, "Ada | 12 m"),
    ]


def test_what_is_no_caption() -> None:
    assert read(f"<figure><img src=a.png><figcaption>IMG_0017.jpg</figcaption></figure>{BODY}") == []
    assert read(f"<p class=caption>{LONG}</p>{BODY}") == [(None, LONG)]


def test_footnotes() -> None:
    note = "<ol class=footnotes><li id=fn1>See the minutes of the council. <a href='#r'>↩</a></li></ol>"
    assert read(f"<p>It froze<sup><a href='#fn1'>1</a></sup> over and over.</p>{note}") == [
        (None, "It froze over and over."),
        (Kind.FOOTNOTE, "See the minutes of the council."),
    ]


def test_what_is_hidden_or_deleted_is_left_out() -> None:
    more = "<p>It <del>never</del> froze <span hidden>badly</span>over.</p><p style='display:none'>Nothing of it.</p>"
    assert read(more) == [(None, "It froze over.")]


def test_headings_lists_quotations_and_rows() -> None:
    more = (
        "<h2>What comes next</h2><ul><li>A net for each of the boats</li><li>A rope for each of the boats</li></ul>"
        f"<blockquote>It was cold, said Bo Ek.</blockquote>{BODY}"
        "<table><tr><th>Boat</th><th>Length</th></tr><tr><td>Ada</td><td>12 m</td></tr></table>"
    )
    assert read(more) == [
        (Kind.HEADING, "What comes next"),
        (Kind.BODY, "A net for each of the boats"),
        (Kind.BODY, "A rope for each of the boats"),
        (Kind.BODY, "It was cold, said Bo Ek."),
        (Kind.BODY, "Boat | Length"),
        (Kind.BODY, "Ada | 12 m"),
    ]


def test_empty_lines_part_paragraphs_however_short() -> None:
    assert read("<p>One of the town.<br><br>Two.<br> <br>\n<br>Three<br>lines.</p>") == [
        (None, "One of the town."),
        (None, "Two."),
        (None, "Three lines."),
    ]


def test_a_short_quotation_stays_in_its_paragraph() -> None:
    assert read("<p>It is <q>very <b>cold</b></q>, she said, <q>“colder”</q>.</p>") == [
        (None, "It is “very cold”, she said, “colder”."),
    ]


@pytest.mark.parametrize("name", ["center", "fieldset", "layer", "dir", "story-text"])
def test_text_right_in_elements_of_any_name_is_read(name: str) -> None:
    assert read(f"<{name}>{LONG}</{name}>") == [(None, LONG)]
    assert read(f"<{name}>{LONG}<p>Between.</p>{LONG[:100]} <b>of</b> it.</{name}>") == [
        (None, LONG),
        (None, "Between."),
        (None, f"{LONG[:100].strip()} of it."),
    ]


def test_labels_and_links_right_in_elements_are_no_paragraphs() -> None:
    links = f"<a href=x>{LONG[:200]}</a>"
    assert read(f"<div>{links}</div><div>Share this</div><div>{'Menu ' * 30}</div>{BODY}") == []


def test_names_of_no_element_part_no_paragraph() -> None:
    assert read("<p>It was a <x-word>cold</x-word> year.</p>") == [(None, "It was a cold year.")]


def test_a_figure_of_a_quotation_is_read_with_whoever_said_it() -> None:
    assert read(f"<figure><blockquote>{LONG}</blockquote><figcaption>Cy Orr</figcaption></figure>{BODY}") == [
        (Kind.BODY, LONG),
        (Kind.CAPTION, "Cy Orr"),
    ]


@pytest.mark.parametrize("sign", ["&#1;", "&#xb;", "&#xfffe;", "&#xd800;", "&#0;"])
def test_characters_that_no_tree_takes_do_no_harm(sign: str) -> None:
    more = f"<figure><figcaption>Th{sign}e quay</figcaption></figure><div>{sign}{LONG}</div>"
    found = read(
        f"{more}<p>It <q>{sign}is</q>{sign}.</p><p>a<br><br>{sign}b</p><ol class=footnotes><li>{sign}See there.</ol>"
    )
    assert {"See there.", "a"} <= {text.replace("\ufffd", "") for _, text in found}
