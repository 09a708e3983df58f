"""Print the requirements of the project and of its tests, one a line, without those that are named.

Usage: requirements.py [--without NAME]...
"""

from __future__ import annotations

import argparse
import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def requirements(without: set[str]) -> list[str]:
    """The requirements in `pyproject.toml` but for the distributions in `without`."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    listed = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return [line for line in listed if re.split(r"[^\w.-]", line, maxsplit=1)[0] not in without]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", action="append", default=[])
    print("\n".join(requirements(set(parser.parse_args().without))))
