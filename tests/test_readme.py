from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from searchtui.collection import Collection

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^\| `([^`]+)` \| (\d+) paragraphs in (\d+) articles?", re.MULTILINE)


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder = tmp_path_factory.mktemp("collection")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    opened = Collection.open(folder)
    opened.reindex()
    return opened


def test_there_are_five_examples() -> None:
    assert len(EXAMPLE.findall(README)) == 5


@pytest.mark.parametrize(("query", "paragraphs", "articles"), EXAMPLE.findall(README))
def test_each_example_finds_what_it_says(collection: Collection, query: str, paragraphs: str, articles: str) -> None:
    results = collection.search(query)
    assert (results.paragraphs, results.articles) == (int(paragraphs), int(articles))


def test_what_it_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^):#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
