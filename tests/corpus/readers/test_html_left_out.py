"""Which elements of a page are no part of its text."""

from __future__ import annotations

import pytest

from searchtui.corpus.readers.html_left_out import left_out
from searchtui.corpus.readers.html_tokens import closings, tokens

TEXT = "Nobody in the town went out that winter. " * 5


def left(markup: str, *, page: bool = True) -> list[str]:
    """The texts of the elements that are left out."""
    found = list(tokens(markup))
    skipped = left_out(found, closings(found), page=page)
    return ["".join(token.text for token in found[start : end + 1] if not token.name) for start, end in skipped.items()]


@pytest.mark.parametrize("name", ["audio", "button", "del", "math", "rt", "video"])
def test_what_is_never_shown(name: str) -> None:
    assert left(f"<p>{TEXT}</p><{name}>x</{name}>", page=False) == ["x"]


@pytest.mark.parametrize(
    "around",
    [
        "<nav>x</nav>",
        "<aside>x</aside>",
        "<footer>x</footer>",
        "<header>x</header>",
        "<form>x</form>",
        "<div class=cookie-banner>x</div>",
        "<ul id=breadcrumbs><li>x</li></ul>",
        "<section role=complementary>x</section>",
    ],
)
def test_what_surrounds_an_article_goes_from_pages_alone(around: str) -> None:
    assert left(f"{around}<p>{TEXT}</p>") == ["x"]
    assert left(f"{around}<p>{TEXT}</p>", page=False) == []


def test_what_holds_much_of_the_page_is_no_furniture_whatever_it_is_called() -> None:
    assert left(f"<form class=comments><p>{TEXT}</p></form><p>x</p>") == []


def test_the_head_of_an_article_stays_and_notes_stand_in_asides() -> None:
    assert left(f"<article><header>x</header><p>{TEXT}</p></article>") == []
    assert left(f"<header><h1>x</h1></header><p>{TEXT}</p>") == []
    assert left(f"<p>{TEXT}</p><aside role=doc-footnote>x</aside>") == []


def test_what_is_hidden_goes_unless_it_is_most_of_the_page() -> None:
    assert left(f"<p>{TEXT}</p><div style='display:none'>x<p>y</p></div>", page=False) == ["xy"]
    assert left(f"<div hidden>{TEXT}</div><p>x</p>", page=False) == []


def test_marks_of_notes_go_and_powers_stay() -> None:
    text = f"<p>{TEXT}harbour<sup>1</sup> of 12 m<sup>2</sup> <a href=x><sup>b</sup></a></p>"
    assert left(text, page=False) == ["1", "b"]


def test_an_element_in_one_that_is_left_out_is_not_named_again() -> None:
    assert left(f"<nav><aside>x</aside><nav>y</nav></nav><p>{TEXT}</p><aside>z</aside>") == ["xy", "z"]


def test_an_element_that_is_never_closed_hides_nothing() -> None:
    assert left(f"<nav>x<p>{TEXT}</p>") == []
