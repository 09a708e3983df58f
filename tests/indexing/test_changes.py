"""What a run has to read, against one file after the other compared in plain Python."""

from __future__ import annotations

from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Problem, Reason
from searchtui.catalogue import FileRecord
from searchtui.corpus import FoundFile, Scan, Sidecars
from searchtui.indexing.changes import compare, plan
from tests.catalogue.samples import made

PATHS = ["a.txt", "b/c.txt", "b/d.txt", "e.md"]

found_files = st.builds(
    lambda path, size, mtime: FoundFile(path, Path("/") / path, size, mtime),
    st.just(""),
    st.integers(1, 2),
    st.integers(1, 2),
)
records = st.builds(
    FileRecord,
    path=st.just(""),
    size=st.integers(1, 2),
    mtime_ns=st.integers(1, 2),
    sidecar=st.sampled_from(["", "00000000000000aa"]),
    settled=st.booleans(),
)
problems = st.lists(
    st.sampled_from(["b", "a.txt", "."]).map(lambda path: Problem(path, Reason.UNREADABLE, "Closed.")), max_size=1
)


class Said(Sidecars):
    """Says something of some files."""

    def __init__(self, digests: dict[str, str]) -> None:
        super().__init__()
        self._digests = digests

    def digests(self, paths: object) -> dict[str, str]:
        return self._digests


@given(
    st.dictionaries(st.sampled_from(PATHS), found_files),
    st.dictionaries(st.sampled_from(PATHS), records),
    st.dictionaries(st.sampled_from(PATHS), st.just("00000000000000aa"), max_size=2),
    problems,
    st.sampled_from(["", "b/"]),
    st.booleans(),
)
def test_the_plan_and_the_changes(
    found: dict[str, FoundFile],
    known: dict[str, FileRecord],
    said: dict[str, str],
    closed: list[Problem],
    limit: str,
    full: bool,
) -> None:
    found = {path: msgspec.structs.replace(file, path=path) for path, file in sorted(found.items())}
    known = {path: msgspec.structs.replace(record, path=path) for path, record in sorted(known.items())}
    scan = Scan(tuple(found.values()), problems=tuple(closed))
    catalogue = made({path: (record, []) for path, record in known.items()})

    def same(path: str) -> bool:
        file, record = found[path], known[path]
        like_before = (record.size, record.mtime_ns, record.sidecar)
        return (file.size, file.mtime_ns, said.get(path, "")) == like_before

    def unseen(path: str) -> bool:
        return any(one.path in (".", path) or path.startswith(f"{one.path}/") for one in closed)

    planned = plan(scan, catalogue, Said(said), concerns=lambda path: path.startswith(limit), full=full)
    read, stays = {}, set()
    for path in sorted({*found, *known}):
        about = path.startswith(limit)
        if path not in found:
            if not about or unseen(path):
                stays.add(path)
        elif about and (full or path not in known or not known[path].settled or not same(path)):
            read[path] = (found[path], known.get(path))
        elif path in known:
            stays.add(path)
    assert planned.read == tuple(read.values())
    assert {path for path, stay in zip(known, planned.stays, strict=True) if stay} == stays

    changes = compare(scan, catalogue, Said(said))
    assert changes.added == len(found.keys() - known.keys())
    assert changes.changed == sum(not same(path) for path in found.keys() & known.keys())
    assert changes.removed == sum(not unseen(path) for path in known.keys() - found.keys())
