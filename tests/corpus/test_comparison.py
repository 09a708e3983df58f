"""How much of one body stands in another."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from searchtui.corpus import Copy, Pair, compare, comparison, numbersets, words_of
from searchtui.corpus.bodies import Bodies
from searchtui.corpus.words import SHINGLE
from tests.examples import examples

LEXICON = ["boat", "sea", "town", "pier", "gull", "sand", "mayor", "year", "net", "oar", "müll", "海"]


def paragraph(seed: int, words: int = 40) -> str:
    return " ".join(random.Random(seed).choices([*LEXICON, *(f"word{number}" for number in range(99))], k=words))


def share(one: Sequence[str], other: Sequence[str], *, only_common: bool = False) -> float:
    """0 where they are no copies."""
    (copy,) = compare([Pair(0, 1, only_common)], [one, other])
    return copy.share if copy else 0.0


def size(texts: Sequence[str]) -> tuple[int, int]:
    """How many words, and letters in them."""
    words = [word.decode() for text in texts for word in words_of(text)]
    return len(words), len("".join(words))


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


@pytest.mark.parametrize("few", [0, 32])
@settings(max_examples=examples(300))
@given(BODIES, BODIES)
def test_shares_are_those_that_are_counted_run_by_run(few: int, one: list[str], other: list[str]) -> None:
    shorter, longer = sorted((one, other), key=size)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparison, "_FEW", few)
        found = share(shorter, longer)
    if words_in(shorter) == words_in(longer):
        assert found == 1.0
    elif size(shorter)[0] < 20:
        assert found == 0.0
    else:
        plain = plain_share(shorter, longer)
        assert found == (pytest.approx(plain, abs=1e-4) if plain >= 0.5 else 0.0)


@settings(max_examples=examples(100))
@given(st.lists(BODIES, min_size=1, max_size=12), st.data())
def test_many_pairs_together_are_compared_as_each_alone(texts: list[list[str]], data: st.DataObject) -> None:
    number = st.integers(0, len(texts) - 1)
    pairs = data.draw(st.lists(st.builds(Pair, number, number, st.booleans()), max_size=30))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparison, "_RUNS_AT_ONCE", data.draw(st.sampled_from([1, 100, 1 << 17])))
        together = list(compare(pairs, texts))
    for pair, copy in zip(pairs, together, strict=True):
        (alone,) = compare([Pair(0, 1, pair.only_common)], [texts[pair.one], texts[pair.other]])
        ends = (pair.one, pair.other)
        assert copy == (alone and Copy(ends[alone.shorter], ends[alone.longer], alone.share))


def words_in(texts: Sequence[str]) -> list[bytes]:
    return [word for text in texts for word in words_of(text)]


def test_the_same_words_are_the_same_however_they_are_cut_and_written() -> None:
    whole = [paragraph(1), paragraph(2)]
    assert share(whole, [" ".join(whole).upper() + "!"]) == 1.0
    few = ["The boat", "is in."]
    assert share(few, ["The", "boat is in"]) == 1.0
    assert share(few, few[::-1]) == share(few, few[:1]) == 0.0
    assert share([], ["…"]) == 1.0


def test_sizes_are_those_of_the_words() -> None:
    bodies = Bodies([["The “boats”, it’s said:", "", "Mühle 海港"], [], ["Gull " * 5]])
    assert bodies.words.tolist() == [8, 0, 5]
    assert bodies.letters.tolist() == [len("theboatsitssaidmühle海港"), 0, 20]
    assert bodies.paragraphs.tolist() == [2, 0, 1]


def test_words_of_any_length_are_told_apart() -> None:
    words = [letter * size + end for size in (1, 7, 8, 9, 16, 30, 31, 32, 33, 90) for letter in "ab" for end in "cd"]
    bodies = Bodies([[f"{word} one two three four"] for word in words])
    assert len({int(bodies.runs[start]) for start in bodies.starts[:-1]}) == len(words)
    bodies = Bodies([[f"one {word}"] for word in words] * 2)
    assert bodies.short_runs[: len(words)].tolist() == bodies.short_runs[len(words) :].tolist()
    assert len(set(bodies.short_runs.tolist())) == len(words)


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
    monkeypatch.setattr(numbersets, "_SLOTS", 0)
    assert share(one, other) == before
    assert share(one, [paragraph(seed) for seed in range(20, 31)]) == 0.0


def test_the_shorter_is_told_and_of_equals_the_first() -> None:
    texts = [paragraph(seed) for seed in range(5)]
    bodies = [texts, texts[:3], texts[::-1], [paragraph(9)]]
    pairs = [Pair(0, 1, False), Pair(1, 0, False), Pair(0, 2, False), Pair(2, 0, False), Pair(0, 3, False)]
    assert list(compare(pairs, bodies)) == [
        Copy(1, 0, 1.0),
        Copy(1, 0, 1.0),
        Copy(0, 2, 1.0),
        Copy(2, 0, 1.0),
        None,
    ]
    assert list(compare([], bodies)) == []
