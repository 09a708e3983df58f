"""A new catalogue from an old one is the catalogue that is made at once."""

from __future__ import annotations

import msgspec
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchtui.catalogue import edit, with_records, with_stories
from tests.catalogue.samples import Folder, articles_of, by_id, folders, made


@given(folders, folders, st.sets(st.integers(0, 5)))
def test_files_come_go_and_change(old: Folder, new: Folder, lost: set[int]) -> None:
    before = made(old)
    paths = sorted(old)
    stays = np.array([path not in new and place not in lost for place, path in enumerate(paths)], bool)
    after = {path: old[path] for path, stay in zip(paths, stays, strict=True) if stay} | dict(new)
    edited = edit(
        before,
        stays,
        {path: file for path, (file, _) in new.items()},
        by_id(records for _, records in new.values()),
        skipped={},
        problems=(),
    )
    now = edited.catalogue
    now.check(thorough=True)
    assert now == made(after)
    fresh = {record.id for _, records in new.values() for record in records}
    assert [record.id for record in now.articles if record.id in fresh] == [now.id(one) for one in edited.fresh]
    there = {record.id for record in articles_of(after)}
    expected = [now.ordinal(one) if one in there else -1 for one in before.by_id]
    assert edited.now.tolist() == expected


@given(folders, st.data())
def test_other_metadata(folder: Folder, data: st.DataObject) -> None:
    before = made(folder)
    chosen = data.draw(st.sets(st.sampled_from(range(len(before.articles))))) if before.articles else set()
    changed = {one: msgspec.structs.replace(before.articles[one], source="Northern Post") for one in chosen}
    after = with_records(before, changed)
    after.check(thorough=True)
    assert after.articles == [changed.get(one, record) for one, record in enumerate(before.articles)]
    assert after.files == before.files


@given(folders, st.randoms(use_true_random=False))
def test_links_are_sorted_by_the_ids_of_their_ends(folder: Folder, random: object) -> None:
    before = made(folder)
    size = len(before.articles)
    pairs = [(one, other) for one in range(size) for other in range(size) if one != other]
    shorter, longer = np.array(pairs, np.int64).reshape(-1, 2).T
    after = with_stories(before, np.zeros(size, np.int64), shorter, longer, np.ones(len(pairs)))
    ends = [(link.shorter, link.longer) for link in after.links]
    assert ends == sorted(ends)
    assert len(ends) == len(pairs)
