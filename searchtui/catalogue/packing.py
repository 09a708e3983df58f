"""Records as bytes: what of a record is not in a column of numbers, as MessagePack."""

from __future__ import annotations

import msgspec

from searchtui.article import Known, Paragraph, Problem, Provenance
from searchtui.catalogue.records import ArticleRecord, FileRecord
from searchtui.dates import PartialDate

__all__ = [
    "PackedArticle",
    "PackedFile",
    "PackedName",
    "Rest",
    "pack",
    "pack_article",
    "pack_file",
    "provenances",
    "sidecar_digest",
    "sidecar_number",
    "unpack_article",
    "unpack_file",
    "unpack_name",
    "unpack_rest",
]


class PackedArticle(msgspec.Struct, frozen=True, array_like=True):
    """The fields of an `ArticleRecord` that are in no column of numbers; its path is that of its file."""

    title: str
    item: str | None
    authors: tuple[str, ...]
    source: str | None
    date: PartialDate | None
    url: str | None
    language: str | None
    known: dict[str, tuple[Known, str]]
    furniture: tuple[Paragraph, ...]
    digest: str


class PackedName(msgspec.Struct, frozen=True, array_like=True):
    """The first fields of a `PackedArticle`, for when only these are wanted."""

    title: str
    item: str | None


class PackedFile(msgspec.Struct, frozen=True, array_like=True):
    """The fields of a `FileRecord` that are in no column of numbers."""

    checksum: str
    problems: tuple[Problem, ...]


class Rest(msgspec.Struct, frozen=True):
    """What belongs to no article, and to no file or to very few; see `Catalogue`."""

    skipped: dict[str, int] = {}
    problems: tuple[Problem, ...] = ()
    language: str | None = None
    reading: str = ""
    members: dict[str, tuple[str, ...]] = {}


pack = msgspec.msgpack.Encoder().encode
unpack_article = msgspec.msgpack.Decoder(PackedArticle).decode
unpack_name = msgspec.msgpack.Decoder(PackedName).decode
unpack_file = msgspec.msgpack.Decoder(PackedFile).decode
unpack_rest = msgspec.msgpack.Decoder(Rest).decode


def pack_article(record: ArticleRecord) -> bytes:
    """The bytes that are kept of an article."""
    known = {field: (how.known, how.detail) for field, how in record.known.items()}
    return pack(
        PackedArticle(
            record.title,
            record.item,
            record.authors,
            record.source,
            record.date,
            record.url,
            record.language,
            known,
            record.furniture,
            record.digest,
        )
    )


def provenances(known: dict[str, tuple[Known, str]]) -> dict[str, Provenance]:
    """How each field is known, as `ArticleRecord` has it."""
    return {field: Provenance(*how) for field, how in known.items()}


def pack_file(record: FileRecord) -> bytes:
    """The bytes that are kept of a file."""
    return pack(PackedFile(record.checksum, record.problems))


def sidecar_number(digest: str) -> int:
    """The digest of what a sidecar says of a file as a number, 0 where it says nothing."""
    return int(digest, 16) if digest else 0


def sidecar_digest(number: int) -> str:
    """The reverse of `sidecar_number`."""
    return f"{number:016x}" if number else ""
