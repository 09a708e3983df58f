"""Deleting documents by what they hold, without a search for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["delete_documents"]


def delete_documents(writer: Any, fieldname: str, terms: Sequence[bytes]) -> int:
    """Mark all documents as deleted that hold one of some terms; the cost grows with the number of these alone.

    Args:
        writer: a `whoosh.writing.SegmentWriter` of an index of which every segment is of the columnar codec.
        fieldname: in which the terms stand.
        terms: as the index has them.

    Returns:
        How many documents were deleted that were not before.
    """
    before = writer.deleted_count()
    for segment in writer.segments:
        reader = segment.codec().terms_reader(writer.storage, segment)
        field = reader.fields.get(fieldname)
        numbers = [field.number(term) for term in terms] if field is not None else []
        found = [doc for number in numbers if number is not None for doc in field.docs(number).tolist()]
        if found:
            segment.delete_documents(found)
        reader.close()
    return int(writer.deleted_count() - before)
