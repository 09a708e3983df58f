from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.article import Kind, Paragraph
from searchtui.search.compared import Fate, Stretch, Version
from searchtui.search.versions import version
from searchtui.search.wording import tokens

FIRST = "The harbour was quiet when the fleet came home in the evening."
SECOND = "Nobody had expected so many boats, and the harbour master said so."
THIRD = "An agreement on the catch was signed after midnight by all sides."
FOURTH = "It names no port and nobody has read its nine pages so far."


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(number, text) for number, text in enumerate(texts, 1)]


def measured(base: list[str], copy: list[str]) -> Version:
    return version(paragraphs(*base), paragraphs(*copy))


def counts(found: Version) -> tuple[int, ...]:
    return (
        found.compared, found.left_out, found.added, found.moved,
        found.words_removed, found.words_added, found.words_changed,
    )  # fmt: skip


def signs(found: Version) -> list[str]:
    """Each paragraph with its differences in brackets."""
    around = {Fate.KEPT: "{}", Fate.REMOVED: "[-{}-]", Fate.ADDED: "[+{}+]"}
    return ["".join(around[stretch.fate].format(stretch.text) for stretch in one.stretches) for one in found.paragraphs]


def test_the_same_text_is_the_same() -> None:
    found = measured([FIRST, SECOND], [FIRST.upper(), SECOND.replace(",", " –")])
    assert found.is_same
    assert counts(found) == (2, 0, 0, 0, 0, 0, 0)


def test_a_paragraph_left_out_stands_where_it_would() -> None:
    found = measured([FIRST, SECOND, THIRD], [FIRST, THIRD])
    assert counts(found) == (3, 1, 0, 0, 0, 0, 0)
    assert [(one.number, one.base) for one in found.paragraphs] == [(1, 1), (0, 2), (2, 3)]
    assert found.paragraphs[1].is_left_out
    assert signs(found)[1] == f"[-{SECOND}-]"
    found = measured([FIRST, SECOND, THIRD], [THIRD])
    assert [(one.number, one.base) for one in found.paragraphs] == [(0, 1), (0, 2), (1, 3)]


def test_words_removed_added_and_replaced() -> None:
    copy = "The old harbour was not quiet when the ships came home."
    found = measured([FIRST], [copy])
    assert signs(found) == [
        "The[+ old+] harbour was[+ not+] quiet when the [-fleet-][+ships+] came home[- in the evening-]."
    ]
    assert counts(found) == (1, 0, 0, 0, 4, 3, 6)
    assert found.paragraphs[0].is_changed
    found = measured(["Quietly the harbour slept all night."], ["Loudly the harbour slept all night."])
    assert signs(found) == ["[-Quietly -][+Loudly +]the harbour slept all night."]
    assert counts(found) == (1, 0, 0, 0, 1, 1, 1)


def test_a_paragraph_that_only_the_copy_has() -> None:
    found = measured([FIRST, SECOND], [FIRST, FOURTH, SECOND])
    assert counts(found) == (2, 0, 1, 0, 0, 0, 0)
    assert found.paragraphs[1].is_added
    assert not found.paragraphs[1].is_changed


def test_another_paragraph_in_place_of_one_is_no_change_of_it() -> None:
    found = measured([FIRST, SECOND, THIRD], [FIRST, FOURTH, THIRD])
    assert counts(found) == (3, 1, 1, 0, 0, 0, 0)


def test_paragraphs_that_are_cut_differently_are_not_left_out() -> None:
    joined = measured([FIRST, SECOND, THIRD], [f"{FIRST} {SECOND} {THIRD}"])
    assert joined.is_same
    assert [stretch.base for stretch in joined.paragraphs[0].stretches] == [1, 2, 3]
    parted = measured([f"{FIRST} {SECOND} {THIRD}"], [FIRST, SECOND.replace("many", "few"), THIRD])
    assert counts(parted) == (1, 0, 0, 0, 1, 1, 1)


