"""The page that shows the app: everything it needs comes from this server, and nothing else may be loaded."""

from __future__ import annotations

from html import escape
from importlib.resources import files

__all__ = ["HEADERS", "page"]

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            # The terminal in the page makes style sheets of its colours and of the size of its letters.
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
"""Sent with everything."""


def page(title: str, socket: str) -> str:
    """The whole page.

    Args:
        title: name of the collection.
        socket: address of the WebSocket.
    """
    template = files("searchtui.serving").joinpath("page.html").read_text(encoding="utf-8")
    return template.replace("{title}", escape(title)).replace("{socket}", escape(socket))
