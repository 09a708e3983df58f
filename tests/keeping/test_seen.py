from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchtui.keeping.seen import Digests, Seen, new_among, read_seen, write_seen

PARAGRAPHS = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["x", "y", "", "z\ud800"])), max_size=10)


def digests(paragraphs: list[tuple[str, str]]) -> Digests:
    seen = Seen()
    seen.add(paragraphs)
    return seen.digests


@given(PARAGRAPHS, PARAGRAPHS)
def test_new_is_what_is_there_now_more_often_than_before(
    before: list[tuple[str, str]], now: list[tuple[str, str]]
) -> None:
    assert new_among(digests(now), digests(before)) == (Counter(now) - Counter(before)).total()


@given(PARAGRAPHS)
def test_the_order_does_not_matter(paragraphs: list[tuple[str, str]]) -> None:
    assert digests(paragraphs).tolist() == digests(paragraphs[::-1]).tolist()


def test_the_file_holds_eight_bytes_a_paragraph(tmp_path: Path) -> None:
    found = digests([("a", str(number)) for number in range(1000)])
    write_seen(tmp_path / "seen", found)
    assert (tmp_path / "seen").stat().st_size == 16 + 8000
    again = read_seen(tmp_path / "seen")
    assert again is not None
    assert np.array_equal(again, found)


def test_what_is_no_such_file_is_not_used(tmp_path: Path) -> None:
    assert read_seen(tmp_path / "none") is None
    (tmp_path / "cut").write_bytes(b"searchtui seen 1" + b"1234567")
    assert read_seen(tmp_path / "cut") is None
    (tmp_path / "other").write_bytes(b"something else")
    assert read_seen(tmp_path / "other") is None
