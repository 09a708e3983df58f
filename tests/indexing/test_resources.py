from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.indexing import resources
from searchtui.indexing.resources import Resources, resident, resources_for

MEGABYTE = 1 << 20


def test_all_cores_where_the_memory_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "cores", lambda: 16)
    monkeypatch.setattr(resources, "machine_memory", lambda: 8 << 30)
    assert resources_for(None, 64 << 30).jobs == 16
    assert 1 < resources_for(None, None).jobs < 16
    assert resources_for(None, 1).jobs == 1
    assert resources_for(9, 1).jobs == 9


@pytest.mark.parametrize(
    ("machine", "allowed"), [(None, 512), (1 << 30, 512), (8 << 30, 1024), (16 << 30, 2048), (1 << 40, 2048)]
)
def test_what_a_run_may_take_goes_by_the_machine(
    machine: int | None, allowed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "machine_memory", lambda: machine)
    assert resources_for(None, None).allowed == allowed * MEGABYTE
    assert resources_for(None, 64 * MEGABYTE).allowed == 64 * MEGABYTE


def test_without_a_python_to_start_there_is_one_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", None)
    assert resources_for(8, None).jobs == 1


@pytest.mark.parametrize(("jobs", "memory"), [(0, None), (-1, None), (None, 0)])
def test_nothing_cannot_be_divided(jobs: int | None, memory: int | None) -> None:
    with pytest.raises(ValueError, match="at least one job"):
        resources_for(jobs, memory)


@given(st.integers(1, 64), st.integers(1, 1 << 40), st.integers(0, 1 << 34))
def test_what_is_allowed_is_kept_to_unless_it_is_too_little(jobs: int, allowed: int, taken: int) -> None:
    some = Resources(jobs, allowed)
    assert some.builder(taken) >= 40 * MEGABYTE
    if some.builder(taken) > 40 * MEGABYTE:
        assert some.needed(taken) <= allowed
    assert Resources(jobs, allowed + MEGABYTE).builder(taken) >= some.builder(taken)


def test_the_memory_of_this_process() -> None:
    before = resident()
    block = bytearray(b"x") * (64 * MEGABYTE)
    assert before > 8 * MEGABYTE
    assert resident() - before > 48 * MEGABYTE
    assert len(block) == 64 * MEGABYTE
