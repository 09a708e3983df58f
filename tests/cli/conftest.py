from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchtui.cli import cli
from searchtui.collection import Collection

ROOT = Path(__file__).parents[2]

Run = Callable[..., Result]
RunProcess = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of the five seeds, indexed; not to be written to."""
    folder = tmp_path_factory.mktemp("collection")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    collection = Collection.open(folder)
    collection.reindex()
    collection.close()
    return folder


@pytest.fixture
def run() -> Run:
    """Runs the command line in this process."""

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments, catch_exceptions=False)

    return invoke


@pytest.fixture
def run_process(tmp_path: Path) -> RunProcess:
    """Runs the command line in a process of its own, in an empty folder and an environment without surprises."""

    def invoke(*arguments: str, **environment: str | None) -> subprocess.CompletedProcess[bytes]:
        changed = {key: value for key, value in {**os.environ, **environment}.items() if value is not None}
        return subprocess.run(
            [sys.executable, "-m", "searchtui", *arguments],
            cwd=tmp_path,
            env={**changed, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )

    return invoke
