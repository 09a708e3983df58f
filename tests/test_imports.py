"""What each command imports: nothing that it does not need, since imports are most of its time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from searchtui.collection import Collection

ROOT = Path(__file__).parents[1]

REPORT = """
import json, sys
from searchtui.__main__ import main
try:
    main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


OF_WHOOSH = "import json, sys, whoosh.index, whoosh.qparser; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"


OF_NUMPY = "import json, sys, numpy; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("collection")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    opened = Collection.open(folder)
    opened.reindex()
    opened.close()
    return folder


def imported(code: str, *arguments: str, folder: Path = ROOT) -> set[str]:
    """The modules that a process has imported when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["search", "--help"], ["completions", "zsh"]])
def test_what_needs_no_collection_imports_next_to_nothing(arguments: list[str]) -> None:
    modules = imported(REPORT, *arguments)
    assert not modules & {"textual", "whoosh", "numpy", "rapidfuzz", "rich", "msgspec", "yaml", "searchtui.collection"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "alliance"],
        ["search", "alliance", "--format", "json"],
        ["show", "003", "--query", "alliance"],
        ["facets"],
        ["status", "--metadata"],
        ["reindex"],
    ],
)
def test_no_command_imports_textual(collection: Path, arguments: list[str]) -> None:
    modules = imported(REPORT, *arguments, folder=collection)
    assert "searchtui.collection" in modules
    assert not {module for module in modules if module.split(".")[0] in {"textual", "rich"}}


@pytest.mark.parametrize(
    "arguments", [["search", "alliance"], ["search", "allianc*", "--source", "cgtn"], ["show", "003"], ["facets"]]
)
def test_what_only_asks_imports_nothing_that_reads_articles(collection: Path, arguments: list[str]) -> None:
    modules = imported(REPORT, *arguments, folder=collection)
    assert "searchtui.search.backend" in modules
    unwanted = {
        "yaml",
        "markdown_it",
        "rapidfuzz",
        "textual",
        "rich",
        "platformdirs",
        "hashlib",
        "numpy.ma",
        "whoosh.searching",
    }
    # Some distributions of Whoosh import one of these themselves.
    unavoidable = imported(OF_WHOOSH)
    assert not modules & ({*unwanted, "searchtui.corpus", "searchtui.indexing.reindex"} - unavoidable)


def test_a_search_for_a_word_imports_nothing_else(collection: Path) -> None:
    """What is imported is most of what a search from the shell takes."""
    modules = imported(REPORT, "search", "war", folder=collection)
    assert "searchtui.columnar.evaluation" in modules
    unwanted = {
        *(f"searchtui.columnar.{name}" for name in ("builder", "deletion", "forms", "inversion", "merging")),
        *(f"searchtui.columnar.{name}" for name in ("near", "spans", "values", "verification", "weighting")),
        *("searchtui.indexing.examination", "searchtui.cli.formats.json_format", "searchtui.cli.formats.terminal"),
        *("asyncio", "calendar", "dataclasses", "getpass", "importlib.metadata", "multiprocessing", "tempfile"),
        *("numpy.fft", "numpy.polynomial", "numpy.random", "numpy.testing", "whoosh.scoring"),
        *("whoosh.qparser.dateparse", "whoosh.searching", "whoosh.writing"),
    }
    # Some distributions of Whoosh, and of NumPy, import some of these themselves.
    assert modules & (unwanted - imported(OF_WHOOSH) - imported(OF_NUMPY)) == set()


def test_a_command_imports_no_other(collection: Path) -> None:
    modules = imported(REPORT, "search", "alliance", folder=collection)
    assert {module for module in modules if module.startswith("searchtui.cli.")} & {
        f"searchtui.cli.{name}" for name in ("search", "show", "facets", "status", "reindex")
    } == {"searchtui.cli.search"}


def test_the_package_and_the_command_line_are_light() -> None:
    code = "import json, sys, searchtui, searchtui.cli; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    modules = imported(code)
    assert "searchtui.cli.main" in modules
    assert not modules & {"textual", "whoosh", "numpy", "rapidfuzz", "rich", "msgspec"}


def test_a_process_starts_without_threads_and_without_collecting(collection: Path) -> None:
    """Neither is of use while modules are imported; what was imported stays out of the collections after that."""
    code = (
        "import gc, json, os, sys\n"
        "from searchtui.__main__ import main\n"
        "os.environ.pop('OPENBLAS_NUM_THREADS', None)\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    state = [os.environ['OPENBLAS_NUM_THREADS'], gc.isenabled(), gc.get_freeze_count() > 10_000]\n"
        "    print(json.dumps(list(map(str, state))), file=sys.stderr)\n"
    )
    assert imported(code, "search", "alliance", folder=collection) == {"1", "True"}
