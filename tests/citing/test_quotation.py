from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.citing.quotation import quotation
from searchtui.cleaning import clean_line
from tests.citing.rows import article
from tests.cli.samples import HOSTILE


def test_a_quotation_says_where_it_comes_from() -> None:
    assert quotation(article(), "The treaty *holds*, [sic] for now.", 2) == (
        "> The treaty *holds*, [sic] for now.\n"
        ">\n"
        "> — Ada Quill, Ben Page, “A treaty, and what follows”, The Courier, 2020-12-05, treaties/one.txt, ¶2\n"
    )


def test_what_is_not_known_is_left_out() -> None:
    bare = article(authors=(), source=None, date=None, item="7")
    assert quotation(bare, "Yes.", 2).splitlines()[2] == "> — “A treaty, and what follows”, treaties/one.txt#7, ¶2"


def test_the_page_stands_behind_the_paragraph() -> None:
    assert quotation(article(), "Yes.", 13, 7).endswith(", treaties/one.txt, ¶13, p. 7\n")


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp", "Co"]), min_size=1))
def test_the_text_is_the_one_of_the_article_to_the_letter(text: str) -> None:
    assert quotation(article(), text, 2).startswith(f"> {text}\n")


def test_hostile_names_are_clean() -> None:
    hostile = article(title=HOSTILE, authors=(HOSTILE,), source=HOSTILE, path=HOSTILE)
    lines = quotation(hostile, HOSTILE, 2).split("\n")
    assert len(lines) == 4
    assert all(clean_line(line) == line for line in lines)
