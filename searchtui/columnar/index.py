"""A Whoosh index that is opened without running what its table of segments says.

Whoosh pickles the schema and the segments in its table. Here the schema is given by whoever opens the index, and the
pickle of the segments may name nothing but the classes that our segments are made of.
"""

from __future__ import annotations

import io
import pickle
from typing import Any

from whoosh import index as whoosh_index
from whoosh.fields import Schema

__all__ = ["ColumnarIndex"]

_BYTE_ORDER_MARK = -12345
_ADMITTED = {
    ("builtins", "set"),
    ("searchtui.columnar.segment", "ColumnarCodec"),
    ("searchtui.columnar.segment", "ColumnarSegment"),
}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ADMITTED:
            raise pickle.UnpicklingError(f"the table of segments names {module}.{name}, which no index of ours has")
        return super().find_class(module, name)


class ColumnarIndex(whoosh_index.FileIndex):  # type: ignore[misc]
    """An index of which every segment is of the columnar codec.

    Args:
        storage: where it is.
        schema: of the index; the one in its files is not looked at.
        indexname: of the index.
    """

    def __init__(self, storage: Any, schema: Schema, indexname: str = whoosh_index._DEF_INDEX_NAME) -> None:
        # Not that of the base class, which reads the table as it is.
        self.storage, self._schema, self.indexname = storage, schema, indexname

    def _read_toc(self) -> whoosh_index.TOC:
        generation = self.latest_generation()
        if generation < 0:
            raise whoosh_index.EmptyIndexError(f"There is no index in {self.storage!r}.")
        stream = self.storage.open_file(whoosh_index.TOC._filename(self.indexname, generation))
        try:
            for _ in ("int", "long", "float"):
                stream.read_varint()
            if stream.read_int() != _BYTE_ORDER_MARK:
                raise whoosh_index.IndexError("The table of segments is of another byte order.")
            version = stream.read_int()
            release = tuple(stream.read_varint() for _ in range(3))
            stream.skip_string()
            if stream.read_int() != generation:
                raise whoosh_index.IndexError("The table of segments is of another generation.")
            stream.read_int()
            segments = _Unpickler(io.BytesIO(stream.read())).load()
        finally:
            stream.close()
        return whoosh_index.TOC(self._schema, segments, generation, version=version, release=release)
