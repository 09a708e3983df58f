"""Modules of others that are imported for nothing, and take a sixth of what it takes to be ready to search.

Each is stood in for by one that imports it only when something of it is wanted after all. That is done in a process of
our own alone: whoever uses the library has all of NumPy and Whoosh.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

__all__ = ["spare_imports"]


class _StandIn(ModuleType):
    """Is in the place of a module that has not been imported."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            # Importing asks whether it is a package.
            raise AttributeError(name)
        return getattr(_real(self.__name__), name)


class _Spared:
    """Finds the stand-ins; part of `sys.meta_path`.

    Args:
        modules: for each module that is stood in for, what others take from it when they are imported.
    """

    def __init__(self, modules: Mapping[str, Mapping[str, object]]) -> None:
        self.modules = dict(modules)

    def find_spec(self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None) -> ModuleSpec | None:
        """Where the module comes from: from here, unless it has been wanted."""
        return ModuleSpec(name, self) if name in self.modules else None  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """The stand-in."""
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Give it the names that others take from it."""
        vars(module).update(self.modules.get(module.__name__, {}))


def _real(module: str) -> ModuleType:
    _SPARED.modules.pop(module, None)
    if isinstance(sys.modules.get(module), _StandIn):
        sys.modules.pop(module, None)
    return import_module(module)


def _called(module: str, name: str) -> Callable[..., Any]:
    def call(*args: Any, **keywords: Any) -> Any:
        return getattr(_real(module), name)(*args, **keywords)

    return call


class _Arrays:
    """Stands in for `numpy.typing.NDArray`: makes the same types."""

    def __class_getitem__(cls, item: Any) -> object:
        import numpy as np

        return np.ndarray[tuple[Any, ...], np.dtype[item]]


_SPARED = _Spared(
    {
        "whoosh.lang.morph_en": {"variations": _called("whoosh.lang.morph_en", "variations")},
        "whoosh.lang.porter": {"stem": _called("whoosh.lang.porter", "stem")},
        "numpy._core._add_newdocs": {},
        "numpy._core._add_newdocs_scalars": {},
        "numpy._typing": {"NDArray": _Arrays},
        "numpy.typing": {"NDArray": _Arrays},
        "ssl": {},
        "asyncio.sslproto": {},
    }
)


def spare_imports() -> None:
    """Leave out what nothing here needs of what comes with Whoosh, NumPy and Python, until it is needed.

    The inflection of English in Whoosh: words are stemmed by `searchtui.analysis`. The documentation that NumPy
    attaches to what is written in C. The types that are offered to type checkers, of which one is used here. What
    `asyncio` would need to speak to other machines.
    """
    if _SPARED not in sys.meta_path:
        sys.meta_path.insert(0, _SPARED)
