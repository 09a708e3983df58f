"""Whether the arrays of a segment fit together: what a checksum does not tell.

A checksum shows that a file is as it was written. This shows that what was written makes sense: terms in order,
document numbers that exist, as many positions as occurrences, lengths that are those of the postings.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from searchtui.columnar.arrayfile import ArrayFile, DamagedFileError, open_array_file
from searchtui.columnar.documents import DOCUMENTS_EXT
from searchtui.columnar.field import Field, PostingsField
from searchtui.columnar.packing import NarrowArray, chunks, extents
from searchtui.columnar.refinement import RefinedField
from searchtui.columnar.segment import ColumnarSegment
from searchtui.columnar.stored import unpack
from searchtui.columnar.terms import TERMS_EXT, TermsReader

__all__ = ["faults_of"]

_MORE = 0x80
_AT_ONCE = 1 << 20
"""Postings that are looked at together."""


def faults_of(storage: Any, segment: ColumnarSegment) -> Iterator[tuple[str, str]]:
    """Everything that is wrong with the structure of a segment; checksums are not compared.

    Args:
        storage: of the index.
        segment: of it.

    Yields:
        The name of a file, and a part of a sentence that says what is wrong in it.
    """
    documents, terms = (segment.make_filename(extension) for extension in (DOCUMENTS_EXT, TERMS_EXT))
    # Arrays that do not fit together make NumPy and the readers raise whatever comes of it.
    try:
        held = open_array_file(storage, documents)
        yield from ((documents, fault) for fault in _documents(held, segment))
    except (OSError, DamagedFileError) as error:
        yield documents, _said(error)
        return
    except Exception as error:
        yield documents, _misfit(error)
        return
    try:
        reader, file = TermsReader(storage, segment), open_array_file(storage, terms)
        yield from ((terms, fault) for fault in _terms(reader, file, held, segment.doc_count_all()))
    except (OSError, DamagedFileError) as error:
        yield terms, _said(error)
    except Exception as error:
        yield terms, _misfit(error)


def _said(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def _misfit(error: Exception) -> str:
    return f"its arrays do not fit together ({type(error).__name__}: {error})"


def _rise(offsets: NDArray[Any], extents: int, end: int) -> bool:
    """Whether these are where so many extents begin, and where the last ends."""
    wide = offsets.astype(np.int64)
    return len(wide) == extents + 1 and wide[0] == 0 and wide[-1] == end and bool((wide[1:] >= wide[:-1]).all())


def _documents(file: ArrayFile, segment: ColumnarSegment) -> Iterator[str]:
    count = segment.doc_count_all()
    if file.meta["documents"] != count:
        yield f"it has {file.meta['documents']} documents and not {count}"
        return
    deleted = list(segment.deleted_docs())
    if deleted and not 0 <= min(deleted) <= max(deleted) < count:
        yield "documents are deleted that it does not have"
    stored = file.blob("stored")
    offsets = file.array("stored:offsets")
    if not _rise(offsets, count, len(stored)):
        yield "the places of the stored fields do not rise to their end"
    else:
        yield from _rows(stored, offsets, len(file.meta["stored"]))
    for name in file.names():
        kind, _, rest = name.partition(":")
        if kind in ("length", "number") and len(file.array(name)) != count:
            yield f"{name!r} has {len(file.array(name))} values for {count} documents"
        elif kind in ("length", "number") and file.array(name).dtype.kind not in "iu":
            yield f"{name!r} has numbers that are not whole"
        elif kind == "facet" and rest.endswith(":ordinals"):
            yield from _facet(file, f"facet:{rest.removesuffix(':ordinals')}", count)
        elif kind == "vector" and rest.endswith(":offsets"):
            whole = file.blob(name.removesuffix(":offsets"))
            if not _rise(file.array(name), count, len(whole)):
                yield f"{name!r} does not rise to the end of the vectors"


def _rows(stored: memoryview, offsets: NDArray[Any], fields: int) -> Iterator[str]:
    for doc, (start, end) in enumerate(pairwise(offsets.tolist())):
        try:
            fits = start == end or len(unpack(stored[start:end])) <= fields
        except (msgspec.DecodeError, ValueError, TypeError, KeyError):
            fits = False
        if not fits:
            yield f"the stored fields of document {doc} cannot be read"
            return


def _facet(file: ArrayFile, name: str, count: int) -> Iterator[str]:
    blob, offsets = bytes(file.blob(f"{name}:values")), file.array(f"{name}:value-offsets")
    ordinals = file.array(f"{name}:ordinals")
    if not _rise(offsets, len(offsets) - 1, len(blob)):
        yield f"the places of the values of {name!r} do not rise to their end"
        return
    values = [blob[start:end].decode() for start, end in pairwise(offsets.tolist())]
    if any(one >= two for one, two in pairwise(values)):
        yield f"the values of {name!r} are not in order"
    if len(ordinals) and int(ordinals.max()) >= len(values):
        yield f"{name!r} names values that it does not have"
    starts, sets = file.array(f"{name}:starts"), file.array(f"{name}:sets")
    if not _rise(starts, len(starts) - 1, len(ordinals)):
        yield f"the places of the sets of values in {name!r} do not rise to their end"
    if len(sets) != count:
        yield f"{name!r} has {len(sets)} sets of values for {count} documents"
    elif count and int(sets.max()) >= len(starts) - 1:
        yield f"{name!r} names sets of values that it does not have"


def _terms(reader: TermsReader, file: ArrayFile, documents: ArrayFile, count: int) -> Iterator[str]:
    keys = {name: key for key, name in enumerate(reader.fields)}
    for name, field in reader.fields.items():
        key, fault = keys[name], ""
        if not _rise(file.array(f"{key}:term-offsets"), len(field), len(file.blob(f"{key}:terms"))):
            fault = "the places of the terms do not rise to their end"
        elif fault := _order(field):
            pass
        elif isinstance(field, RefinedField):
            occurring = field.coarser.occurring()
            dfs = NarrowArray(file, f"{key}:dfs")
            fault = _refinement(field, dfs.span(0, len(dfs)), occurring)
        elif isinstance(field, PostingsField):
            length = f"length:{name}"
            lengths = documents.array(length) if length in documents and field.has_positions else None
            fault = _places(file, key, field) or _postings(file, key, field, count, lengths)
        if fault:
            yield f"{fault} in the field {name!r}"


def _order(field: Field) -> str:
    for number, (one, two) in enumerate(pairwise(field.all()), start=1):
        if one >= two:
            return f"term {number} is not after the one before"
    return ""


def _places(file: ArrayFile, key: int, field: PostingsField) -> str:
    """Whether each term has its own stretch of each array, as long as it should be."""
    weights = file.array(f"{key}:weights" if f"{key}:weights" in file else f"{key}:frequencies")
    if not _rise(file.array(f"{key}:starts"), len(field), len(weights)):
        return "the places of the postings do not rise to their end"
    gaps, offsets = file.array(f"{key}:gaps"), file.array(f"{key}:gap-offsets")
    if not _rise(offsets, len(field), len(gaps)):
        return "the places of the documents do not rise to their end"
    dfs = field.dfs()
    if len(dfs) and (not (extents(offsets) > 0).all() or not (dfs > 0).all()):
        return "there are terms without postings"
    # A number ends with a byte that has no high bit.
    packed = np.add.reduceat(gaps < _MORE, offsets[:-1].astype(np.int64), dtype=np.int64) if len(dfs) else dfs
    if (wrong := np.flatnonzero(packed != dfs)).size:
        return f"term {wrong[0]} has not as many postings as documents"
    if field.has_positions and not _rise(
        file.array(f"{key}:position-offsets"), len(field), len(file.array(f"{key}:positions"))
    ):
        return "the places of the positions do not rise to their end"
    if f"{key}:values" in file:
        values, offsets = file.blob(f"{key}:values"), file.array(f"{key}:value-offsets")
        if not _rise(offsets, len(weights), len(values)):
            return "the places of the values do not rise to their end"
    return ""


def _postings(file: ArrayFile, key: int, field: PostingsField, count: int, lengths: NDArray[Any] | None) -> str:
    words, dfs = np.zeros(count, np.int64), field.dfs()
    for first, last in chunks(dfs, _AT_ONCE):
        docs, frequencies = field.range_postings(first, last)
        numbers = np.repeat(np.arange(first, last), dfs[first:last])
        wrong = (docs < 0) | (docs >= count)
        wrong[1:] |= (docs[1:] <= docs[:-1]) & (numbers[1:] == numbers[:-1])
        if wrong.any():
            return f"the documents of term {numbers[wrong.argmax()]} do not exist or do not rise"
        if (wrong := ~(frequencies > 0)).any():
            return f"term {numbers[wrong.argmax()]} occurs less than once in a document"
        if field.has_positions:
            ((_, located),) = field.range_located(first, last)
            counts, positions = located.take(np.arange(len(docs)))
            held = np.add.reduceat(counts, np.cumsum(dfs[first:last]) - dfs[first:last])
            wrong = held != extents(file.array(f"{key}:position-offsets")[first : last + 1])
            if wrong.any():
                return f"term {first + wrong.argmax()} has not as many positions as occurrences"
            postings = np.repeat(np.arange(len(docs)), counts)
            falls = (positions[1:] < positions[:-1]) & (postings[1:] == postings[:-1])
            if falls.any():
                return f"the positions of term {numbers[postings[falls.argmax()]]} do not rise"
            words += np.bincount(docs, counts, count).astype(np.int64)
    if lengths is not None and (wrong := words != lengths).any():
        return f"the length of document {wrong.argmax()} is not that of its postings"
    return ""


def _refinement(field: RefinedField, dfs: NDArray[np.int64], occurring: NDArray[np.int64]) -> str:
    """What is wrong with a field that tells another more finely.

    Args:
        field: itself.
        dfs: how many documents hold each form.
        occurring: how often each term of the other field occurs.
    """
    coarser = len(field.coarser)
    count = len(field.coarse)
    if field.form_offsets is not None and not _rise(field.form_offsets, len(field), count):
        return "the places of the forms of the terms do not rise to their end"
    if not field.forms_of(0, len(field))[1] == count == len(field.forms) == len(dfs):
        return "terms have no coarser term"
    if count and int(field.coarse.max()) >= coarser:
        return "terms have a coarser term that does not exist"
    terms = field.terms_of_forms()
    if len(np.unique(terms)) != len(field) or (np.diff(terms << 32 | field.coarse) <= 0).any():
        return "a term has no coarser term, or one twice, or they are not in order"
    if not _rise(field.offsets, coarser, len(field.codes)):
        return "the places of the forms do not rise to their end"
    forms = np.bincount(field.coarse, minlength=coarser)
    pairs = np.unique(field.coarse.astype(np.int64) << 32 | field.forms)
    if len(pairs) != count or (field.forms >= forms[field.coarse]).any():
        return "two terms are the same form of one coarser term"
    told = extents(field.offsets)
    if (field.codes >= np.repeat(forms, told)).any():
        return "occurrences have a form that does not exist"
    if (wrong := told != np.where(forms > 1, occurring, 0)).any():
        return f"not every occurrence of the coarser term {wrong.argmax()} has a form"
    if (wrong := (dfs < 1) | (dfs > field.coarser.dfs()[field.coarse])).any():
        return f"form {wrong.argmax()} has more documents than its coarser term, or none"
    return ""
