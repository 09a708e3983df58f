from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.readers.rst import read_rst
from searchtui.corpus.readers.rst_lines import Line
from searchtui.corpus.readers.rst_substitutions import with_substitutions
from tests.corpus.sourced import source


def lines(text: str) -> list[Line]:
    return [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]


def shown(text: str) -> str:
    return "\n".join(line.text for line in with_substitutions(lines(text)))


def test_what_is_defined_anywhere_is_put_in() -> None:
    (draft,) = read_rst(
        source(
            "The |Boat|_ of the |town's  name| and |nothing| lay there.\n\n"
            ".. |boat| replace:: *Ada*, built\n   in Oslo,\n\n.. |town's name| replace:: town\n",
            "a.rst",
        )
    ).drafts
    assert [one.text for one in draft.paragraphs] == ["The Ada, built in Oslo, of the town and |nothing| lay there."]


def test_tables_and_definitions_stay_as_they_are() -> None:
    text = "| |a| | b |\n+---+---+\n.. |a| replace:: long words\n.. |b| replace:: of |a|"
    assert shown(text) == text


def test_a_text_does_not_grow_without_end() -> None:
    text = f".. |a| replace:: {'x' * 5000}\n" + "|a| " * 20_000
    assert len(shown(text)) < 2 * len(text) + 1_000_000


@given(st.text(st.sampled_from("a |:._\n"), max_size=60).map(".. |a| replace:: b\n".__add__))
def test_any_text_keeps_its_lines(text: str) -> None:
    assert [line.number for line in with_substitutions(lines(text))] == [line.number for line in lines(text)]
