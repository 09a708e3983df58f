"""A whole segment at once: text to arrays of term numbers without Token objects, inverted by sorting in NumPy.

Whoosh's writer makes a Token for each word, a pickle for each posting and a Python call for each posting again when it
flushes; here there is no call per posting.
"""

from __future__ import annotations

from contextlib import closing
from typing import Any

from whoosh.fields import FieldType, Schema

from searchtui.columnar.arrayfile import ArrayFileWriter
from searchtui.columnar.documents import Collector, DocumentWriter
from searchtui.columnar.field import write_field
from searchtui.columnar.inversion import PostingsInverter, WordInverter, has_words
from searchtui.columnar.refinement import REFINEMENT, write_refinement
from searchtui.columnar.segment import ColumnarCodec, ColumnarSegment
from searchtui.columnar.terms import TERMS_EXT

__all__ = ["SegmentBuilder"]

_MEMORY = 256 << 20

_LETTERS_BETWEEN = 1 << 16
"""Letters after which the memory that is used is looked at again."""

_LETTERS_A_DOCUMENT = 100
"""As which a document counts beside its letters."""


class _Plan:
    """What is done with the values of a field.

    Args:
        field: of the schema.
        inverter: of the field; None where it is not indexed.
    """

    __slots__ = ("column", "field", "postings", "scorable", "stored", "values", "words")

    def __init__(self, field: FieldType, inverter: WordInverter | PostingsInverter | None) -> None:
        self.field = field
        self.words = inverter if isinstance(inverter, WordInverter) else None
        self.postings = inverter if isinstance(inverter, PostingsInverter) else None
        self.stored, self.scorable, self.column = field.stored, field.scorable, field.column_type
        self.values: Collector | None = None


class SegmentBuilder:
    """Collects documents and writes them as one segment.

    Args:
        storage: of the index.
        indexname: of the index.
        schema: of the index. Fields with vectors or spelling are not supported.
        memory: bytes that building and writing the segment may take, about; see `is_full`.

    Raises:
        ValueError: the schema has a field that cannot be built.
    """

    def __init__(self, storage: Any, indexname: str, schema: Schema, memory: int = _MEMORY) -> None:
        self._segment = ColumnarCodec().new_segment(storage, indexname)
        self._storage = storage
        self._memory = memory
        self._documents = DocumentWriter(storage, self._segment)
        self._fields: dict[str, FieldType] = dict(sorted(schema.items()))
        for name, field in self._fields.items():
            if field.vector or field.separate_spelling():
                raise ValueError(f"the field {name!r} has vectors or a spelling, which are not built here")
        self._refined_by: dict[str, str] = {
            field.refines: name for name, field in self._fields.items() if isinstance(field, REFINEMENT)
        }
        self._inverters = {
            name: self._inverter(name, field)
            for name, field in self._fields.items()
            if field.indexed and not isinstance(field, REFINEMENT)
        }
        self._plans = {name: _Plan(field, self._inverters.get(name)) for name, field in self._fields.items()}
        self._doccount = 0
        self._unseen = 0

    def _inverter(self, name: str, field: FieldType) -> WordInverter | PostingsInverter:
        refining = self._fields.get(self._refined_by.get(name, ""))
        if has_words(field) and (refining is None or has_words(refining)):
            return WordInverter(field, refining)
        if refining is not None:
            raise ValueError(f"the field {name!r} is refined, and has no words that can be told more finely")
        return PostingsInverter(field)

    def __len__(self) -> int:
        return self._doccount

    @property
    def is_full(self) -> bool:
        """Whether the memory is used up: time to finish this segment and to begin another."""
        if self._unseen < _LETTERS_BETWEEN:
            return False
        self._unseen = 0
        used = self._documents.memory + sum(inverter.memory for inverter in self._inverters.values())
        return used > self._memory

    def add(self, **values: Any) -> None:
        """Add a document.

        Args:
            values: of its fields; a field whose value is None has none.

        Raises:
            KeyError: the schema has no such field.
            ValueError: a field that refines another has not the same text as that.
        """
        doc, documents = self._doccount, self._documents
        if not values.keys() <= self._fields.keys():
            raise KeyError(min(values.keys() - self._fields.keys()))
        for coarser, finer in self._refined_by.items():
            if values.get(coarser) != values.get(finer):
                raise ValueError(f"the fields {coarser!r} and {finer!r} must have the same text")
        documents.start_doc(doc)
        for name, value in values.items():
            if value is None:
                continue
            plan = self._plans[name]
            if plan.words is not None:
                plan.words.add(doc, value)
                self._unseen += len(value)
            elif plan.postings is not None:
                length = plan.postings.add(doc, value)
                if length and plan.scorable:
                    documents.add_length(name, length)
            if plan.stored:
                documents.add_stored(name, value)
            if plan.column is not None:
                if plan.values is None:
                    plan.values = documents.collector(name, plan.column)
                plan.values.add(doc, plan.field.to_column_value(value))
        documents.finish_doc()
        self._doccount += 1
        self._unseen += _LETTERS_A_DOCUMENT

    def finish(self) -> ColumnarSegment:
        """Write the segment; it becomes part of the index when a commit names it."""
        for name, inverter in self._inverters.items():
            if isinstance(inverter, WordInverter) and (lengths := inverter.lengths(self._doccount)).any():
                for one in {name, self._refined_by.get(name, name)}:
                    self._documents.set_lengths(one, lengths)
        self._documents.close()
        self._segment.set_doc_count(self._doccount)
        with closing(self._segment.create_file(self._storage, TERMS_EXT)) as file:
            self._write_terms(ArrayFileWriter(file))
        return self._segment

    def _write_terms(self, writer: ArrayFileWriter) -> None:
        names: list[str] = []
        refines: dict[str, str] = {}
        self._plans.clear()
        while self._inverters:
            name, inverter = self._inverters.popitem()
            if isinstance(inverter, PostingsInverter):
                if (field := inverter.invert()) is not None:
                    write_field(writer, len(names), field)
                    names.append(name)
            elif (inverted := inverter.invert()) is not None:
                write_field(writer, len(names), inverted[0])
                names.append(name)
                if name in self._refined_by:
                    write_refinement(writer, len(names), inverted[1])
                    names.append(self._refined_by[name])
                    refines[self._refined_by[name]] = name
            del inverter
        writer.finish({"fields": names, "refines": refines})
