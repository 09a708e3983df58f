from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from searchtui.collection import Collection

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def seeds_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of the five articles, indexed."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    with Collection.open(folder) as collection:
        collection.reindex()
    return folder
