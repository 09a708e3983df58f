"""Messages between two processes: MessagePack with its length before it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO, TypeVar

import msgspec

from searchtui.indexing.tasks import Answer, Setup, Step, Task

__all__ = ["Begin", "FromWorker", "Ready", "Refused", "ToWorker", "read_frames", "write_frame"]

_LENGTH = struct.Struct("<Q")

_LONGEST = 1 << 32
"""Bytes of a message; what says that it has more is none, and nobody has the memory to wait for it."""

T = TypeVar("T")


class Begin(msgspec.Struct, frozen=True, tag=True):
    """The first message to a worker.

    Args:
        setup: of the run.
        number: of the worker.
    """

    setup: Setup
    number: int


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The first message of a worker."""


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The answer to a task that could not be done, for a reason that the user can do something about.

    Args:
        message: one sentence.
    """

    message: str


ToWorker = Begin | Task
FromWorker = Ready | Step | Answer | Refused


def write_frame(stream: IO[bytes], message: msgspec.Struct) -> None:
    """Send a message.

    Args:
        stream: to the other process.
        message: one of `ToWorker` or `FromWorker`.

    Raises:
        OSError: the other process is gone.
    """
    data = msgspec.msgpack.encode(message)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_frames(stream: IO[bytes], decoder: msgspec.msgpack.Decoder[T]) -> Iterator[T]:
    """The messages that come, until the other process is gone; one that it did not finish does not come.

    Args:
        stream: from the other process.
        decoder: of its messages.

    Raises:
        ValueError: it sends something else; msgspec.DecodeError is one.
    """
    while len(header := stream.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(header)
        if length > _LONGEST:
            raise ValueError("that is no message")
        data = stream.read(length)
        if len(data) != length:
            return
        yield decoder.decode(data)
