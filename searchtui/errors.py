"""The one family of errors: each is a sentence for the user, never a traceback."""

from __future__ import annotations

__all__ = [
    "ArticleNotFoundError",
    "CollectionError",
    "ConfigError",
    "ForeignIndexError",
    "IndexChangedError",
    "IndexDamagedError",
    "IndexFolderError",
    "IndexFormatError",
    "IndexLockedError",
    "IndexMissingError",
    "InvalidRequestError",
    "KeepingError",
    "ReindexError",
    "SearchtuiError",
    "ServingError",
]


class SearchtuiError(Exception):
    """Anything that the user can cause; `str(error)` says what is wrong and what to do, in one sentence."""


class ConfigError(SearchtuiError):
    """A settings file or an environment variable has a value that cannot be used."""


class CollectionError(SearchtuiError):
    """The folder of the collection is missing, is no folder, or cannot be read."""


class InvalidRequestError(SearchtuiError):
    """A search was asked for with a value that no search can have, such as a date that is none."""


class ArticleNotFoundError(SearchtuiError):
    """No article of the collection has this id, path or name."""


class ArticleGoneError(ArticleNotFoundError):
    """No article has an id or name that was given; nothing else was wrong with it."""


class IndexFolderError(SearchtuiError):
    """The index cannot be written where it should be, or something else than our index lies there."""


class IndexMissingError(SearchtuiError):
    """There is no index yet; `searchtui reindex` makes one."""


class IndexFormatError(SearchtuiError):
    """The index was written by another version of the format; `searchtui reindex` rebuilds it."""


class IndexChangedError(SearchtuiError):
    """A new generation of the index came while the old one was read bit by bit; trying again helps."""


class IndexDamagedError(SearchtuiError):
    """A file of the index is missing, cut short or altered; `searchtui reindex` rebuilds it."""


class IndexLockedError(SearchtuiError):
    """Another process is writing the index; the message says which."""


class ForeignIndexError(SearchtuiError):
    """The index belongs to another user and is not opened unless that is asked for."""


class KeepingError(SearchtuiError):
    """What the user keeps (history, saved searches, pins, notes) cannot be read or written."""


class ReindexError(SearchtuiError):
    """A run of reindexing could not be finished, because one of its processes ended; the index is as it was."""


class ServingError(SearchtuiError):
    """The app cannot be served: the port is taken, or a package that it needs is missing."""
