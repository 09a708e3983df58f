from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.lines import line_of

FILE = """# A treaty

The *treaty* holds,
for now, says [the minister](x).

The treaty holds, for now, says nobody.

The treaty holds, for now, says nobody.
"""


@pytest.mark.parametrize(
    ("text", "before", "line"),
    [
        ("A treaty", 1, 1),
        ("The treaty holds, for now, says the minister.", 3, 3),
        ("The treaty holds, for now, says the minister.", 8, 3),
        ("The treaty holds, for now, says nobody.", 8, 8),
        ("The treaty holds, for now, says nobody.", 6, 6),
        ("The treaty holds, for now, says nobody.", None, 6),
        ("The treaty holds, for now, say all who read it.", 3, 3),
        ("Something else stood here once.", 5, 5),
        ("Something else stood here once.", 500, 9),
        ("…", 2, 2),
        ("Nothing of it", None, None),
    ],
)
def test_a_paragraph_is_found_again(text: str, before: int | None, line: int | None) -> None:
    assert line_of(FILE.encode(), text, before) == line


def test_other_encodings_and_line_ends() -> None:
    text = "Eins\r\n\r\nDie Häfen liegen still.\r\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert line_of(text.encode(encoding), "Die Häfen liegen still.", 1) == 3
    assert line_of(b"\x00\x01\x02\x03" * 50, "x", 4) is None


@given(st.lists(st.text(alphabet="abc ", min_size=30, max_size=60), min_size=1, unique=True), st.data())
def test_wherever_it_was_moved_to(paragraphs: list[str], data: st.DataObject) -> None:
    paragraphs = [f"{number} {paragraph} end" for number, paragraph in enumerate(paragraphs)]
    before = data.draw(st.integers(1, 100))
    for number, paragraph in enumerate(paragraphs):
        content = "\n\n".join(paragraphs).encode()
        found = line_of(content, paragraph, before)
        assert found is not None
        assert paragraphs[(found - 1) // 2].replace(" ", "")[:12] == paragraph.replace(" ", "")[:12], number
