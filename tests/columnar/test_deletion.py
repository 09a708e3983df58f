"""Deleting documents by a term they hold."""

from __future__ import annotations

from pathlib import Path

from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in

from searchtui.columnar import ColumnarCodec, delete_documents


def test_documents_are_deleted_in_all_segments(tmp_path: Path) -> None:
    index = create_in(str(tmp_path), Schema(key=ID(stored=True), text=TEXT(stored=True)))
    for part in range(3):
        writer = index.writer(codec=ColumnarCodec())
        for number in range(4):
            writer.add_document(key=f"k{number}", text=f"part {part}")
        writer.commit(merge=False)
    writer = index.writer(codec=ColumnarCodec())
    assert delete_documents(writer, "key", [b"k1", b"k3", b"k9"]) == 6
    assert delete_documents(writer, "key", [b"k1", b"k2"]) == 3
    assert delete_documents(writer, "other", [b"k0"]) == 0
    assert delete_documents(writer, "key", []) == 0
    writer.commit(merge=False)
    with index.searcher() as searcher:
        assert [fields["key"] for fields in searcher.documents()] == ["k0"] * 3
        assert searcher.doc_count() == 3
