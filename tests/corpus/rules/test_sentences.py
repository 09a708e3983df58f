"""Where sentences end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.rules.sentences import first_sentence, sentences


def test_abbreviations_and_initials_end_no_sentence() -> None:
    text = "On Dec. 5 the U.S. envoy, Mr. J. Lee, met Gen. Ek. They talked."
    assert sentences(text) == ["On Dec. 5 the U.S. envoy, Mr. J. Lee, met Gen. Ek.", "They talked."]


def test_quotes_and_questions() -> None:
    assert sentences("“Why?” Nobody knew. “Go!”") == ["“Why?”", "Nobody knew.", "“Go!”"]


def test_scripts_without_spaces() -> None:
    assert sentences("海港关闭。船走了。") == ["海港关闭。", "船走了。"]


def test_long_sentence_is_cut_at_a_word() -> None:
    title = first_sentence("word " * 60)
    assert title.endswith("word…")
    assert len(title) <= 160
    assert len(first_sentence("x" * 500)) <= 160


@given(st.text())
def test_nothing_is_lost(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
    assert len(first_sentence(text)) <= 160