def test_a_paragraph_that_stands_elsewhere_is_moved() -> None:
    found = measured([FIRST, SECOND, THIRD], [THIRD.replace("midnight", "noon"), FIRST, SECOND])
    assert counts(found) == (3, 0, 0, 1, 1, 1, 1)
    assert [(one.number, one.base, one.moved) for one in found.paragraphs] == [
        (1, 3, True), (2, 1, False), (3, 2, False),
    ]  # fmt: skip


def test_furniture_and_paragraphs_without_words_are_not_compared() -> None:
    base = [*paragraphs(FIRST, "* * *", SECOND), Paragraph(4, "Advertisement here", Kind.FURNITURE)]
    found = version(base, paragraphs(FIRST, SECOND))
    assert counts(found) == (2, 0, 0, 0, 0, 0, 0)
    assert counts(version([], paragraphs(FIRST))) == (0, 0, 1, 0, 0, 0, 0)
    assert counts(version(base, [])) == (2, 2, 0, 0, 0, 0, 0)


def test_chinese() -> None:
    found = measured(["港口很安静,船都回来了。"], ["港口不安静,船回来了。"])
    assert signs(found) == ["港口[-很-][+不+]安静,船[-都-]回来了。"]
    assert counts(found)[-3:] == (2, 1, 2)


def check(base: list[str], copy: list[str]) -> Version:
    """The copy is what was kept and added; the other text is what was kept and removed."""
    found = measured(base, copy)
    told = {one.number: one for one in found.paragraphs if one.number}
    for number, text in enumerate(copy, 1):
        if tokens(text):
            stretches = told[number].stretches
            assert "".join(stretch.text for stretch in stretches if stretch.fate is not Fate.REMOVED) == text
        else:
            assert number not in told
    of_base: dict[int, list[Stretch]] = {}
    for one in found.paragraphs:
        for stretch in one.stretches:
            if stretch.fate is not Fate.ADDED:
                of_base.setdefault(stretch.base, []).append(stretch)
    for number, text in enumerate(base, 1):
        words = [token.key for token in tokens(text)]
        stretches = tuple(of_base.pop(number, ()))
        assert [token.key for stretch in stretches for token in tokens(stretch.text)] == words
    assert not of_base
    within = [one for one in found.paragraphs if one.number and one.base]
    for fate, count in ((Fate.REMOVED, found.words_removed), (Fate.ADDED, found.words_added)):
        texts = [stretch.text for one in within for stretch in one.stretches if stretch.fate is fate]
        assert count == sum(len(tokens(text)) for text in texts)
    assert max(found.words_removed, found.words_added) <= found.words_changed <= found.words_removed + found.words_added
    assert found.left_out == sum(one.is_left_out for one in found.paragraphs)
    assert found.added == sum(one.is_added for one in found.paragraphs)
    return found


TEXT = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "Gull,", "港口", "5", "%", "."]), max_size=12).map(
    " ".join
)


@settings(deadline=None)
@given(st.lists(TEXT, max_size=5), st.lists(TEXT, max_size=5))
def test_differences_applied_to_one_give_the_other(base: list[str], copy: list[str]) -> None:
    check(base, copy)


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_differences_of_edited_texts_are_no_more_than_the_edits(seed: int) -> None:
    chance = random.Random(seed)
    base = [[f"w{chance.randrange(300)}" for _ in range(chance.randint(8, 30))] for _ in range(6)]
    kept = [list(words) for words in base]
    edits = chance.randint(0, 3)
    for at in chance.sample(range(6), edits):
        kept[at][chance.randrange(8)] = "new"
    gone = chance.randrange(7)
    copy = [words for at, words in enumerate(kept) if at != gone]
    if chance.random() < 0.3:
        copy[1:3] = [copy[1] + copy[2]]
    found = check([" ".join(words) for words in base], [" ".join(words) for words in copy])
    assert found.left_out == (1 if gone < 6 else 0)
    assert found.added == found.moved == 0
    assert found.words_changed <= edits
