"""What the guide says of the query language is so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from searchtui.query import parse
from searchtui.query.guide import GUIDE

ROOT = Path(__file__).parents[2]
EXAMPLES = [entry.example for section in GUIDE for entry in section.entries]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_understood_without_a_hint(example: str) -> None:
    assert not parse(example).hints


def test_no_example_is_there_twice() -> None:
    assert len(set(EXAMPLES)) == len(EXAMPLES)


def test_the_documentation_is_what_the_guide_says() -> None:
    page = ROOT / "docs" / "query-language.md"
    done = subprocess.run(
        [sys.executable, "scripts/make_query_docs.py", "--check", str(page)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
