"""A new catalogue from an old one: what stays is copied as it lies, in few pieces; what comes is packed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from searchtui.article import Problem
from searchtui.catalogue.catalogue import Catalogue
from searchtui.catalogue.columns import NUMBERS, MemoryColumns, Numbers, Parts, starts_of
from searchtui.catalogue.packing import Rest, pack, pack_article, pack_file, sidecar_number
from searchtui.catalogue.records import ArticleRecord, FileRecord

__all__ = ["Edit", "edit", "with_records", "with_stories"]

_MARK = 8
"""Bytes of a fingerprint."""


class Edit(msgspec.Struct, frozen=True):
    """A catalogue after files came, went or changed.

    Args:
        catalogue: as it is now; each article is a story of its own, and there are no links.
        now: for each article of the catalogue before, its ordinal in this one, -1 where it is gone; shape (articles
            before,).
        fresh: the ordinals of the articles that were given, rising.
    """

    catalogue: Catalogue
    now: Numbers
    fresh: Numbers


def edit(
    before: Catalogue,
    stays: NDArray[np.bool_],
    files: Mapping[str, FileRecord],
    articles: Mapping[str, ArticleRecord],
    *,
    skipped: Mapping[str, int],
    problems: Sequence[Problem],
    language: str | None = None,
    reading: str = "",
) -> Edit:
    """Put files in the place of others.

    Args:
        before: the old catalogue.
        stays: which of its files stay as they are, with their articles; the others go. Shape (files before,).
        files: those that come, by path; none of them has the path of one that stays.
        articles: at least those of the files that come, by id.
        skipped: how many files were passed over for their suffix, by suffix.
        problems: those that belong to no file.
        language: by whose rules all articles are stemmed; None where each is by those of its own.
        reading: by which version of the program everything that has a problem was tried.
    """
    coming = sorted(files.values(), key=lambda file: file.path)
    parts = [_sorted(file, articles) for file in coming]
    given = list(chain.from_iterable(parts))
    kept = np.flatnonzero(stays)
    paths = before.paths
    staying = [paths[number] for number in kept.tolist()]
    places = np.array([bisect_left(staying, file.path) for file in coming], np.int64)
    chosen_files = _Choice(len(stays), np.insert(kept, places, np.arange(len(coming)) + len(stays) + 1))
    counts = np.array([len(part) for part in parts], np.int64)
    all_counts = chosen_files.numbers(np.diff(before.file_articles), counts)
    firsts = chosen_files.numbers(before.file_articles[:-1], starts_of(counts)[:-1] + len(before.keys) + 1)
    file_articles = starts_of(all_counts)
    ordinals = np.arange(file_articles[-1])
    chosen = _Choice(len(before.keys), np.repeat(firsts - file_articles[:-1], all_counts) + ordinals)
    file_arrays, file_blobs = _file_columns(before, coming, chosen_files)
    arrays, blobs = _article_columns(before, given, chosen)
    members = {path: names for path, names in before.skipped_members.items() if _has(staying, path)}
    members |= {file.path: file.skipped for file in coming if file.skipped}
    rest = pack(Rest(dict(skipped), tuple(problems), language, reading, members=dict(sorted(members.items()))))
    columns = MemoryColumns(
        file_arrays | arrays | {"file-articles": file_articles}, file_blobs | blobs | {"rest": rest}
    )
    now, fresh = chosen.places(len(given))
    known = before.ordinals(record.id for record in given)
    now[known[known >= 0]] = fresh[known >= 0]
    return Edit(Catalogue(columns), now, fresh)


def with_records(catalogue: Catalogue, records: Mapping[int, ArticleRecord]) -> Catalogue:
    """Put other records in the place of some; they differ from these in their metadata only.

    Args:
        catalogue: of all articles.
        records: the new ones by ordinal.
    """
    chosen = np.arange(len(catalogue.keys))
    chosen[list(records)] = np.arange(len(records)) + len(chosen) + 1
    packed = list(map(pack_article, records.values()))
    data, starts = _Choice(len(chosen), chosen).parts(catalogue.packed_articles, packed)
    return catalogue.replaced(articles=data, article_starts=starts)


def with_stories(
    catalogue: Catalogue, stories: Numbers, shorter: Numbers, longer: Numbers, shares: NDArray[np.float64]
) -> Catalogue:
    """Say which articles are copies.

    Args:
        catalogue: of all articles.
        stories: the ordinal of the article that stands for the story of each, shape (articles,).
        shorter: the ordinal of the shorter article of each link, shape (links,).
        longer: that of the longer one.
        shares: the part of the shorter one that stands in the longer one.
    """
    order = np.lexsort((catalogue.keys[longer], catalogue.keys[shorter]))
    return catalogue.replaced(
        stories=stories, link_shorter=shorter[order], link_longer=longer[order], link_share=shares[order]
    )


class _Choice:
    """Chooses, in order, from things that there are and things that come.

    Args:
        before: how many there are.
        chosen: their numbers, and for those that come, counted from 0, number + `before` + 1; so that the last that
            there is and the first that comes are never taken for neighbours.
    """

    def __init__(self, before: int, chosen: Numbers) -> None:
        self._before, self._chosen = before, chosen

    def numbers(self, old: NDArray[Any], coming: NDArray[Any]) -> NDArray[Any]:
        """The numbers of the chosen."""
        return np.concatenate([old, np.zeros(1, old.dtype), coming.astype(old.dtype, copy=False)])[self._chosen]

    def parts(self, old: Parts, coming: Sequence[bytes]) -> tuple[bytes, Numbers]:
        """The bytes of the chosen, one after the other, and where each begins."""
        lengths = self.numbers(np.diff(old.starts), np.array(list(map(len, coming)), np.int64))
        pieces: list[bytes | memoryview] = []
        borders = np.flatnonzero(np.diff(self._chosen) != 1) + 1
        for run in np.split(self._chosen, borders) if len(self._chosen) else ():
            first, end = int(run[0]), int(run[-1]) + 1
            if first > self._before:
                pieces.extend(coming[first - self._before - 1 : end - self._before - 1])
            else:
                pieces.append(old.data[int(old.starts[first]) : int(old.starts[end])])
        return b"".join(pieces), starts_of(lengths)

    def places(self, coming: int) -> tuple[Numbers, Numbers]:
        """The places in the choice of those that there are, and of those that come; -1 where one is not chosen."""
        places = np.full(self._before + 1 + coming, -1, np.int64)
        places[self._chosen] = np.arange(len(self._chosen))
        return places[: self._before], places[self._before + 1 :]


def _has(paths: Sequence[str], path: str) -> bool:
    """Whether a path is among others, which are sorted."""
    place = bisect_left(paths, path)
    return place < len(paths) and paths[place] == path


def _sorted(file: FileRecord, articles: Mapping[str, ArticleRecord]) -> list[ArticleRecord]:
    """The articles of a file in the order of the catalogue."""
    return sorted((articles[one] for one in dict.fromkeys(file.articles)), key=lambda record: record.item or "")


def _file_columns(
    before: Catalogue, coming: Sequence[FileRecord], chosen: _Choice
) -> tuple[dict[str, NDArray[Any]], dict[str, bytes]]:
    values: dict[str, list[int]] = {
        "sizes": [file.size for file in coming],
        "mtimes": [file.mtime_ns for file in coming],
        "sidecars": [sidecar_number(file.sidecar) for file in coming],
        "settled": [file.settled for file in coming],
        "troubled": [bool(file.problems) for file in coming],
    }
    arrays = _numbers(before, values, chosen)
    paths, arrays["path-starts"] = chosen.parts(before.packed_paths, [f"{file.path}\0".encode() for file in coming])
    packed, arrays["file-starts"] = chosen.parts(before.packed_files, list(map(pack_file, coming)))
    return arrays, {"paths": paths, "files": packed}


def _article_columns(
    before: Catalogue, given: Sequence[ArticleRecord], chosen: _Choice
) -> tuple[dict[str, NDArray[Any]], dict[str, bytes]]:
    values = {
        "keys": [int(record.id, 16) for record in given],
        "words": [record.words for record in given],
        "paragraphs": [record.paragraphs for record in given],
    }
    arrays = _numbers(before, values, chosen)
    arrays["key-order"] = np.argsort(arrays["keys"])
    arrays["stories"] = np.arange(len(arrays["keys"]))
    packed, arrays["article-starts"] = chosen.parts(before.packed_articles, list(map(pack_article, given)))
    old = Parts(before.fingerprints.view(np.uint8).data, before.fingerprint_starts * _MARK)
    marks, starts = chosen.parts(old, [np.array(record.fingerprints, "<u8").tobytes() for record in given])
    arrays |= {"fingerprints": np.frombuffer(marks, "<u8"), "fingerprint-starts": starts // _MARK}
    return arrays, {"articles": packed}


def _numbers(before: Catalogue, coming: Mapping[str, Sequence[int]], chosen: _Choice) -> dict[str, NDArray[Any]]:
    return {
        name: chosen.numbers(before.numbers(name), np.array(values, NUMBERS[name])) for name, values in coming.items()
    }
