"""What the system does for us is seen in processes of their own: this one would not get rid of it again."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from searchtui.indexing.processes import OUT_OF_MEMORY

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limits")


def run(program: str) -> subprocess.CompletedProcess[str]:
    head = "from searchtui.corpus import Limits\nfrom searchtui.indexing.confinement import confined, leave_no_core\n"
    return subprocess.run(
        [sys.executable, "-c", head + program],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


MEMORY = """
def take():
    try:
        return bool(bytearray(1 << 30))
    except MemoryError:
        return False
print(take())
with confined(Limits(memory=1 << 29), 60.0):
    print(take())
print(take())
"""


@pytest.mark.skipif(sys.platform == "darwin", reason="the system forgets this limit")
def test_memory_is_limited_for_a_while() -> None:
    assert run(MEMORY).stdout.split() == ["True", "False", "True"]


def test_memory_is_watched_where_the_system_does_not() -> None:
    program = """
import time
from searchtui.indexing import confinement
with confinement._watched(256 << 20):
    held = bytearray(b"x") * (512 << 20)
    time.sleep(60)
"""
    assert run(program).returncode == OUT_OF_MEMORY


def test_whoever_works_on_without_end_is_ended_though_nobody_watches() -> None:
    program = """
import signal
leave_no_core()
with confined(Limits(seconds=0.5), 0.5):
    while True:
        pass
"""
    assert run(program).returncode == -signal.SIGXCPU


def test_limits_go_with_the_block() -> None:
    program = """
import resource
before = [resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]
with confined(Limits(), 2000.0):
    inside = resource.getrlimit(resource.RLIMIT_CPU)
print(inside[0] > 1000, before == [resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)])
"""
    assert run(program).stdout.split() == ["True", "True"]
