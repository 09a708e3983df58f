from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_counts_are_those_of_a_search(run: Run, seeds: Path) -> None:
    options = ["--format", "json", "-C", str(seeds)]
    search = json.loads(run("search", "alliance", *options).stdout)
    facets = json.loads(run("facets", "--query", "alliance", *options).stdout)
    assert facets["facets"] == search["facets"]
    assert sum(value["count"] for value in facets["facets"]["source"]) == search["paragraphs"]
    for name, values in facets["facets"].items():
        alone = run("facets", name, "--query", "alliance", "-C", str(seeds)).stdout
        assert alone == "".join(f"{value['count']}\t{value['value']}\n" for value in values)


def test_a_filter_leaves_the_counts_of_its_own_facet_alone(run: Run, seeds: Path) -> None:
    plain = run("facets", "source", "-C", str(seeds))
    filtered = run("facets", "source", "--source", "CGTN", "-C", str(seeds))
    assert plain.stdout == filtered.stdout
    authors = run("facets", "author", "--source", "CGTN", "-C", str(seeds)).stdout.splitlines()
    assert [line.split("\t")[1] for line in authors] == ["Danil Bochkov"]


def test_nothing_found_is_1(run: Run, seeds: Path) -> None:
    result = run("facets", "--query", "xylophone", "-C", str(seeds))
    assert (result.exit_code, result.stdout) == (1, "")
