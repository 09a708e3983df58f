"""`searchtui similar`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchtui.collection import Collection
from tests.cli.conftest import Run


def printed(run: Run, seeds: Path, *arguments: str) -> list[tuple[str, int]]:
    done = run("similar", *arguments, "-n", "0", "--format", "json", "-C", str(seeds))
    assert done.exit_code == 0
    return [(one["path"], one["paragraph"]) for one in json.loads(done.stdout)["hits"]]


@pytest.mark.parametrize("paragraph", [None, 6])
def test_what_is_printed_is_what_the_library_finds(run: Run, seeds: Path, paragraph: int | None) -> None:
    chosen = () if paragraph is None else ("--paragraph", str(paragraph))
    found = printed(run, seeds, "003", *chosen)
    with Collection.open(seeds) as collection:
        results = collection.similar("003", paragraph, limit=0)
    assert found == [(hit.path, hit.paragraph) for hit in results.hits]
    given = {number for path, number in found if path.startswith("003")}
    assert paragraph not in given if paragraph else not given


def test_words_and_filters(run: Run, seeds: Path) -> None:
    everything, some = printed(run, seeds, "003"), printed(run, seeds, "003", "--query", "source:trt")
    assert set(some) < set(everything)
    with Collection.open(seeds) as collection:
        sources = {record.path: record.source for record in collection.articles()}
    assert {sources[path] for path, _ in some} == {"TRT World"}
    assert printed(run, seeds, "003", "--source", "TRT World") == some


def test_what_cannot_be_done_is_said(run: Run, seeds: Path) -> None:
    for arguments, said in (
        (("nowhere",), "There is no article 'nowhere'"),
        (("00",), "articles have '00' in their name"),
        (("003", "--paragraph", "999"), "has no paragraph 999"),
    ):
        done = run("similar", *arguments, "-C", str(seeds))
        assert done.exit_code == 2
        assert said in done.stderr
        assert done.stdout == ""


def test_nothing_alike_is_no_error(run: Run, seeds: Path) -> None:
    done = run("similar", "003", "--query", "path:003", "-C", str(seeds))
    assert (done.exit_code, done.stdout) == (1, "")
