"""`searchtui concordance`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from searchtui.cells import cells
from searchtui.cli.concordance import ORDERS
from searchtui.collection import Collection, Sorting
from tests.cli.conftest import Run
from tests.conftest import MakeCollection


def test_the_orders_are_those_of_the_library() -> None:
    assert sorted(ORDERS) == sorted(Sorting)


@pytest.mark.parametrize("order", ORDERS)
def test_lines_are_those_of_the_library_in_each_order(run: Run, seeds: Path, order: str) -> None:
    done = run("concordance", "alli*", "--sort", order, "--format", "jsonl", "-C", str(seeds))
    with Collection.open(seeds) as collection:
        lines = [(line.path, line.paragraph, line.left, line.keyword, line.right)
                 for line in collection.concordance("alli*").lines(Sorting(order))]  # fmt: skip
    printed = [json.loads(line) for line in done.stdout.splitlines()]
    assert [tuple(one[key] for key in ("path", "paragraph", "left", "keyword", "right")) for one in printed] == lines


@pytest.mark.parametrize("order", ["collection", "r1"])
def test_the_first_lines_are_those_of_all(run: Run, seeds: Path, order: str) -> None:
    some, everything = (
        run("concordance", "alli*", "--sort", order, *limit, "-C", str(seeds)).stdout.splitlines()
        for limit in (["-n", "5"], [])
    )
    assert len(some) == 5
    assert some == everything[:5]


NASTY = "T\n\nharbour \x1b]2;title\x07 港口は静かだった harbour e\u0301e\u0301 \u202egnol harbour\n\n=harbour\n"


def test_nasty_text_stays_aligned_and_harmless(run: Run, make_collection: MakeCollection) -> None:
    folder = str(make_collection({"a.txt": NASTY}).folder)
    done = run("concordance", "harbour", "--width", "30", "-C", folder)
    lines = done.stdout.splitlines()
    assert len(lines) == 4
    for line in lines:
        text, source, place = line.split("\t")
        assert cells(text) == 30
        assert (source, place.split(":")[0]) == ("unknown", "a.txt")
        assert cells(text[: text.index("harbour", text.index("harbour") if cells(text[: text.index("harbour")]) == 13
                                        else text.index("harbour") + 1)]) == 13  # fmt: skip
    assert not {"\x1b", "\x07", "\u202e"} & set(done.stdout)
    cut = run("concordance", "harbour", "--format", "csv", "-C", folder)
    rows = list(csv.DictReader(io.StringIO(cut.stdout)))
    assert len(rows) == 4
    assert rows[-1]["left"] == "'="


def test_what_cannot_be_done_is_said(run: Run, seeds: Path) -> None:
    for arguments, said in (
        (("x", "--width", "40", "--format", "csv"), "--width is for text"),
        ((), "There is no keyword"),
        (("x", "--sort", "r4"), "r4"),
        (("x", "--width", "3"), "20"),
    ):
        done = run("concordance", *arguments, "-C", str(seeds))
        assert (done.exit_code, done.stdout) == (2, "")
        assert said in done.stderr


def test_nothing_found_is_no_error(run: Run, seeds: Path) -> None:
    for words in (["zzzznowhere"], ["source:CGTN"]):
        done = run("concordance", *words, "-C", str(seeds))
        assert (done.exit_code, done.stdout) == (1, "")
    assert "by no word of their text" in done.stderr
