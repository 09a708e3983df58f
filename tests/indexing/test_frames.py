from __future__ import annotations

import io

import msgspec
import pytest

from searchtui.corpus import Copy, Pair, Part, PartReading
from searchtui.indexing.frames import Begin, FromWorker, Ready, Refused, ToWorker, read_frames, write_frame
from searchtui.indexing.spool import Place
from searchtui.indexing.tasks import (
    ArticleToWrite,
    CompareArticles,
    Compared,
    FileRead,
    FilesRead,
    FileToRead,
    PartRead,
    ReadFiles,
    ReadPart,
    Setup,
    Step,
    WriteArticles,
    Written,
)

FILE = FileToRead("a.jsonl", b"/\xff/a.jsonl", 3, 10**18, "known")
TO = [
    Begin(Setup(b"/index", b"/index/spool", "MAIN"), 3),
    ReadFiles((FILE, FILE)),
    ReadPart(FILE, Part(0, 3, 1, 7), {4: "four"}),
    CompareArticles((Place(1, 2, 3), Place(1, 5, 3)), (Pair(0, 1, True),)),
    WriteArticles((ArticleToWrite(Place(1, 2, 3), None, ("Ana Ruiz",)),), 1 << 20),
]
FROM = [
    Ready(),
    Step(1, 2, "a.jsonl"),
    FilesRead((FileRead(checksum="abc"), FileRead(same=True))),
    PartRead(FileRead(), PartReading(((1, None, "1"),), ("Line 2 is no JSON.",), 3)),
    Compared((Copy(0, 1, 0.75),)),
    Written((("abc", 5),)),
    Refused("The disk is full."),
]


def test_messages_come_as_they_were_sent() -> None:
    for messages, kind in ((TO, ToWorker), (FROM, FromWorker)):
        stream = io.BytesIO()
        for message in messages:
            write_frame(stream, message)
        stream.seek(0)
        assert list(read_frames(stream, msgspec.msgpack.Decoder(kind))) == messages


def test_a_message_that_was_not_finished_does_not_come() -> None:
    stream = io.BytesIO()
    write_frame(stream, FROM[1])
    data = stream.getvalue()
    for end in range(len(data)):
        assert list(read_frames(io.BytesIO(data[:end]), msgspec.msgpack.Decoder(FromWorker))) == []


def test_anything_else_is_refused() -> None:
    stream = io.BytesIO()
    write_frame(stream, TO[1])
    stream.seek(0)
    with pytest.raises(msgspec.DecodeError):
        list(read_frames(stream, msgspec.msgpack.Decoder(FromWorker)))


def test_what_says_that_it_is_longer_than_any_message_is_not_waited_for() -> None:
    stream = io.BytesIO(b"\xff" * 8 + b"and so on")
    with pytest.raises(ValueError, match="no message"):
        list(read_frames(stream, msgspec.msgpack.Decoder(FromWorker)))
