from __future__ import annotations

import os

from searchtui.indexing.leftovers import find_leftovers, remove_leftovers
from tests.conftest import MakeCollection

LEFT = [
    "MAIN_0123456789abcdef.doc",
    "MAIN_0123456789abcdef.trm",
    "_MAIN_0.toc",
    "catalogue-0",
    "catalogue-1.new",
    "manifest-9",
    "spool",
]


def test_what_no_generation_needs_goes_and_the_rest_stays(make_collection: MakeCollection) -> None:
    collection = make_collection({"a.txt": "Bears."})
    folder = collection.index_folder
    before = sorted(os.listdir(folder))
    assert find_leftovers(folder) == []
    for name in LEFT[:-1]:
        (folder / name).write_bytes(b"left")
    (folder / "spool").mkdir()
    (folder / "spool" / "articles-1").write_bytes(b"left")
    (folder / "notes.txt").write_bytes(b"mine")
    assert find_leftovers(folder) == LEFT
    remove_leftovers(folder)
    assert sorted(os.listdir(folder)) == sorted([*before, "notes.txt"])


def test_where_the_table_cannot_be_read_nothing_goes(make_collection: MakeCollection) -> None:
    folder = make_collection({"a.txt": "Bears."}).index_folder
    table = next(folder.glob("*.toc"))
    for content in (b"", table.read_bytes()[:40], None):
        table.unlink() if content is None else table.write_bytes(content)
        before = sorted(os.listdir(folder))
        assert find_leftovers(folder) == []
        remove_leftovers(folder)
        assert sorted(os.listdir(folder)) == before


def test_while_another_program_writes_nothing_goes(make_collection: MakeCollection) -> None:
    from whoosh.filedb.filestore import FileStorage

    folder = make_collection({"a.txt": "Bears."}).index_folder
    (folder / LEFT[0]).write_bytes(b"written by somebody")
    lock = FileStorage(str(folder)).lock("MAIN_WRITELOCK")
    assert lock.acquire()
    remove_leftovers(folder)
    assert (folder / LEFT[0]).exists()
    lock.release()
    remove_leftovers(folder)
    assert not (folder / LEFT[0]).exists()
