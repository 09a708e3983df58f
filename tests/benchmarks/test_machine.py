"""What is known of the machine and of the memory of processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.machine import Machine, Memory, PeakMemory


def test_the_machine_has_a_processor_and_memory() -> None:
    machine = Machine.this()
    assert machine.cpu
    assert machine.cores >= 1
    assert machine.memory_gb > 0.1


def test_memory_that_is_taken_shows() -> None:
    before = Memory.mine()
    taken = bytearray(60_000_000)
    taken[::4096] = b"x" * len(taken[::4096])
    after = Memory.mine()
    assert after.peak >= 60
    if before.anonymous is not None and after.anonymous is not None:
        assert after.anonymous - before.anonymous > 50


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_the_memory_of_processes_counts_together() -> None:
    inner = "taken = bytearray(b'x') * 40_000_000; print(len(taken), flush=True); input()"
    outer = (
        "import subprocess, sys; taken = bytearray(b'x') * 40_000_000;"
        f"subprocess.run([sys.executable, '-c', {inner!r}])"
    )
    child = subprocess.Popen([sys.executable, "-c", outer], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == "40000000\n"
        with PeakMemory(child.pid) as peak:
            pass
        child.stdin.write("\n")
    assert peak.megabytes > 80
