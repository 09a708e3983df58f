"""Lists of hits for answers that are made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from searchtui.collection import FlatHit, FlatHits, HitGroup, HitGroups

__all__ = ["ListedGroups", "ListedHits"]


class ListedGroups(HitGroups):
    """Groups that are all there.

    Args:
        groups: in their order.
        copies: groups of the articles that are folded under others, by their ids.
    """

    def __init__(self, groups: Sequence[HitGroup] = (), copies: dict[str, HitGroup] | None = None) -> None:
        self._groups, self._copies = groups, copies or {}

    def __len__(self) -> int:
        return len(self._groups)

    @overload
    def __getitem__(self, index: int) -> HitGroup: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[HitGroup]: ...
    def __getitem__(self, index: int | slice) -> HitGroup | Sequence[HitGroup]:
        return self._groups[index]

    def of(self, article: str) -> HitGroup | None:
        return next((group for group in (*self._groups, *self._copies.values()) if group.article == article), None)

    def copies_of(self, index: int) -> tuple[HitGroup, ...]:
        return tuple(self._copies[copy] for copy in self._groups[index].copies)


class ListedHits(FlatHits):
    """Hits that are all there.

    Args:
        groups: of their articles.
        hits: in their order.
    """

    def __init__(self, groups: HitGroups | None = None, hits: Sequence[FlatHit] = ()) -> None:
        self._groups, self._hits = groups or ListedGroups(), hits

    @property
    def groups(self) -> HitGroups:
        return self._groups

    def __len__(self) -> int:
        return len(self._hits)

    @overload
    def __getitem__(self, index: int) -> FlatHit: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[FlatHit]: ...
    def __getitem__(self, index: int | slice) -> FlatHit | Sequence[FlatHit]:
        return self._hits[index]

    def row_of(self, group: int, number: int) -> int:
        wanted = FlatHit(group, number)
        return self._hits.index(wanted) if wanted in self._hits else -1
