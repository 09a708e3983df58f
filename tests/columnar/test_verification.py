"""What does not fit together is found, though every checksum is right."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from whoosh import columns, fields
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex

from searchtui.analysis import WordAnalyzer, text_in
from searchtui.columnar import REFINEMENT, ColumnarCodec, FacetColumn, SegmentBuilder, verification
from searchtui.columnar.arrayfile import ArrayFileWriter, open_array_file
from searchtui.columnar.segment import ColumnarSegment
from searchtui.columnar.verification import faults_of
from tests.columnar.test_builder import NAME, by_builder, by_whoosh, documents
from tests.examples import examples

DOCUMENTS = [
    {"text": "the cold war and the war", "source": "a|b", "number": 4, "id": "x", "plain": "one two"},
    {"text": "wars of the colder north", "source": "b", "number": 5, "id": "y"},
    {"text": "nobody was at war there", "source": "", "number": 300, "id": "x"},
]


def faults(index: FileIndex) -> list[tuple[str, str]]:
    return [fault for segment in index._segments() for fault in faults_of(index.storage, segment)]


@settings(deadline=None, max_examples=examples(50))
@given(documents)
def test_what_is_written_fits_together(some: list[dict[str, object]]) -> None:
    random.seed()  # Hypothesis seeds it alike for each example, and Whoosh names its segments with it
    assert faults(by_builder(some)) == []
    assert faults(by_whoosh(some)) == []


FOREIGN = [
    {"text": text_in("de")("die kinder der kinder"), "id": "x"},
    {"text": text_in("en")("the kinder word"), "id": "y"},
]
"""`kinder` is a form of `kind` and of `kinder`."""


def build(documents: Sequence[Mapping[str, object]] = DOCUMENTS) -> tuple[RamStorage, ColumnarSegment]:
    schema = fields.Schema(
        text=fields.TEXT(analyzer=WordAnalyzer(stemmed=True), stored=True),
        exact=REFINEMENT("text", analyzer=WordAnalyzer(stemmed=False)),
        source=fields.COLUMN(FacetColumn("|")),
        number=fields.COLUMN(columns.NumericColumn("i")),
        id=fields.ID(),
        plain=fields.TEXT(),
    )
    storage = RamStorage()
    builder = SegmentBuilder(storage, NAME, schema)
    for document in documents:
        builder.add(**document, exact=document["text"])
    return storage, builder.finish()


def alter(storage: RamStorage, name: str, part: str, change: Callable[[Any], Any]) -> None:
    """Write a file anew with one array altered and every checksum right."""
    file = open_array_file(storage, name)
    rewritten = storage.create_file(name)
    writer = ArrayFileWriter(rewritten)
    for held in file.names():
        same = change if held == part else (lambda value: value)
        if file._entries[held].dtype == "blob":
            writer.add_blob(held, [same(bytes(file.blob(held)))])
        else:
            writer.add(held, same(file.array(held).copy()))
    writer.finish(file.meta)
    rewritten.close()


def put(place: int, value: int) -> Callable[[np.ndarray[Any, Any]], np.ndarray[Any, Any]]:
    def change(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        values[place] = value
        return values

    return change


def key(storage: RamStorage, segment: ColumnarSegment, field: str) -> int:
    return int(open_array_file(storage, segment.make_filename(".trm")).meta["fields"].index(field))


@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        ("stored:offsets", put(1, 200), "stored fields do not rise"),
        ("stored", lambda data: b"\xc1" * len(data), "document 0 cannot be read"),
        ("length:text", put(0, 9), "length of document 0"),
        ("length:text", lambda values: values[:-1], "has 2 values for 3 documents"),
        ("number:number", lambda values: values[:-1], "has 2 values for 3 documents"),
        ("facet:source:ordinals", put(0, 7), "names values"),
        ("facet:source:starts", put(1, 9), "do not rise"),
        ("facet:source:values", lambda data: data[::-1], "not in order"),
        ("facet:source:value-offsets", put(-1, 1), "do not rise"),
    ],
)
def test_documents(part: str, change: Callable[[Any], Any], said: str) -> None:
    storage, segment = build()
    assert list(faults_of(storage, segment)) == []
    name = segment.make_filename(".doc")
    alter(storage, name, part, change)
    found = list(faults_of(storage, segment))
    assert found[0][0] == (segment.make_filename(".trm") if "length of" in said else name)
    assert said in found[0][1]


@pytest.mark.parametrize(
    ("field", "part", "change", "said"),
    [
        ("text", "terms", lambda data: data[::-1], "is not after the one before"),
        ("text", "term-offsets", put(-1, 1), "do not rise to their end"),
        ("text", "gaps", put(0, 99), "do not exist or do not rise"),
        ("text", "gaps", lambda values: values[:-1], ""),
        ("text", "starts", put(1, 2), "without postings"),
        ("text", "starts", put(1, 0), "without postings"),
        ("text", "starts", put(-1, 90), "postings do not rise"),
        ("text", "gap-offsets", put(-1, 90), "documents do not rise"),
        ("text", "gap-offsets", put(1, 2), "without postings"),
        ("text", "position-offsets", put(1, 2), "not as many positions as occurrences"),
        ("text", "position-offsets", put(-1, 90), "positions do not rise"),
        ("text", "frequencies", put(0, 0), "less than once"),
        ("text", "frequencies", put(0, 9), ""),
        ("text", "positions", lambda values: values[:-1], ""),
        ("exact", "coarse", put(0, 99), "does not exist"),
        ("exact", "forms", put(0, 7), "same form"),
        ("exact", "codes", put(0, 7), "form that does not exist"),
        ("exact", "code-offsets", put(-1, 0), "do not rise"),
        ("exact", "dfs", put(0, 0), "or none"),
        ("id", "gaps", put(0, 3), "do not exist"),
    ],
)
def test_terms(field: str, part: str, change: Callable[[Any], Any], said: str) -> None:
    storage, segment = build()
    name = segment.make_filename(".trm")
    alter(storage, name, f"{key(storage, segment, field)}:{part}", change)
    found = list(faults_of(storage, segment))
    assert found
    assert {file for file, _ in found} == {name}
    assert said in found[0][1]


@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        ("form-offsets", put(-1, 9), "forms of the terms do not rise"),
        ("form-offsets", put(1, 0), "no coarser term, or one twice"),
        ("form-offsets", lambda values: values[:-1], "do not rise"),
        ("coarse", lambda values: values[[0, 1, 3, 2, 4, 5]], "not in order"),
        ("dfs", lambda values: values[:-1], "no coarser term"),
    ],
)
def test_terms_of_several_forms(part: str, change: Callable[[Any], Any], said: str) -> None:
    storage, segment = build(FOREIGN)
    assert list(faults_of(storage, segment)) == []
    name, exact = segment.make_filename(".trm"), key(storage, segment, "exact")
    assert open_array_file(storage, name).array(f"{exact}:form-offsets").tolist() == [0, 1, 2, 4, 5, 6]
    alter(storage, name, f"{exact}:{part}", change)
    ((file, fault),) = faults_of(storage, segment)
    assert file == name
    assert said in fault


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_a_few_postings_at_a_time(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "_AT_ONCE", at_once)
    storage, segment = build()
    assert list(faults_of(storage, segment)) == []
    last = len(open_array_file(storage, segment.make_filename(".trm")).array(f"{key(storage, segment, 'text')}:gaps"))
    alter(storage, segment.make_filename(".trm"), f"{key(storage, segment, 'text')}:gaps", put(last - 1, 99))
    assert "do not exist" in next(iter(faults_of(storage, segment)))[1]


def test_positions_rise_within_a_document() -> None:
    storage, segment = build()
    part = f"{key(storage, segment, 'text')}:positions"
    alter(storage, segment.make_filename(".trm"), part, lambda values: values[::-1].copy())
    assert "do not rise" in next(iter(faults_of(storage, segment)))[1]


def test_documents_that_do_not_exist_are_not_deleted() -> None:
    storage, segment = build()
    segment.delete_document(3)
    assert [said for _, said in faults_of(storage, segment)] == ["documents are deleted that it does not have"]


def test_another_number_of_documents_and_a_missing_file() -> None:
    storage, segment = build()
    other = ColumnarSegment(ColumnarCodec(), NAME, 4, segment.segid)
    assert "3 documents and not 4" in next(iter(faults_of(storage, other)))[1]
    storage.delete_file(segment.make_filename(".trm"))
    assert [file for file, _ in faults_of(storage, segment)] == [segment.make_filename(".trm")]
