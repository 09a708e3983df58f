"""Collections to test on, away from the home folder of whoever runs the tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from searchtui.collection import Collection
from tests.examples import few_in_a_quick_run

few_in_a_quick_run()

SEEDS = Path(__file__).parent.parent / "seeds"

MakeCollection = Callable[[Mapping[str, str | bytes]], Collection]


@pytest.fixture(autouse=True)
def away_from_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give each test a home folder of its own and no settings from the environment."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "SEARCHTUI_COLLECTION"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five articles."""
    return SEEDS


@pytest.fixture
def make_collection(tmp_path: Path) -> Iterator[MakeCollection]:
    """Make a folder of these files, by relative path, and index it."""
    made: list[Collection] = []

    def make(files: Mapping[str, str | bytes]) -> Collection:
        folder = tmp_path / f"collection{len(made)}"
        folder.mkdir()
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        collection = Collection.open(folder)
        collection.reindex()
        made.append(collection)
        return collection

    yield make
    for collection in made:
        collection.close()


@pytest.fixture(scope="session")
def seed_collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The five articles, indexed once for all tests that only read."""
    folder = tmp_path_factory.mktemp("seeded")
    shutil.copytree(SEEDS, folder / "seeds")
    collection = Collection.open(folder)
    collection.reindex()
    yield collection
    collection.close()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their argument: those of archives hold the time at which they were made, and names stay."""
    return argname if isinstance(val, bytes) else None
