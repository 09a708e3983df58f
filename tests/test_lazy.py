from __future__ import annotations

import subprocess
import sys

import pytest

from searchtui.lazy import imported_when_used

APART = "numpy whoosh rapidfuzz Stemmer re2"


def modules_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_a_name_is_taken_from_its_module() -> None:
    get = imported_when_used("here", {"collections.abc": "Mapping Sequence"})
    from collections.abc import Mapping, Sequence

    assert (get("Mapping"), get("Sequence")) == (Mapping, Sequence)


def test_what_is_not_there_is_missing_as_in_any_module() -> None:
    with pytest.raises(AttributeError, match=r"^module 'here' has no attribute 'Nothing'$"):
        imported_when_used("here", {"collections.abc": "Mapping"})("Nothing")


@pytest.mark.parametrize("package", ["query", "search", "indexing", "catalogue", "columnar", "collection"])
def test_all_that_a_package_names_is_there(package: str) -> None:
    statement = (
        f"from searchtui.{package} import *\nimport searchtui.{package} as p\nassert set(p.__all__) <= set(dir())"
    )
    assert f"searchtui.{package}" in modules_after(statement)


def test_what_the_first_paint_needs_is_imported_without_what_searches() -> None:
    assert not modules_after("import searchtui.tui.app") & set(APART.split())


def test_what_searches_can_be_imported_at_once() -> None:
    after = modules_after("from searchtui.collection import Collection\nCollection.load()")
    assert {"numpy", "whoosh", "searchtui.search.local", "searchtui.indexing.store"} <= after
