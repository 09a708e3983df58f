from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from searchtui.cli import cli

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "searchtui.1"


def test_the_manual_page_is_what_the_help_says() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/make_man.py", "--check", str(PAGE)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_the_manual_page_renders_without_a_warning() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-P-cbou", str(PAGE)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert "searchtui search '\"military alliance\"' -n 0" in done.stdout
    for name, command in cli.commands.items():
        assert re.search(rf"^ +{name}$", done.stdout, re.MULTILINE)
        for option in (option for param in command.params for option in param.opts if option.startswith("-")):
            assert option in done.stdout
