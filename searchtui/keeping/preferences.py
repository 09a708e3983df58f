"""What was chosen in the app instead of what the settings say, so that it opens as it was left.

A settings file is the user's own and never written. What was chosen counts as long as the settings say the same as
when it was chosen: whoever changes them wants what they say now.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from searchtui.errors import KeepingError
from searchtui.keeping.entries import VERSION
from searchtui.keeping.files import locked, set_aside, shown, write_whole
from searchtui.keeping.kept import data_folder, users_folder
from searchtui.settings import Configured, Settings, SettingsFile

__all__ = ["PREFERRED", "Preferences"]

PREFERRED = {"theme": str, "watch": bool}
"""The settings that can be chosen in the app, and the types of their values."""

_EVERYWHERE = {"theme"}
"""Those that are the same for all collections, unless the file of one says something else."""

_NAME = "preferences.json"


class _Preferred(msgspec.Struct, frozen=True, rename="kebab"):
    """One choice.

    Args:
        value: what was chosen.
        instead_of: what a settings file said then; None for nothing.
    """

    value: str | bool
    instead_of: str | bool | None = None


class _Content(msgspec.Struct, frozen=True):
    """A file of choices.

    Args:
        searchtui: says that it is one.
        version: of the format.
        preferred: by the names of the settings.
    """

    searchtui: str = "preferences"
    version: int = VERSION
    preferred: dict[str, _Preferred] = {}


class Preferences:
    """What was chosen in the app on one collection.

    Args:
        everywhere: folder of what is kept for all collections.
        here: folder of what is kept for this one.
        configured: what the settings say.
        own: the settings file of the collection; None where it has none.
        keeps: what is chosen from now on is kept.
    """

    def __init__(
        self,
        everywhere: Path,
        here: Path,
        configured: Configured,
        own: SettingsFile | None = None,
        *,
        keeps: bool = True,
    ) -> None:
        self._everywhere, self._here = everywhere / _NAME, here / _NAME
        self._configured, self._own = configured, own
        self._keeps = keeps

    @classmethod
    def of(
        cls, collection: Path, configured: Configured, own: SettingsFile | None = None, *, keeps: bool = True
    ) -> Preferences:
        """What was chosen on the collection in this folder.

        Raises:
            KeepingError: the user has no home folder.
        """
        return cls(users_folder(), data_folder(collection), configured, own, keeps=keeps)

    @property
    def settings(self) -> Settings:
        """The settings with what was chosen instead of them."""
        chosen: dict[str, str | bool] = {}
        for name, kind in PREFERRED.items():
            one = self._read(self._file(name)).preferred.get(name)
            if one is not None and type(one.value) is kind and one.instead_of == self._said(name):
                chosen[name] = one.value
        return msgspec.structs.replace(self._configured.settings, **chosen)

    def prefer(self, name: str, value: str | bool) -> None:
        """Keep what was chosen; what the settings say anyway need not be kept.

        Raises:
            KeepingError: it cannot be written.
        """
        if not self._keeps:
            return
        path = self._file(name)
        try:
            with locked(path.parent):
                content = self._read(path)
                if content.version > VERSION:
                    raise KeepingError(f"A newer searchtui has written {shown(path)}; it is left alone.")
                preferred = {other: one for other, one in content.preferred.items() if other != name}
                if value != getattr(self._configured.settings, name):
                    preferred[name] = _Preferred(value, self._said(name))
                if preferred != content.preferred:
                    fresh = _Content(preferred=preferred)
                    write_whole(path, msgspec.json.format(msgspec.json.encode(fresh), indent=2) + b"\n")
        except OSError as error:
            raise KeepingError(f"{shown(path)} cannot be written: {error.strerror or error}.") from error

    def _file(self, name: str) -> Path:
        """Where a choice is kept: what the file of a collection says was chosen away for that collection alone."""
        of_all = name in _EVERYWHERE and not (self._own is not None and self._own.says((name,)))
        return self._everywhere if of_all else self._here

    def _said(self, name: str) -> str | bool | None:
        """What the settings files say; None where they say nothing, though there is a default."""
        if not any(file.says((name,)) for file in self._configured.files):
            return None
        value: str | bool = getattr(self._configured.settings, name)
        return value

    @staticmethod
    def _read(path: Path) -> _Content:
        try:
            content = msgspec.json.decode(path.read_bytes(), type=_Content)
        except OSError:
            return _Content()
        except (msgspec.MsgspecError, ValueError, RecursionError):
            with contextlib.suppress(OSError):
                set_aside(path)
            return _Content()
        return content
