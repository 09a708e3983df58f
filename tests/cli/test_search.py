from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchtui.collection import Collection, SearchRequest
from tests.cli.conftest import Run


def found(run: Run, seeds: Path, *arguments: str) -> dict[str, object]:
    result = run("search", *arguments, "--format", "json", "-C", str(seeds))
    assert result.exit_code in (0, 1)
    answer: dict[str, object] = json.loads(result.stdout)
    return answer


def test_the_command_finds_what_the_library_finds(run: Run, seeds: Path) -> None:
    collection = Collection.open(seeds)
    for text in ("military alliance", "nato", '"north stream"', "russia -china", "source:cgtn alliance", ""):
        expected = collection.search(SearchRequest(text=text, limit=0))
        answer = found(run, seeds, text, "-n", "0")
        assert answer["paragraphs"] == expected.paragraphs
        assert [hit["article"] for hit in answer["hits"]] == [hit.article for hit in expected.hits]  # type: ignore[attr-defined]
    collection.close()


def test_a_limit_and_an_offset_cut_the_same_list(run: Run, seeds: Path) -> None:
    everything = found(run, seeds, "alliance", "-n", "0")
    some = found(run, seeds, "alliance", "-n3", "--offset", "2")
    assert some["hits"] == everything["hits"][2:5]  # type: ignore[index]
    assert some["paragraphs"] == everything["paragraphs"]


def test_without_a_limit_20_are_printed_and_said_to_be_so(run: Run, seeds: Path) -> None:
    result = run("search", "russia", "-C", str(seeds))
    assert len(result.stdout.splitlines()) == 20
    count = run("search", "russia", "--count", "-C", str(seeds))
    assert result.stderr == f"searchtui: 20 of {count.stdout.strip()} paragraphs; -n 0 prints all.\n"
    everything = run("search", "russia", "-n", "0", "-C", str(seeds))
    assert len(everything.stdout.splitlines()) == int(count.stdout)
    assert everything.stderr == ""


def test_nothing_found_is_1(run: Run, seeds: Path) -> None:
    for options in ([], ["--files-with-matches"], ["--format", "markdown"]):
        result = run("search", "xylophone", *options, "-C", str(seeds))
        assert (result.exit_code, result.stdout) == (1, "")
    result = run("search", "xylophone", "--count", "-C", str(seeds))
    assert (result.exit_code, result.stdout) == (1, "0\n")
    assert found(run, seeds, "xylophone")["hits"] == []


def test_a_word_with_a_minus_is_left_out(run: Run, seeds: Path) -> None:
    both, without = found(run, seeds, "alliance"), found(run, seeds, "alliance", "-nato", "-n", "0")
    assert 0 < without["paragraphs"] < both["paragraphs"]  # type: ignore[operator]
    assert not any("NATO" in hit["text"] for hit in without["hits"])  # type: ignore[attr-defined]


def test_a_filter_alone_lists_everything_that_it_leaves(run: Run, seeds: Path) -> None:
    answer = found(run, seeds, "--source", "CGTN", "-n", "0")
    assert answer["articles"] == 1
    assert {hit["source"] for hit in answer["hits"]} == {"CGTN"}  # type: ignore[attr-defined]


def test_dates_are_inclusive_and_the_undated_are_counted_on_stderr(run: Run, seeds: Path) -> None:
    for options in (["--after", "2020-12-05"], ["--before", "2020-12-05"], ["--after", "2020", "--before", "2020"]):
        result = run("search", "alliance", *options, "--format", "json", "-C", str(seeds))
        answer = json.loads(result.stdout)
        assert {hit["date"] for hit in answer["hits"]} == {"2020-12-05"}
        assert answer["undated"] > 0
        assert str(answer["undated"]) in result.stderr
    assert found(run, seeds, "alliance", "--after", "2020-12-06")["paragraphs"] == 0


def test_files_with_matches_are_all_of_them_once(run: Run, seeds: Path) -> None:
    result = run("search", "alliance", "--files-with-matches", "-n", "1", "-C", str(seeds))
    expected = {hit["path"] for hit in found(run, seeds, "alliance", "-n", "0")["hits"]}  # type: ignore[attr-defined]
    assert sorted(result.stdout.splitlines()) == sorted(expected)


@pytest.mark.parametrize("output_format", ["plain", "json", "jsonl", "csv", "markdown"])
def test_every_format_says_the_same(run: Run, seeds: Path, output_format: str) -> None:
    result = run("search", "valdai", "--format", output_format, "-C", str(seeds))
    assert result.exit_code == 0
    assert "Valdai Discussion Club" in result.stdout
    assert "003_6ac2874567e0d2a0.txt" in result.stdout.replace("\\", "")
