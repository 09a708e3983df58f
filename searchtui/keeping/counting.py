"""How many of the paragraphs that a saved search finds are new since its hits were last looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol

from searchtui.keeping.kept import Kept, now
from searchtui.keeping.searches import SavedSearch, with_looked

if TYPE_CHECKING:
    from searchtui.keeping.seen import Digests

__all__ = ["Finding", "Portions", "count_new", "digests_of", "look"]

Portions = Iterable[tuple[tuple[str, str], ...]]
"""Id of the article and text of each paragraph, some at a time."""


class Finding(Protocol):
    """What is asked of a collection to count."""

    @property
    def stamp(self) -> str:
        """Tells the generation of the index from every other."""
        ...

    def found_texts(self, request: Any, /) -> Portions:
        """Id of the article and text of each paragraph that a request finds."""
        ...


def digests_of(portions: Portions, go_on: Callable[[], bool] = lambda: True) -> Digests | None:
    """The digests of all paragraphs.

    Args:
        portions: of them.
        go_on: called between two portions, where one may also wait; False ends it.

    Returns:
        None where it was ended before it was done.
    """
    from searchtui.keeping.seen import Seen  # NumPy takes long to import, and few need it at once

    seen = Seen()
    for portion in portions:
        seen.add(portion)
        if not go_on():
            return None
    return seen.digests


def count_new(
    kept: Kept, search: SavedSearch, collection: Finding, request: object, go_on: Callable[[], bool] = lambda: True
) -> int | None:
    """How many paragraphs a saved search finds now that it did not find when it was last looked at.

    Args:
        kept: where it is known what it had found.
        search: the saved search.
        collection: that is searched.
        request: the search, as the collection takes it.
        go_on: see `digests_of`.

    Returns:
        None where that is not known: it was ended before, or what was found before is not known any more.
    """
    if search.stamp and search.stamp == collection.stamp:
        return 0
    before = kept.seen(search)
    if before is None:
        return None
    from searchtui.keeping.seen import new_among

    now = digests_of(collection.found_texts(request), go_on)
    return None if now is None else new_among(now, before)


def look(
    kept: Kept, search: SavedSearch, collection: Finding, request: object, go_on: Callable[[], bool] = lambda: True
) -> list[SavedSearch] | None:
    """From now on nothing is new that a saved search finds now.

    Args:
        kept: where that is noted.
        search: the saved search.
        collection: that is searched.
        request: the search, as the collection takes it.
        go_on: see `digests_of`.

    Returns:
        The saved searches as they are then; None where it was ended before.
    """
    stamp = collection.stamp
    digests = digests_of(collection.found_texts(request), go_on)
    if digests is None:
        return None
    kept.keep_seen(search, digests)
    return kept.searches.change(lambda entries: with_looked(entries, search.id, now(), len(digests), stamp))
