"""Fingerprints of paragraphs."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.fingerprints import _WORDS, SHINGLE, fingerprints, fingerprints_of, runs_of, words_of

TEXT = "The harbour had been closed since the spring and the boats lay on the beach like stranded animals"
OTHER = "In May the council met for the third time and decided nothing as it had decided nothing before"

WORDS = st.lists(
    st.sampled_from(["boat", "sea", "town", "pier", "gull", "sand", "mayor", "year", "net", "oar"]),
    min_size=8,
    max_size=30,
)


def test_fingerprints_are_the_same_on_every_machine_and_in_every_run() -> None:
    program = f"from searchtui.corpus import fingerprints; print(fingerprints([{TEXT!r}, {OTHER!r}]))"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"}
    )
    assert run.stdout.strip() == str(fingerprints([TEXT, OTHER]))


def test_case_accents_form_and_punctuation_make_no_difference() -> None:
    assert fingerprints([TEXT]) == fingerprints([TEXT.upper() + "!!"])
    assert fingerprints([TEXT]) != fingerprints([OTHER])


@given(st.text(st.sampled_from("aZé9_' -’…\u00a0ſKß海\x00\t\n\x1f\u200b\u0301İ"), max_size=12))
def test_words_are_those_that_the_expression_finds(text: str) -> None:
    assert [word.decode() for word in words_of(text)] == _WORDS.findall(text.casefold())


def test_they_are_unsigned_and_sorted() -> None:
    marks = fingerprints([TEXT, OTHER])
    assert list(marks) == sorted(marks)
    assert all(0 <= mark < 2**64 for mark in marks)


def test_short_texts_have_none() -> None:
    assert fingerprints([]) == fingerprints(["Too short to tell."]) == ()
    assert len(fingerprints(["One two three four.", "Five six seven eight."])) == 1


def test_letters_of_scripts_without_spaces_are_words() -> None:
    assert words_of("海港关闭 since May") == [
        "海".encode(),
        "港".encode(),
        "关".encode(),
        "闭".encode(),
        b"since",
        b"may",
    ]
    assert fingerprints(["海港从春天开始就关闭了没有人知道为什么"])


def test_shared_paragraph_shares_a_fingerprint() -> None:
    assert set(fingerprints([TEXT, OTHER])) & set(fingerprints([OTHER]))
    assert set(fingerprints([OTHER] * 12 + [TEXT])) & set(fingerprints([TEXT]))


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_runs_stay_inside_their_part(words: list[list[str]]) -> None:
    parts = [[word.encode() for word in part] for part in words]
    together = runs_of(parts).tolist()
    apart = [run for part in parts for run in runs_of([part]).tolist()]
    assert together == apart
    assert len(together) == sum(len(part) - SHINGLE + 1 for part in parts)


@given(st.lists(WORDS, min_size=1, max_size=12), st.randoms())
def test_order_of_paragraphs_matters_only_for_the_whole(parts: list[list[str]], random: object) -> None:
    texts = [" ".join(part) for part in parts]
    one, other = set(fingerprints(texts)), set(fingerprints(texts[::-1]))
    assert len(one ^ other) <= 2


@given(st.lists(st.lists(WORDS.map(" ".join) | st.just("Too short."), max_size=10), max_size=6))
def test_articles_have_the_same_ones_together_and_alone(bodies: list[list[str]]) -> None:
    assert fingerprints_of(bodies) == [fingerprints(body) for body in bodies]
