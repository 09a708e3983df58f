from __future__ import annotations

from searchtui.article import Kind, Known, Paragraph
from searchtui.corpus.drafts import NOTHING, Draft, Metadata, Piece


def test_what_is_not_known_is_taken_from_others() -> None:
    first = Metadata.of({"title": "Ice", "source": None}, Known.SIDECAR, "metadata.toml")
    second = Metadata.of({"title": "Snow", "source": "Herald", "authors": ("Ann Lee",)}, Known.DECLARED, "meta")
    both = first.or_else(second)
    assert (both.title, both.source, both.authors) == ("Ice", None, ("Ann Lee",))
    assert {name: how.known for name, how in both.known.items()} == {
        "title": Known.SIDECAR,
        "source": Known.SIDECAR,  # known to be unknown
        "authors": Known.DECLARED,
    }
    assert NOTHING.or_else(second) == second.or_else(NOTHING) == second


def test_a_draft_without_lines() -> None:
    paragraphs = tuple(Paragraph(number, "A boat.", Kind.BODY, line=number, page=7) for number in (1, 2))
    draft = Draft(paragraphs, Metadata.of({"title": "Ice"}, Known.DECLARED, "meta"), "a")
    bare = draft.without_lines()
    assert [(one.number, one.line, one.page) for one in bare.paragraphs] == [(1, None, 7), (2, None, 7)]
    assert (bare.metadata, bare.item) == (draft.metadata, draft.item)


def test_a_piece_is_moved_down_with_what_it_stands_in() -> None:
    there, nowhere = Piece("A boat.", 2, 0), Piece("A boat.", None, 0)
    there.move_down(10)
    nowhere.move_down(10)
    assert (there.line, nowhere.line) == (12, None)
