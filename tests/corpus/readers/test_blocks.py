"""Blocks of documents, and the rows and pieces that they become."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Kind
from searchtui.corpus.readers.blocks import Block, Flow, mark_title, pieces_of


def row(flow: Flow, *cells: list[str], shown: bool = True) -> None:
    flow.start_row()
    for cell in cells:
        flow.start_cell()
        flow.add(*map(Block, cell))
        flow.end_cell()
    flow.end_row(shown=shown)


def texts(flow: Flow) -> list[str]:
    return [block.text for block in flow.finish()]


def test_the_cells_of_a_row_are_one_block() -> None:
    flow = Flow()
    flow.add(Block("above"))
    row(flow, ["a"], [], ["b", "c\nd"])
    flow.add(Block("below"))
    blocks = flow.finish()
    assert [(block.text, block.kind) for block in blocks] == [
        ("above", None),
        ("a | b c d", Kind.BODY),
        ("below", None),
    ]


def test_a_row_of_one_cell_and_one_that_lays_out_a_page_are_none() -> None:
    flow = Flow()
    row(flow, [], ["alone"])
    row(flow, ["menu"], ["A long paragraph of many words. " * 20, "Another one."])
    assert texts(flow) == ["alone", "menu", "A long paragraph of many words. " * 20, "Another one."]


def test_rows_and_cells_that_are_not_shown_leave_nothing() -> None:
    flow = Flow()
    row(flow, ["a"], ["b"], shown=False)
    flow.start_row()
    for word, shown in (("c", True), ("d", False), ("e", True)):
        flow.start_cell()
        flow.add(Block(word))
        flow.end_cell(shown=shown)
    flow.end_row()
    assert texts(flow) == ["c | e"]


def test_a_table_in_a_cell_is_a_part_of_it() -> None:
    flow = Flow()
    flow.start_row()
    flow.start_cell()
    flow.add(Block("a"))
    flow.end_cell()
    flow.start_cell()
    row(flow, ["b"], ["c"])
    flow.end_cell()
    flow.end_row()
    assert texts(flow) == ["a | b | c"]


def test_tables_too_deep_inside_others_are_none_and_lose_nothing() -> None:
    flow = Flow()
    for number in range(50):
        flow.start_row()
        flow.start_cell()
        flow.add(Block(str(number)))
    for _ in range(50):
        flow.end_cell()
        flow.end_row()
    flow.add(Block("below"))
    assert " ".join(texts(flow)).replace(" | ", " ") == " ".join([*map(str, range(50)), "below"])


@given(st.lists(st.sampled_from(["row", "cell", "/cell", "/row", "a", "b"]), max_size=60))
def test_what_is_never_closed_loses_nothing(steps: list[str]) -> None:
    flow = Flow()
    rows = 0
    for step in steps:
        if step == "row":
            flow.start_row()
            rows += 1
        elif step == "cell":
            flow.start_cell()
        elif step == "/cell":
            flow.end_cell()
        elif step == "/row" and rows:
            flow.end_row()
            rows -= 1
        elif step in ("a", "b"):
            flow.add(Block(step))
    kept = "".join(text.replace(" | ", "").replace(" ", "") for text in texts(flow))
    assert sorted(kept) == sorted(step for step in steps if step in ("a", "b"))


def test_blank_lines_part_pieces_and_lines_at_the_edge_stand_alone() -> None:
    blocks = [
        Block("By Ann Lee\n4 May 2020", 3),
        *(Block(f"Some text {number}\nof two lines.") for number in range(12)),
        Block("One.\n\nTwo.", 40, page=7),
        Block("A heading\nof two lines", kind=Kind.HEADING, level=2),
    ]
    pieces = pieces_of(blocks)
    assert [(piece.text, piece.line, piece.block) for piece in pieces[:3]] == [
        ("By Ann Lee", 3, 0),
        ("4 May 2020", 4, 0),
        ("Some text 0 of two lines.", None, 1),
    ]
    assert [(piece.text, piece.page, piece.kind) for piece in pieces[-3:]] == [
        ("One.", 7, None),
        ("Two.", 7, None),
        ("A heading of two lines", None, Kind.HEADING),
    ]


def marked(*levels: int) -> list[Kind | None]:
    blocks = [Block("x", kind=Kind.HEADING if level else None, level=level) for level in levels]
    pieces = pieces_of(blocks)
    mark_title(blocks, pieces)
    return [piece.kind for piece in pieces]


def test_the_heading_above_everything_is_the_title() -> None:
    assert marked(1, 0, 1) == [Kind.TITLE, None, Kind.HEADING]
    assert marked(2, 0, 3) == [Kind.TITLE, None, Kind.HEADING]
    assert marked(2, 0, 2) == [Kind.HEADING, None, Kind.HEADING]
    assert marked(2, 0, 1) == [Kind.HEADING, None, Kind.HEADING]
    assert marked(0, 1) == [None, Kind.HEADING]
    mark_title([], [])
