"""The folder that a browser puts beside a page that it saves whole: what the page loads, its frames too."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

__all__ = ["belongs_to_page"]

_LOADED = re.compile(
    r"(?P<page>.+)(?:[_.]files|-Dateien|-filer|_(?:archivos|arquivos|bestanden|bylos|datoteke|dosyalar|elemei|failid|"
    r"fails|fajlovi|ficheiros|fichiers|file|fitxategiak|fitxers|pliki|soubory|tiedostot))",
    re.DOTALL,
)
"""What browsers in several languages call it; Windows moves it together with its page (Shell, Connected Files)."""

_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php")


def belongs_to_page(folder: str, beside: AbstractSet[str]) -> bool:
    """Whether a folder holds what the page beside it loads: `Story_files` where there is a `Story.html`.

    Args:
        folder: its name, or its path.
        beside: the names of the files and folders in the same folder, or the paths of these and others.
    """
    match = _LOADED.fullmatch(folder)
    return match is not None and any(f"{match['page']}{suffix}" in beside for suffix in _PAGES)
