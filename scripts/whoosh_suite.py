"""Run Whoosh's own tests with our codec in place of its default one, and compare with the same tests on its own.

Run it as `make test-whoosh-suite`. The tests come with Whoosh's source distribution, which is fetched from the package
index. Nothing that passes there may fail here, but for what `tests/columnar/whoosh_suite.toml` names with a reason.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
EXCEPTIONS = TOP / "tests" / "columnar" / "whoosh_suite.toml"
PLUGIN = """
import whoosh.codec
from searchtui.columnar import ColumnarCodec
whoosh.codec.default_codec = lambda *some, **named: ColumnarCodec()
"""


def fetch(folder: Path) -> Path:
    """Fetch and unpack the source distribution of the Whoosh that is pinned; returns its folder."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (pinned,) = (name for name in project["dependencies"] if name.startswith("whoosh3=="))
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "whoosh3", pinned]
    subprocess.run([*command, "--dest", str(folder)], check=True)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    (unpacked,) = (path for path in folder.iterdir() if path.is_dir())
    return unpacked


def run(suite: Path, *, plugin: Path | None) -> tuple[set[str], str]:
    """Run the tests; returns the names of those that failed, and pytest's closing line."""
    environment = dict(os.environ)
    options = ["-p", "no:warnings", "-p", "no:cacheprovider", "--tb=no", "-q", "-rfE", "-n", "auto"]
    if plugin is not None:
        environment["PYTHONPATH"] = os.pathsep.join([str(plugin.parent), str(TOP)])
        options += ["-p", plugin.stem]
    command = [sys.executable, "-m", "pytest", "tests", *options]
    done = subprocess.run(command, cwd=suite, env=environment, capture_output=True, text=True, check=False)
    failed = set(re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE))
    lines = done.stdout.strip().splitlines()
    return failed, lines[-1] if lines else done.stderr


def main() -> int:
    """Compare both runs; returns the exit code."""
    reasons = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    excused = {name for reason in reasons["reasons"] for name in reason["tests"]}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        suite = fetch(folder)
        plugin = folder / "searchtui_codec_plugin.py"
        plugin.write_text(PLUGIN, encoding="utf-8")
        stock, stock_line = run(suite, plugin=None)
        ours, our_line = run(suite, plugin=plugin)
    print(f"Whoosh's own codec: {stock_line}")
    print(f"ours:               {our_line}")
    worse = sorted(ours - stock - excused)
    for failed in worse:
        print(f"fails here and passes there: {failed}")
    for unneeded in sorted(excused - ours):
        print(f"excused, but passes: {unneeded}")
    print(f"{len((ours - stock) & excused)} differ for a reason that is named in {EXCEPTIONS.relative_to(TOP)}")
    return 1 if worse or "passed" not in our_line else 0


if __name__ == "__main__":
    sys.exit(main())
