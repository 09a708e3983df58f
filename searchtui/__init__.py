"""Search a folder of articles, paragraph by paragraph.

>>> import searchtui
>>> collection = searchtui.Collection.open("articles")  # doctest: +SKIP
>>> collection.search("military alliance").hits  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from searchtui.collection import Collection, Mode, SearchRequest, SearchResults

__version__ = "0.1.0"

__all__ = ["Collection", "Mode", "SearchRequest", "SearchResults", "__version__"]


def __getattr__(name: str) -> object:
    """Import the library only when it is used: `searchtui --version` must answer at once."""
    if name in __all__:
        from searchtui import collection

        return getattr(collection, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
