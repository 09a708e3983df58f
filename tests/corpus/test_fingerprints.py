"""Fingerprints of paragraphs."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.fingerprints import fingerprints, fingerprints_of
from searchtui.corpus.words import SHINGLE

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


def test_they_are_unsigned_and_sorted() -> None:
    marks = fingerprints([TEXT, OTHER])
    assert list(marks) == sorted(marks)
    assert all(0 <= mark < 2**64 for mark in marks)


def test_short_texts_have_none() -> None:
    assert fingerprints([]) == fingerprints(["Too short to tell."]) == ()
    assert len(fingerprints(["One two three four.", "Five six seven eight."])) == 1


def test_letters_of_scripts_without_spaces_are_words() -> None:
    assert fingerprints(["海港从春天开始就关闭了没有人知道为什么"])


def test_shared_paragraph_shares_a_fingerprint() -> None:
    assert set(fingerprints([TEXT, OTHER])) & set(fingerprints([OTHER]))
    assert set(fingerprints([OTHER] * 12 + [TEXT])) & set(fingerprints([TEXT]))


FACTORS = (0x243F6A8885A308D3, 0x13198A2E03707345, 0xA4093822299F31D1, 0x082EFA98EC4E6C89, 0x452821E638D01377)


def mixed(value: int) -> int:
    """SplitMix64, number by number."""
    value = (value + 0x9E3779B97F4A7C15) % 2**64
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    value = (value ^ value >> 27) * 0x94D049BB133111EB % 2**64
    return value ^ value >> 31


@given(st.lists(WORDS | st.just(["short"]), max_size=12))
def test_they_are_the_least_runs_of_each_paragraph_and_one_of_the_whole(parts: list[list[str]]) -> None:
    long = [part for part in parts if len(part) >= 8]
    mixings = 4 if len(long) <= 3 else 2 if len(long) <= 8 else 1
    wanted = set()
    for part in long:
        numbers = [int.from_bytes(word.encode(), "little") for word in part]
        runs = []
        for start in range(len(numbers) - SHINGLE + 1):
            five = zip(numbers[start : start + SHINGLE], FACTORS, strict=True)
            runs.append(mixed(sum(number * factor for number, factor in five) % 2**64))
        wanted |= {min(runs), *(min(mixed(run ^ mixing) for run in runs) for mixing in range(1, mixings))}
    found = set(fingerprints([" ".join(part) for part in parts]))
    assert wanted <= found
    assert len(found - wanted) == (sum(map(len, parts)) >= 8)


@given(st.lists(WORDS, min_size=1, max_size=12), st.randoms())
def test_order_of_paragraphs_matters_only_for_the_whole(parts: list[list[str]], random: object) -> None:
    texts = [" ".join(part) for part in parts]
    one, other = set(fingerprints(texts)), set(fingerprints(texts[::-1]))
    assert len(one ^ other) <= 2


@given(st.lists(st.lists(WORDS.map(" ".join) | st.just("Too short."), max_size=10), max_size=6))
def test_articles_have_the_same_ones_together_and_alone(bodies: list[list[str]]) -> None:
    assert fingerprints_of(bodies) == [fingerprints(body) for body in bodies]
