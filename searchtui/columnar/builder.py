"""A whole segment at once: text to arrays of term numbers without Token objects, inverted by sorting in NumPy.

Whoosh's writer makes a Token for each word, a pickle for each posting and a Python call for each posting again when it
flushes; here there is no call per posting.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import Any

from whoosh.fields import FieldType, Schema

from searchtui.columnar.arrayfile import ArrayFileWriter
from searchtui.columnar.documents import WAITING_EXT, Collector, DocumentWriter
from searchtui.columnar.field import write_field
from searchtui.columnar.forms import has_words
from searchtui.columnar.growing import GrowingArray, temporary_file
from searchtui.columnar.inversion import WordInverter
from searchtui.columnar.refinement import REFINEMENT
from searchtui.columnar.segment import ColumnarCodec, ColumnarSegment
from searchtui.columnar.terms import TERMS_EXT
from searchtui.columnar.values import PostingsInverter

__all__ = ["SegmentBuilder"]

_MEMORY = 256 << 20

_LETTERS_BETWEEN = 1 << 16
"""Letters after which the memory that is used is looked at again."""

_DOCUMENTS_AT_ONCE = 256

_STRETCHES = 8
"""The stretch of terms that is being inverted takes one part in so many of the memory."""

_LETTERS_A_DOCUMENT = 100
"""As which a document counts beside its letters."""


class _Plan:
    """What is done with the values of a field.

    Args:
        field: of the schema.
        inverter: of the field; None where it is not indexed.
    """

    __slots__ = ("column", "field", "is_idle", "postings", "scorable", "stored", "values", "words")

    def __init__(self, field: FieldType, inverter: WordInverter | PostingsInverter | None) -> None:
        self.field = field
        self.words = inverter if isinstance(inverter, WordInverter) else None
        self.postings = inverter if isinstance(inverter, PostingsInverter) else None
        self.stored, self.scorable, self.column = field.stored, field.scorable, field.column_type
        self.is_idle = inverter is None and self.column is None
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
        self.add_groups({name: [value] for name, value in values.items()}, {}, [1])

    def add_all(self, documents: Iterable[Mapping[str, Any]], shared: Mapping[str, Any]) -> None:
        """Add documents that have some fields in common, such as the paragraphs of an article.

        Args:
            documents: the values of the fields of each; a field whose value is None has none.
            shared: those that all of them have, of other fields.

        Raises:
            KeyError: the schema has no such field.
            ValueError: a field that refines another has not the same text as that, or has a value of both kinds.
        """
        coming = iter(documents)
        while some := list(itertools.islice(coming, _DOCUMENTS_AT_ONCE)):
            names = dict.fromkeys(itertools.chain.from_iterable(some))
            own = {name: [values.get(name) for values in some] for name in names}
            self.add_groups(own, {name: [value] for name, value in shared.items()}, [len(some)])

    def add_groups(
        self, own: Mapping[str, Sequence[Any]], shared: Mapping[str, Sequence[Any]], times: Sequence[int]
    ) -> None:
        """Add documents by their fields, in groups that have some in common, such as the paragraphs of articles.

        Args:
            own: of each field a value for each document, None where it has none.
            shared: of each other field a value for each group, None where its documents have none.
            times: how many documents each group has, more than none.

        Raises:
            KeyError: the schema has no such field.
            ValueError: a field that refines another has not the same text as that, or has a value of both kinds.
        """
        self._check(own, shared)
        documents = sum(times)
        firsts = [*itertools.accumulate(times, initial=self._doccount)][:-1]
        stored: dict[str, Sequence[Any]] = {
            name: [*itertools.chain.from_iterable(map(itertools.repeat, values, times))]
            for name, values in shared.items()
            if self._plans[name].stored
        }
        stored.update((name, values) for name, values in own.items() if self._plans[name].stored)
        for name, values in shared.items():
            self._add_values(name, firsts, values, times)
        docs = range(self._doccount, self._doccount + documents)
        for name, values in own.items():
            self._add_values(name, docs, values, None)
        self._documents.add_rows(stored, documents)
        self._doccount += documents
        self._unseen += _LETTERS_A_DOCUMENT * documents

    def _check(self, own: Mapping[str, Sequence[Any]], shared: Mapping[str, Sequence[Any]]) -> None:
        if both := own.keys() & shared.keys():
            raise ValueError(f"the field {min(both)!r} is shared and is not")
        if unknown := (own.keys() | shared.keys()) - self._fields.keys():
            raise KeyError(min(unknown))
        for coarser, finer in self._refined_by.items():
            for values in (own, shared):
                one, other = values.get(coarser), values.get(finer)
                nothing = [None] * len(one or other or ())
                if (one or nothing) != (other or nothing):
                    raise ValueError(f"the fields {coarser!r} and {finer!r} must have the same text")

    def _add_values(self, name: str, docs: Sequence[int], values: Sequence[Any], times: Sequence[int] | None) -> None:
        """Add values of a field.

        Args:
            name: of the field.
            docs: of each value the first document that has it.
            values: themselves, None for none.
            times: how many documents in a row have each; None where it is one.
        """
        plan = self._plans[name]
        if plan.is_idle:
            return
        counts = [1] * len(values) if times is None else times
        has_gaps = None in values
        if has_gaps:
            held = [run for run in zip(docs, values, counts, strict=True) if run[1] is not None]
            docs, values, counts = ([run[part] for run in held] for part in range(3))
        if plan.words is not None:
            # Neighbours that have the same text of their own are few, and those that share one are many.
            plan.words.add(*(_runs(docs, values, counts) if times is not None else (docs, values, counts)))
            self._unseen += sum(map(len, values))
        elif plan.postings is not None:
            docs_of_runs, values_of_runs, counts_of_runs = _runs(docs, values, counts)
            lengths = plan.postings.add(docs_of_runs, values_of_runs, counts_of_runs)
            if plan.scorable:
                for doc, length, count in zip(docs_of_runs, lengths, counts_of_runs, strict=True):
                    if length:
                        self._documents.repeat_length(name, doc, length, count)
        if plan.column is not None and values:
            converted = list(map(plan.field.to_column_value, values))
            collector = self._collector(name, plan)
            if has_gaps:
                for doc, value, count in zip(docs, converted, counts, strict=True):
                    collector.extend(doc, [value], [count])
            else:
                collector.extend(docs[0], converted, times)

    def _collector(self, name: str, plan: _Plan) -> Collector:
        """What takes the values of a field's column; there is none before the first value."""
        if plan.values is None:
            plan.values = self._documents.collector(name, plan.column)
        return plan.values

    def finish(self) -> ColumnarSegment:
        """Write the segment; it becomes part of the index when a commit names it.

        Raises:
            OSError: it cannot be written, for instance because the disk is full.
        """
        for name, inverter in self._inverters.items():
            if isinstance(inverter, WordInverter) and (lengths := inverter.lengths(self._doccount)).any():
                for one in dict.fromkeys((name, self._refined_by.get(name, name))):
                    self._documents.set_lengths(one, lengths)
        self._documents.close()
        self._segment.set_doc_count(self._doccount)
        with closing(self._segment.create_file(self._storage, TERMS_EXT)) as file:
            self._write_terms(ArrayFileWriter(file))
        return self._segment

    def close(self) -> None:
        """Let go of what is on disk, whether the segment was written or not."""
        self._documents.release()

    def _write_terms(self, writer: ArrayFileWriter) -> None:
        names: list[str] = []
        refines: dict[str, str] = {}
        waiting = partial(temporary_file, self._storage, self._segment.make_filename(WAITING_EXT))
        self._plans.clear()
        while self._inverters:
            name, inverter = self._inverters.popitem()
            if isinstance(inverter, PostingsInverter):
                if (field := inverter.invert()) is not None:
                    write_field(writer, len(names), field)
                    names.append(name)
            elif inverter.write(writer, len(names), self._memory // _STRETCHES, lambda: GrowingArray(waiting)):
                names.append(name)
                if name in self._refined_by:
                    names.append(self._refined_by[name])
                    refines[self._refined_by[name]] = name
            del inverter
        writer.finish({"fields": names, "refines": refines})


def _runs(docs: Sequence[int], values: Sequence[Any], counts: Sequence[int]) -> tuple[list[int], list[Any], list[int]]:
    """Runs of documents with the same value.

    Args:
        docs: of each value the first document that has it, rising.
        values: themselves.
        counts: how many documents in a row have each.

    Returns:
        The same, neighbours with equal values being one.
    """
    firsts: list[int] = []
    kept: list[Any] = []
    times: list[int] = []
    last, end = None, -1
    for doc, value, count in zip(docs, values, counts, strict=True):
        if doc == end and value == last and type(value) is type(last):
            times[-1] += count
        else:
            firsts.append(doc)
            kept.append(value)
            times.append(count)
        last, end = value, doc + count
    return firsts, kept, times
