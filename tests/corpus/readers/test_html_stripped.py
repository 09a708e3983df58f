"""Pages of very many elements."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.readers.html import read_page
from searchtui.corpus.readers.html_stripped import stripped_pieces


def test_blocks_part_the_text_and_other_tags_do_not() -> None:
    page = "<head><title>x</title></head><script>y</script><p>One <b>t</b>wo &amp; three</p><div> <br>four</div>\nfive"
    assert [piece.text for piece in stripped_pieces(page)] == ["One two & three", "four", "five"]


def test_a_page_of_very_many_elements_is_read() -> None:
    page = "<html><head><title>Made</title></head><body>" + "<i></i>" * 110_000 + "<p>The text of it all.</p>"
    (draft,) = read_page(page).drafts
    assert [one.text for one in draft.paragraphs] == ["Made", "The text of it all."]


@given(st.text(alphabet="<p>/ab &;!-"))
def test_any_text_gives_pieces(text: str) -> None:
    assert all(piece.text.strip() for piece in stripped_pieces(text))
