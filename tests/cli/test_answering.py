"""How answers are printed, by format."""

from __future__ import annotations

import json

import pytest

from searchtui.cli.answering import FORMATS, details_of, results_as_lines
from searchtui.collection import Detail
from tests.cli.samples import hit, results

ANSWER = results(hit(), hit(paragraph=3, text="Another."))


def no_reference(article: str) -> None:
    """Nothing more is known of any article."""


@pytest.mark.parametrize("is_terminal", [False, True])
def test_each_format_asks_for_what_it_prints(monkeypatch: pytest.MonkeyPatch, is_terminal: bool) -> None:
    monkeypatch.setattr("searchtui.cli.answering.is_terminal", lambda: is_terminal)
    assert {name: details_of(name) for name in FORMATS} == {
        "plain": (Detail.HIGHLIGHTS,) if is_terminal else (),
        "json": (Detail.HIGHLIGHTS, Detail.FACETS),
        "jsonl": (Detail.HIGHLIGHTS,),
        "csv": (),
        "markdown": (),
        "bibtex": (),
        "csl-json": (),
    }


def test_each_format_has_every_hit(monkeypatch: pytest.MonkeyPatch) -> None:
    made = {name: list(results_as_lines(ANSWER, name, no_reference)) for name in FORMATS}
    for name in FORMATS[:5]:
        lines = made[name]
        text = "\n".join(lines)
        assert text.index("The treaty holds") < text.index("Another.")
    assert len(json.loads(made["json"][0])["hits"]) == 2
    assert [json.loads(line)["paragraph"] for line in made["jsonl"]] == [2, 3]
    assert "@article{quill2020-a1," in made["bibtex"]
    assert [item["id"] for item in json.loads("\n".join(made["csl-json"]))] == ["quill2020-a1"]
    assert len({"\n".join(lines) for lines in made.values()}) == len(FORMATS)
    monkeypatch.setattr("searchtui.cli.answering.is_terminal", lambda: True)
    assert list(results_as_lines(ANSWER, "plain", no_reference)) != made["plain"]
    assert list(results_as_lines(ANSWER, "csv", no_reference)) == made["csv"]
