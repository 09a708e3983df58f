"""The app in a browser of this machine: who may see it, the page that shows it, and one process a visitor."""

from __future__ import annotations

from searchtui.serving.gate import Gate
from searchtui.serving.listening import serve

__all__ = ["Gate", "serve"]
