from __future__ import annotations

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.cli.arguments import QueryCommand, Split, split_arguments

PARAMS: list[click.Parameter] = [
    click.Option(["-n", "--limit"], type=click.IntRange(0)),
    click.Option(["-C", "--collection"]),
    click.Option(["--source"], multiple=True),
    click.Option(["--count"], is_flag=True),
    click.Option(["-h", "--help"], is_flag=True),
]


def split(line: str, commands: tuple[str, ...] = ()) -> Split:
    return split_arguments(line.split(), PARAMS, commands)


@pytest.mark.parametrize(
    "word",
    ["-nato", "-author:pantucci", "-n5x", "-CGTN", "-nh", "-hn", "-5", "-", "-x", "-n-5", "-n=5", "–n"],
)
def test_words_that_only_look_like_options_are_words(word: str) -> None:
    assert split(f"alliance {word} treaty") == Split([], ["alliance", word, "treaty"])
    assert split(word) == Split([], [word])


@pytest.mark.parametrize(
    "option", ["-n 5", "-n5", "--limit 5", "--limit=5", "-C /tmp", "--source=CGTN", "--count", "-h", "--source -nato"]
)
def test_options_are_found_wherever_they_stand(option: str) -> None:
    options = option.split()
    assert split(f"{option} a b") == Split(options, ["a", "b"])
    assert split(f"a {option} b") == Split(options, ["a", "b"])
    assert split(f"a b {option}") == Split(options, ["a", "b"])


def test_an_unknown_long_option_is_left_for_click_to_refuse() -> None:
    assert split("a --bogus b") == Split(["--bogus"], ["a", "b"])


def test_digits_only_belong_to_an_option_for_numbers() -> None:
    assert split("-h5 -C5 -n5") == Split(["-n5"], ["-h5", "-C5"])


def test_after_two_dashes_everything_is_a_word() -> None:
    assert split("a -- -n 5 --count -- b") == Split([], ["a", "-n", "5", "--count", "--", "b"])


def test_a_command_counts_before_the_first_word_only() -> None:
    assert split("-C dir status --x -n", ("status",)) == Split(["-C", "dir"], [], "status", ["--x", "-n"])
    assert split("military status", ("status",)) == Split([], ["military", "status"])
    assert split("-- status", ("status",)) == Split([], ["status"])
    assert split("-C status a", ("status",)) == Split(["-C", "status"], ["a"])


def test_an_option_without_its_value_is_named() -> None:
    assert split("a -n").incomplete == "-n"
    with pytest.raises(click.BadOptionUsage, match="'-n' requires an argument"):
        split("a -n").require_values(click.Context(click.Command("x")))
    split("a -n").require_values(click.Context(click.Command("x"), resilient_parsing=True))


@given(st.lists(st.text(alphabet="-nC5abc=é", max_size=5).filter(lambda argument: argument != "--"), max_size=6))
def test_nothing_is_lost(arguments: list[str]) -> None:
    found = split_arguments(arguments, PARAMS)
    assert sorted([*found.options, *found.words]) == sorted(arguments)


@given(st.lists(st.text(max_size=5), max_size=6))
def test_words_behind_two_dashes_come_out_as_they_went_in(words: list[str]) -> None:
    assert split_arguments(["--", *words], PARAMS) == Split([], words)


def test_a_query_command_hands_over_options_and_words() -> None:
    seen: dict[str, object] = {}

    @click.command(cls=QueryCommand, params=[*PARAMS, click.Argument(["query"], nargs=-1)])
    def command(**values: object) -> None:
        seen.update(values)

    command.main(["a", "-n5", "-nato", "--source", "-x", "--", "--count"], standalone_mode=False)
    assert seen["query"] == ("a", "-nato", "--count")
    assert (seen["limit"], seen["source"], seen["count"]) == (5, ("-x",), False)
    with pytest.raises(click.NoSuchOption):
        command.main(["a", "--bogus"], standalone_mode=False)
