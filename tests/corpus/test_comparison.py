"""How much of one body stands in another."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from searchtui.corpus import Body, Copy, Pair, compare, comparison, words_of
from searchtui.corpus.fingerprints import SHINGLE
from tests.examples import examples

LEXICON = ["boat", "sea", "town", "pier", "gull", "sand", "mayor", "year", "net", "oar", "müll", "海"]


def paragraph(seed: int, words: int = 40) -> str:
    return " ".join(random.Random(seed).choices([*LEXICON, *(f"word{number}" for number in range(99))], k=words))


def share(shorter: Sequence[str], longer: Sequence[str], *, only_common: bool = False) -> float:
    return Body(shorter).share_in(Body(longer), only_common=only_common)


def plain_share(shorter: Sequence[str], longer: Sequence[str]) -> float:
    """The same, run by run."""
    parts = [[word.decode() for word in words_of(text)] for text in shorter]
    others = [[word.decode() for word in words_of(text)] for text in longer]
    words = [word for part in others for word in part]
    runs = {tuple(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}
    standing = possible = 0
    for part in filter(None, parts):
        size = len("".join(part))
        if len(part) < SHINGLE:
            standing += size * (part in others)
            possible += size * (part in others)
            continue
        own = [tuple(part[start : start + SHINGLE]) for start in range(len(part) - SHINGLE + 1)]
        met = sum(run in runs for run in own) / len(own)
        text = " ".join(part)
        alike = any(fuzz.ratio(text, " ".join(other)) >= 90 for other in others if len(other) >= SHINGLE)
        possible += size * (met >= 0.2)
        standing += size * (met >= 0.9 or (met >= 0.2 and alike))
    letters = sum(len(word) for part in parts for word in part)
    return standing / letters if possible >= 0.5 * letters else 0.0


PARAGRAPHS = [paragraph(seed, words) for seed, words in enumerate((40, 40, 25, 9, 6, 5, 4, 3, 1, 60))]
EDITED = [text.replace(" ", " a ", 1) for text in PARAGRAPHS] + [text[: len(text) // 2] for text in PARAGRAPHS]
BODIES = st.lists(st.sampled_from([*PARAGRAPHS, *EDITED, ""]), max_size=8)


@settings(max_examples=examples(300))
@given(BODIES, BODIES)
def test_shares_are_those_that_are_counted_run_by_run(one: list[str], other: list[str]) -> None:
    shorter, longer = sorted((one, other), key=lambda texts: (Body(texts).words, Body(texts).letters))
    found = share(shorter, longer)
    if Body(shorter).words < 20:
        assert found == 0.0
    else:
        plain = plain_share(shorter, longer)
        # What makes no copy need not be counted to its end.
        assert found == pytest.approx(plain) or (found < 0.5 and plain < 0.5)


def test_the_same_words_are_the_same_however_they_are_cut_and_written() -> None:
    whole = [paragraph(1), paragraph(2)]
    assert Body(whole).is_same(Body([" ".join(whole).upper() + "!"]))
    assert not Body(whole).is_same(Body(whole[::-1]))
    assert not Body(whole).is_same(Body(whole[:1]))
    assert Body([]).is_same(Body(["…"]))


def test_sizes_are_those_of_the_words() -> None:
    body = Body(["The “boats”, it’s said:", "", "Mühle 海港"])
    assert (body.words, body.letters) == (8, len("theboatsitssaidmühle海港"))


def test_what_is_common_makes_no_copy() -> None:
    footer = paragraph(9)
    shorter, longer = [footer, paragraph(3, 10)], [paragraph(4), paragraph(5), footer]
    assert share(shorter, longer) > 0.5
    assert share(shorter, longer, only_common=True) == 0.0
    assert share([footer], longer, only_common=True) == 1.0


def test_slots_that_are_shared_by_chance_make_no_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = [paragraph(seed) for seed in range(10)], [paragraph(seed) for seed in range(4, 16)]
    before = share(one, other)
    assert 0.5 <= before < 0.7
    monkeypatch.setattr(comparison, "_SLOTS", 0)
    monkeypatch.setattr(comparison, "_LEAST_SLOTS", 1)
    assert share(one, other) == before
    assert share(one, [paragraph(seed) for seed in range(20, 31)]) == 0.0


def test_the_shorter_is_told_and_of_equals_the_first() -> None:
    texts = [paragraph(seed) for seed in range(5)]
    bodies = [Body(texts), Body(texts[:3]), Body(texts[::-1]), Body([paragraph(9)])]
    pairs = [Pair(0, 1, False), Pair(1, 0, False), Pair(0, 2, False), Pair(2, 0, False), Pair(0, 3, False)]
    assert list(compare(pairs, bodies.__getitem__)) == [
        Copy(1, 0, 1.0),
        Copy(1, 0, 1.0),
        Copy(0, 2, 1.0),
        Copy(2, 0, 1.0),
        None,
    ]
