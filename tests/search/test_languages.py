"""Which languages the words of a collection are stemmed in."""

from __future__ import annotations

import os

import pytest
from whoosh import fields
from whoosh.filedb.filestore import RamStorage

from searchtui.columnar import ColumnarCodec, IndexArrays, SegmentBuilder
from searchtui.search.languages import stemming_languages

NAME = f"LANGUAGES{os.getpid()}"


def arrays_of(batches: list[list[str]], deleted: list[int]) -> IndexArrays:
    """A segment for each batch, of documents in these languages; some are deleted afterwards, by number over all."""
    schema = fields.Schema(language=fields.ID(), key=fields.ID())
    index = RamStorage().create_index(schema, NAME)
    segments, key = [], 0
    for batch in batches:
        builder = SegmentBuilder(index.storage, NAME, schema)
        for language in batch:
            builder.add(language=language, key=str(key))
            key += 1
        segments.append(builder.finish())
    index.writer(codec=ColumnarCodec()).commit(mergetype=lambda _writer, others: [*others, *segments])
    writer = index.writer(codec=ColumnarCodec())
    for one in deleted:
        writer.delete_by_term("key", str(one))
    writer.commit(merge=False)
    return IndexArrays(index.reader())


@pytest.mark.parametrize(
    ("batches", "deleted", "expected"),
    [
        ([], [], ("en",)),
        ([["unknown"]], [], ("en",)),
        ([["de", "de"], ["fr", "unknown"]], [], ("de", "en", "fr")),
        ([["de", "de"], ["fr", "unknown"]], [2], ("de", "en")),
        ([["de", "de"], ["fr", "unknown"]], [0], ("de", "en", "fr")),
        ([["de", "de"], ["fr", "unknown"]], [0, 1, 3], ("fr",)),
        ([["zh", "ja", "nb"]], [], ("no", "und")),
    ],
)
def test_languages_of_live_documents(batches: list[list[str]], deleted: list[int], expected: tuple[str, ...]) -> None:
    assert stemming_languages(arrays_of(batches, deleted), None) == expected


@pytest.mark.parametrize(("chosen", "expected"), [("de", "de"), ("nn", "no"), ("zh", "und")])
def test_the_language_of_all(chosen: str, expected: str) -> None:
    assert stemming_languages(arrays_of([["fr"]], []), chosen) == (expected,)
