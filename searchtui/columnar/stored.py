"""Stored values as bytes, without pickle: MessagePack, with a tag where that would forget what a value was."""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

__all__ = ["as_packed", "pack", "pack_plain", "unpack"]

_PLAIN = (str, float, bool, type(None), bytes)
_KINDS_AS_THEY_ARE = frozenset(_PLAIN)
_NEVER_TAGGED = frozenset((*_PLAIN, int))
_TAG = "\0tag"
_LARGEST = 1 << 63

_TAGGED: dict[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "datetime": (dt.datetime, dt.datetime.isoformat, dt.datetime.fromisoformat),
    "date": (dt.date, dt.date.isoformat, dt.date.fromisoformat),
    "time": (dt.time, dt.time.isoformat, dt.time.fromisoformat),
    "decimal": (decimal.Decimal, str, decimal.Decimal),
    "tuple": (tuple, list, tuple),
    "set": (set, list, set),
    "frozenset": (frozenset, list, frozenset),
    "integer": (int, str, int),
    "complex": (complex, str, complex),
}

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder().decode


def pack(values: Sequence[Any]) -> bytes:
    """The bytes for a row of values.

    Raises:
        TypeError: a value is of a kind that cannot be stored.
    """
    return _encode(as_packed(values))


def pack_plain(values: Sequence[Any]) -> bytes:
    """The bytes for a row of values that are as `as_packed` gives them."""
    return _encode(values)


def as_packed(values: Sequence[Any]) -> Sequence[Any]:
    """Values, be they a row or a column, with a tag where MessagePack would forget what they were.

    Raises:
        TypeError: a value is of a kind that cannot be stored.
    """
    return values if _KINDS_AS_THEY_ARE.issuperset(map(type, values)) else [_tagged(value) for value in values]


def unpack(data: memoryview | bytes) -> list[Any]:
    """The values of a row."""
    values: list[Any] = _decode(data)
    return values if _NEVER_TAGGED.issuperset(map(type, values)) else [_untagged(value) for value in values]


def _tagged(value: Any) -> Any:
    if type(value) in _PLAIN or (type(value) is int and -_LARGEST <= value < _LARGEST):
        return value
    if isinstance(value, str):  # with attributes, which are not stored
        return str(value)
    if type(value) is list:
        return [_tagged(part) for part in value]
    if type(value) is dict:
        pairs = [[_tagged(key), _tagged(part)] for key, part in value.items()]
        return {_TAG: "dict", "value": pairs}
    for tag, (kind, to_plain, _) in _TAGGED.items():
        if type(value) is kind:
            return {_TAG: tag, "value": _tagged(to_plain(value))}
    raise TypeError(f"a {type(value).__name__} cannot be stored")


def _untagged(value: Any) -> Any:
    if type(value) is list:
        return [_untagged(part) for part in value]
    if type(value) is dict:
        plain = _untagged(value["value"])
        if value[_TAG] == "dict":
            return {_untagged(key): part for key, part in plain}
        return _TAGGED[value[_TAG]][2](plain)
    return value
