"""What the tree of a page is before trafilatura sees it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from searchtui.corpus.readers.html_prepared import BREAK_MARK, CAPTION_MARK, FOOTNOTE_MARK, MARKS, prepare

WORDS = "Nobody in the town went out that winter, and the boats lay on the beach for all of the year."


def prepared(body: str) -> str:
    markup = f"<html><body>{body}</body></html>"
    tree = html.document_fromstring(markup)
    prepare(tree, markup)
    return str(html.tostring(tree.find("body"), encoding="unicode")).removeprefix("<body>").removesuffix("</body>")


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        ("<p>a<del>b</del>c</p><nav>d</nav>e", "<p>ac</p>e"),
        ("<p>a word<sup>1</sup> of 2 m<sup>2</sup></p>", "<p>a word of 2 m<sup>2</sup></p>"),
        ("<p>a<br>\n<br>b<br>c</p>", f"<p>a<br>\n<br>{BREAK_MARK}b<br>c</p>"),
        ("<figure><img src=a><figcaption>The <b>quay</b></figcaption></figure>",
         f'<p>{CAPTION_MARK}The quay</p><figure><img src="a"></figure>'),
        ("<ol><li id=fn1>See there.</li></ol>", f'<ol><li id="fn1">{FOOTNOTE_MARK}See there.</li></ol>'),
        ("<center>a</center><x-y>b</x-y><p><x-y>c</x-y></p>", "<div>a</div><div>b</div><p><span>c</span></p>"),
        ("<p>a <q>b</q></p><q>c</q>", "<p>a “b”</p><q>c</q>"),
    ],
)  # fmt: skip
def test_what_is_made_plain(body: str, changed: str) -> None:
    assert prepared(body) == changed


def test_sentences_beside_paragraphs_become_some() -> None:
    assert prepared(f"<div>{WORDS} <b>So</b> it was.<p>{WORDS}</p>short<p>b</p>{WORDS}</div>") == (
        f"<div><p>{WORDS} <b>So</b> it was.</p><p>{WORDS}</p>short<p>b</p><p>{WORDS}</p></div>"
    )


def test_a_page_without_paragraphs_stays_as_it_is() -> None:
    body = f"<div>{WORDS}</div><div>{WORDS}</div>"
    assert prepared(body) == body


tags = st.lists(
    st.sampled_from(["<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<br>", "<q>", "</q>", "<x-y>", "</x-y>", WORDS]),
    max_size=30,
)


@given(tags)
def test_no_text_is_lost(parts: list[str]) -> None:
    body = "".join(parts)
    before = html.document_fromstring(f"<html><body><p>{body}</body></html>").text_content()
    after = html.fromstring(f"<body>{prepared(f'<p>{body}')}</body>").text_content()
    assert "".join(after.translate(MARKS).split()).replace("“", "").replace("”", "") == "".join(before.split())
