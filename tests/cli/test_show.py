from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_an_article_by_path_id_or_part_of_its_name(run: Run, seeds: Path) -> None:
    by_part = run("show", "003", "--format", "json", "-C", str(seeds))
    article = json.loads(by_part.stdout)
    for name in (article["article"], article["path"]):
        assert run("show", name, "--format", "json", "-C", str(seeds)).stdout == by_part.stdout


def test_one_paragraph_is_its_text_alone(run: Run, seeds: Path) -> None:
    article = json.loads(run("show", "003", "--format", "json", "-C", str(seeds)).stdout)
    last = article["paragraphs"][-1]
    result = run("show", "003", "--paragraph", str(last["paragraph"]), "-C", str(seeds))
    assert result.stdout == last["text"] + "\n"


def test_the_query_marks_what_a_search_marks(run: Run, seeds: Path) -> None:
    hits = json.loads(run("search", "alliance", "-n", "0", "--format", "json", "-C", str(seeds)).stdout)["hits"]
    assert hits
    for hit in hits:
        options = ["--paragraph", str(hit["paragraph"]), "--query", "alliance", "--format", "json"]
        (paragraph,) = json.loads(run("show", hit["path"], *options, "-C", str(seeds)).stdout)["paragraphs"]
        assert (paragraph["text"], paragraph["highlights"]) == (hit["text"], hit["highlights"])


def test_what_is_not_there_is_2(run: Run, seeds: Path) -> None:
    for arguments in (["no-such-article"], ["003", "--paragraph", "999"], ["00"]):
        result = run("show", *arguments, "-C", str(seeds))
        assert (result.exit_code, result.stdout) == (2, "")
        assert len(result.stderr.splitlines()) == 1
