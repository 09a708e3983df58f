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
from searchtui.columnar.packing import extents
from searchtui.columnar.refinement import RefinedField
from searchtui.columnar.segment import ColumnarSegment
from searchtui.columnar.stored import unpack
from searchtui.columnar.terms import TERMS_EXT, TermsReader

__all__ = ["faults_of"]


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
    for key, (name, field) in enumerate(reader.fields.items()):
        if not _rise(file.array(f"{key}:term-offsets"), len(field), len(file.blob(f"{key}:terms"))):
            yield f"the places of the terms do not rise to their end in the field {name!r}"
        elif fault := _order(field):
            yield f"{fault} in the field {name!r}"
        elif isinstance(field, RefinedField):
            if fault := _refinement(field):
                yield f"{fault} in the field {name!r}"
        elif isinstance(field, PostingsField):
            length = f"length:{name}"
            lengths = documents.array(length) if length in documents and field.has_positions else None
            if fault := _postings(field, count, lengths):
                yield f"{fault} in the field {name!r}"


def _order(field: Field) -> str:
    for number, (one, two) in enumerate(pairwise(field.all()), start=1):
        if one >= two:
            return f"term {number} is not after the one before"
    return ""


def _postings(field: PostingsField, count: int, lengths: NDArray[Any] | None) -> str:
    words = np.zeros(count, np.int64)
    for number in range(len(field)):
        docs, frequencies = field.postings(number)
        if not len(docs) == len(frequencies) == field.df(number) > 0:
            return f"term {number} has not as many postings as documents"
        if docs[0] < 0 or docs[-1] >= count or (len(docs) > 1 and not (docs[1:] > docs[:-1]).all()):
            return f"the documents of term {number} do not exist or do not rise"
        if not (frequencies > 0).all():
            return f"term {number} occurs less than once in a document"
        if field.has_positions:
            counts, positions = field.occurrences(number)
            if len(counts) != len(docs) or int(counts.sum()) != len(positions):
                return f"term {number} has not as many positions as occurrences"
            if not _positions_rise(counts, positions):
                return f"the positions of term {number} do not rise"
            words[docs] += counts
    if lengths is not None and not np.array_equal(words, lengths):
        return f"the length of document {int(np.flatnonzero(words != lengths)[0])} is not that of its postings"
    return ""


def _positions_rise(counts: NDArray[np.int64], positions: NDArray[np.int64]) -> bool:
    if len(positions) < 2:
        return True
    rises = positions[1:] >= positions[:-1]
    rises[np.cumsum(counts)[:-1] - 1] = True
    return bool(rises.all())


def _refinement(field: RefinedField) -> str:
    coarser = len(field.coarser)
    if not len(field.coarse) == len(field.forms) == len(field):
        return "terms have no coarser term"
    if len(field) and int(field.coarse.max()) >= coarser:
        return "terms have a coarser term that does not exist"
    if not _rise(field.offsets, coarser, len(field.codes)):
        return "the places of the forms do not rise to their end"
    forms = np.bincount(field.coarse, minlength=coarser)
    pairs = np.unique(field.coarse.astype(np.int64) << 32 | field.forms)
    if len(pairs) != len(field) or (field.forms >= forms[field.coarse]).any():
        return "two terms are the same form of one coarser term"
    told = extents(field.offsets)
    if (field.codes >= np.repeat(forms, told)).any():
        return "occurrences have a form that does not exist"
    for number in np.flatnonzero((forms > 1) | (told > 0)).tolist():
        occurring = int(field.coarser.counts(number).sum()) if forms[number] > 1 else 0
        if told[number] != occurring:
            return f"not every occurrence of the coarser term {number} has a form"
    for number in range(len(field)):
        if not 0 < field.df(number) <= field.coarser.df(int(field.coarse[number])):
            return f"term {number} has more documents than its coarser term, or none"
    return ""
