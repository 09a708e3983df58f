from __future__ import annotations

import os
import stat
from pathlib import Path

import numpy as np
import pytest

from searchtui.errors import KeepingError
from searchtui.keeping import Asked, Kept, SavedSearch, Stay, Visit, data_folder, with_asked
from searchtui.keeping.seen import Seen

SEARCH = SavedSearch("a1", "Alliance", "military alliance", "then")
VISIT = Visit(
    "harbour",
    exactly=True,
    like=(("0123456789ab", 3), ("0123456789ac", None)),
    focus="hits",
    article="0123456789ab",
    number=4,
    item=2,
    top=(1, 3),
    stays=(Stay("reader", "0123456789ab", 4, (3, 1), {"find": "boat", "columns": ["a", 1], "on": True}),),
)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def kept(tmp_path: Path, said: list[str]) -> Kept:
    return Kept(tmp_path / "kept", tmp_path, said.append)


def test_no_test_sees_the_folder_of_whoever_runs_it(tmp_path: Path) -> None:
    assert data_folder(tmp_path).is_relative_to(os.environ["HOME"])
    assert "home" in os.environ["HOME"].rsplit("/", 1)[1]


def test_each_collection_has_a_folder_that_people_recognise() -> None:
    one, other, odd = map(data_folder, map(Path, ("/a/clippings", "/b/clippings", "/a/\x1b[31m Zeitung & Co/")))
    assert one.name.startswith("clippings-")
    assert len({one, other, odd}) == 3
    assert odd.name.startswith("31m-Zeitung-Co-")
    assert data_folder(Path("/")).name.startswith("collection-")
    assert one.parent.name == "collections"


def test_nothing_is_written_before_there_is_something_to_keep(kept: Kept) -> None:
    assert kept.session() is None
    assert kept.seen(SEARCH) is None
    assert not any((kept.history.read(), kept.searches.read(), kept.pins.read(), kept.notes.read()))
    assert not kept.folder.exists()


def test_the_session_comes_back_as_it_was(kept: Kept) -> None:
    kept.keep_session(VISIT)
    assert kept.session() == VISIT
    kept.keep_session(Visit())
    assert kept.session() == Visit()


@pytest.mark.skipif(os.name == "nt", reason="permissions are POSIX's")
def test_all_of_it_is_private(kept: Kept) -> None:
    kept.keep_session(VISIT)
    kept.history.change(lambda entries: with_asked(entries, Asked("x", "now")))
    kept.keep_seen(SEARCH, Seen().digests)
    paths = [kept.folder, *kept.folder.rglob("*")]
    assert len(paths) == 6
    for path in paths:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


@pytest.mark.parametrize(
    "place", [b'"item":-1', b'"top":[0,-1]', b'"columns":{"a":-1}', b'"stays":[{"view":"x","number":-1}]']
)
def test_no_place_of_a_session_is_before_the_first(kept: Kept, said: list[str], place: bytes) -> None:
    kept.keep_session(VISIT)
    file = kept.folder / "session.json"
    file.write_bytes(b'{"searchtui":"session","version":1,"collection":"x","visit":{%s}}' % place)
    assert kept.session() is None
    assert len(said) == 1


def test_a_damaged_session_is_set_aside(kept: Kept, said: list[str]) -> None:
    kept.keep_session(VISIT)
    file = kept.folder / "session.json"
    file.write_bytes(file.read_bytes()[:-20])
    assert kept.session() is None
    (aside,) = kept.folder.glob("session.json.damaged-*")
    assert said == [f"session.json was damaged; it is {aside} now."]
    kept.keep_session(VISIT)
    assert kept.session() == VISIT


def test_a_session_of_a_newer_version_is_not_used(kept: Kept) -> None:
    kept.keep_session(VISIT)
    file = kept.folder / "session.json"
    file.write_text(file.read_text().replace('"version": 1', '"version": 2'))
    assert kept.session() is None
    assert file.exists()


def test_what_a_search_had_found_comes_back(kept: Kept, said: list[str]) -> None:
    seen = Seen()
    seen.add([("a", "x"), ("a", "y")])
    kept.keep_seen(SEARCH, seen.digests)
    again = kept.seen(SEARCH)
    assert again is not None
    assert np.array_equal(again, seen.digests)
    (kept.folder / "seen" / "a1").write_bytes(b"damaged")
    assert kept.seen(SEARCH) is None
    assert len(said) == 1
    kept.forget_seen(SEARCH)
    assert kept.seen(SEARCH) is None


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = Kept(tmp_path / "file" / "kept", tmp_path)
    assert kept.session() is None
    with pytest.raises(KeepingError, match="cannot be written"):
        kept.keep_session(VISIT)
    with pytest.raises(KeepingError, match="cannot be written"):
        kept.keep_seen(SEARCH, Seen().digests)
