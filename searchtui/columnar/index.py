"""A Whoosh index that is opened without running what its table of segments says.

Whoosh pickles the schema and the segments in its table. Here the schema is given by whoever opens the index, and the
pickle of the segments may name nothing but the classes that our segments are made of.
"""

from __future__ import annotations

import io
import pickle
import pickletools
from typing import Any

from whoosh import index as whoosh_index
from whoosh.fields import Schema

from searchtui.columnar.segment import ColumnarCodec, ColumnarSegment

__all__ = ["ColumnarIndex"]

_BYTE_ORDER_MARK = -12345
_ADMITTED = {
    ("searchtui.columnar.segment", "ColumnarCodec"),
    ("searchtui.columnar.segment", "ColumnarSegment"),
}


# What Python writes for a list of segments. No tuples, whose nesting has no bounds, and no numbers of memory cells that
# are not there yet.
_OPERATIONS = frozenset(
    {
        "ADDITEMS",
        "APPEND",
        "APPENDS",
        "BINGET",
        "BININT",
        "BININT1",
        "BININT2",
        "BINUNICODE",
        "BUILD",
        "EMPTY_DICT",
        "EMPTY_LIST",
        "EMPTY_SET",
        "EMPTY_TUPLE",
        "FRAME",
        "LONG1",
        "LONG_BINGET",
        "MARK",
        "MEMOIZE",
        "NEWFALSE",
        "NEWOBJ",
        "NEWTRUE",
        "NONE",
        "PROTO",
        "SETITEM",
        "SETITEMS",
        "SHORT_BINUNICODE",
        "STACK_GLOBAL",
        "STOP",
    }
)
_ATTRIBUTES = vars(ColumnarSegment(ColumnarCodec(), "")).keys()
_MOST_DOCUMENTS = 1 << 31


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ADMITTED:
            raise pickle.UnpicklingError(f"the table of segments names {module}.{name}, which no index of ours has")
        return super().find_class(module, name)


def _segments(data: bytes) -> list[ColumnarSegment]:
    """The segments that a table lists.

    Raises:
        pickle.UnpicklingError: it holds anything that no table of ours does.
    """
    operations = {operation.name for operation, _, _ in pickletools.genops(data)}
    if strange := sorted(operations - _OPERATIONS):
        raise pickle.UnpicklingError(f"the table of segments has the operation {strange[0]}, which none of ours has")
    segments = _Unpickler(io.BytesIO(data)).load()
    if type(segments) is not list or not all(map(_is_sound, segments)):
        raise pickle.UnpicklingError("the table of segments lists something else than segments")
    if len({segment.segid for segment in segments}) < len(segments):
        raise pickle.UnpicklingError("the table of segments lists a segment twice")
    return segments


def _is_sound(segment: object) -> bool:
    if type(segment) is not ColumnarSegment or set(vars(segment)) != _ATTRIBUTES:
        return False
    count, deleted = segment._doccount, segment._deleted
    if type(count) is not int or not 0 <= count < _MOST_DOCUMENTS or segment.compound is not False:
        return False
    if type(segment.segid) is not str or type(segment.indexname) is not str or not segment.segid.isalnum():
        return False
    if type(segment._codec) is not ColumnarCodec or vars(segment._codec):
        return False
    return deleted is None or (type(deleted) is set and all(type(doc) is int and 0 <= doc < count for doc in deleted))


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
            segments = _segments(stream.read())
        finally:
            stream.close()
        return whoosh_index.TOC(self._schema, segments, generation, version=version, release=release)
