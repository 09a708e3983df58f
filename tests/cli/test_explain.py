"""`searchtui explain`, and the format that it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from searchtui.cli.formats.explanation import explanation_as_lines, words_of_part
from searchtui.collection import Collection, Explanation, QueryPart, ScoreExplanation, Share, WordCount
from tests.cli.conftest import Run
from tests.cli.samples import HOSTILE, hit, hostile_hit, results


def made(*parts: QueryPart, width: int = 100, monkeypatch: pytest.MonkeyPatch | None = None) -> list[str]:
    if monkeypatch is not None:
        monkeypatch.setattr("searchtui.cli.formats.explanation.is_terminal", lambda: True)
        monkeypatch.setattr("searchtui.cli.formats.explanation.terminal_width", lambda: width)
    scores = (ScoreExplanation(hit(text="The treaty " * 30), (Share("treaty", 1.25),), "It was lifted."),)
    return list(explanation_as_lines(Explanation(results(hit()), parts, scores)))


PART = QueryPart(1, "treat*", 12345, (WordCount("treaty", 12000), WordCount("treaties", 345)), 3, is_banned=True)


def test_words_are_counted_and_those_that_are_left_out_too() -> None:
    assert words_of_part(PART) == "treaty 12,000, treaties 345 and 3 more"
    assert words_of_part(QueryPart(0, "all of", 3)) == ""


def test_parts_stand_below_each_other_and_numbers_at_the_right() -> None:
    lines = made(PART)
    assert "  not: treat*".ljust(88) + "      12,345" in lines
    assert "      treaty 12,000, treaties 345 and 3 more" in lines
    assert "    treaty".ljust(88) + "       1.250" in lines
    assert lines[-1] == "    It was lifted."
    (name,) = [line for line in lines if line.startswith("1. treaties/one.txt ¶2: The treaty")]
    assert name.endswith("       1.500")
    assert "…" in name


def test_lines_fit_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    many = QueryPart(2, "a*", 9, tuple(WordCount(f"a{'b' * at}", at + 1) for at in range(20)))
    lines = made(PART, many, width=60, monkeypatch=monkeypatch)
    assert max(map(len, lines[1:])) <= 60
    assert all(any(count.word in line for line in lines) for count in many.words)


def test_columns_are_of_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchtui.cli.formats.explanation._WIDEST", 60)
    part = QueryPart(0, "北京*", 7, tuple(WordCount("北京" * at, at) for at in range(9, 0, -1)))
    score = ScoreExplanation(hit(text="北京的港口 " * 30), (Share("北京的港口", 1.25),))
    lines = list(explanation_as_lines(Explanation(results(hit()), (part,), (score,))))
    numbers = [line for line in lines if line.endswith(("           7", "       1.250", "       1.500"))]
    assert [cell_len(line) for line in numbers] == [60, 60, 60]
    words = lines[lines.index(numbers[0]) + 1 : lines.index(numbers[1]) - 1]
    assert len(words) > 1
    assert max(map(cell_len, words)) <= 48
    assert " ".join(line.strip() for line in words) == words_of_part(part)


def test_nothing_reaches_the_terminal_unclean() -> None:
    part = QueryPart(0, HOSTILE, 1, (WordCount(HOSTILE, 1),))
    score = ScoreExplanation(hostile_hit(), (Share(HOSTILE, 1.0),), HOSTILE)
    answer = results(hostile_hit(), understood=HOSTILE)
    for line in explanation_as_lines(Explanation(answer, (part,), (score,))):
        assert line.isprintable()


def test_what_is_printed_is_what_the_library_says(run: Run, seeds: Path) -> None:
    said = json.loads(run("explain", "militray alliance", "-n", "2", "--format", "json", "-C", str(seeds)).stdout)
    with Collection.open(seeds) as collection:
        explanation = collection.explain("militray alliance", limit=2)
    assert said["understood"] == explanation.results.understood
    assert said["paragraphs"] == explanation.results.paragraphs
    assert [(part["said"], part["paragraphs"]) for part in said["parts"]] == [
        (part.said, part.paragraphs) for part in explanation.parts
    ]
    assert [len(one["shares"]) for one in said["hits"]] == [len(score.shares) for score in explanation.scores]


def test_exit_codes_and_hints(run: Run, seeds: Path) -> None:
    found = run("explain", "alliance", "AND", "-C", str(seeds))
    assert found.exit_code == 0
    assert "AND has nothing to work on here" in found.stderr
    nothing = run("explain", "xyzzyxyzzy", "-C", str(seeds))
    assert nothing.exit_code == 1
    assert "xyzzyxyzzy" in nothing.stdout
    assert run("explain", "alliance", "-n", "0", "-C", str(seeds)).exit_code == 2


def test_filters_and_offset_are_those_of_a_search(run: Run, seeds: Path) -> None:
    options = ("alliance", "--source", "CGTN", "-n", "1", "--offset", "1", "--format", "json", "-C", str(seeds))
    (explained,) = json.loads(run("explain", *options).stdout)["hits"]
    (found,) = json.loads(run("search", *options).stdout)["hits"]
    assert (explained["path"], explained["paragraph"]) == (found["path"], found["paragraph"])
    assert explained["source"] == "CGTN"
