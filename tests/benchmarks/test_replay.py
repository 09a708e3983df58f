"""What a screen showed when, from bytes with times."""

from __future__ import annotations

from benchmarks.pseudoterminal import Chunk
from benchmarks.replay import Replay, Shown, frames


def test_a_change_has_the_time_of_its_last_byte() -> None:
    replay = Replay(20, 3)
    chunks = [Chunk(1.0, b"\x1b[2J\x1b[Hone"), Chunk(2.0, b"\x1b[31"), Chunk(3.0, b"mtwo"), Chunk(3.0001, b"!")]
    assert list(replay.feed(chunks)) == [Shown(1.0, True), Shown(3.0001, True)]
    assert replay.lines[0].rstrip() == "onetwo!"


def test_where_nothing_else_is_shown_nothing_changed() -> None:
    replay = Replay(20, 3)
    list(replay.feed([Chunk(1.0, b"\x1b[Hone")]))
    again = [Chunk(2.0, b"\x1b[H\x1b[1mone"), Chunk(3.0, b"\x1b[2;2H"), Chunk(4.0, b"\x1b[?25l")]
    assert list(replay.feed(again)) == [Shown(3.0, False)]


def test_sequences_that_are_no_text_are_passed_over_even_if_they_are_cut() -> None:
    replay = Replay(20, 3)
    raw = b"\x1b[?2026h\x1b[Hone\x1b]22;pointer\x07\x1b[>5u\x1b[?2026l two"
    chunks = [Chunk(float(place), raw[place : place + 1]) for place in range(len(raw))]
    shown = list(replay.feed(chunks))
    assert replay.lines[0].rstrip() == "one two"
    assert sum(one.text for one in shown) == len("one") + len("two")


def test_frames_are_counted_though_their_beginning_is_cut() -> None:
    assert frames([Chunk(0.0, b"\x1b[?20"), Chunk(0.0, b"26hone\x1b[?2026l"), Chunk(0.0, b"\x1b[?2026h")]) == 2
    assert frames([]) == 0


def test_a_screen_without_chunks_stays() -> None:
    replay = Replay(20, 3)
    assert list(replay.feed([])) == []
    assert "".join(replay.lines).strip() == ""
