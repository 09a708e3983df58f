"""Where sentences end."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.rules.sentences import ends_with, first_sentence, sentences


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


TEXTS = st.text(st.sampled_from("aÄ .!?…。！？\"'”)」(\n"))


@given(TEXTS)
def test_sentences_end_where_the_plain_rule_says(text: str) -> None:
    text = text.replace("a", "and").replace("Ä", "Äs")  # what looks like an initial ends no sentence
    end = r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s+[\"'“‘«(\[]*[^\Wa-z_])|[。！？]+[」』”]*"
    ends = [match.end() for match in re.finditer(end, text)]
    parts = [text[start:end].strip() for start, end in pairwise([0, *ends, len(text)])]
    assert sentences(text) == [part for place, part in enumerate(parts) if part or place < len(ends)]


@given(TEXTS)
def test_the_mark_that_a_text_ends_with(text: str) -> None:
    closed = re.search(r"[.!?…][\"'”’»)\]]*$", text) is not None
    assert ends_with(text, (".", "!", "?", "…")) == closed
