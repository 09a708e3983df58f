"""Who may see the served app: only a browser of this machine that was given the address.

Listening on the loopback interface keeps other machines out, not other web pages: a page from anywhere can let a
browser of this machine send requests to it. So the address holds a random token; the name that was asked for must be
that of this machine (against DNS rebinding, where a stranger's name comes to mean 127.0.0.1); and a WebSocket, which
browsers let every page open to anywhere, must come from our own page (RFC 6455, 10.2).
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from http import HTTPStatus

__all__ = ["HOST", "Gate"]

HOST = "127.0.0.1"
"""The one address that is listened on."""

_NAMES = (HOST, "localhost")
_TOKEN_BYTES = 32


class Gate:
    """Lets requests in or says why not.

    Args:
        port: that is listened on.
        token: part of the address; a random one where there is none.
    """

    def __init__(self, port: int, token: str = "") -> None:
        self.port = port
        self.token = token or secrets.token_urlsafe(_TOKEN_BYTES)
        self._hosts = {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == 80 else set())

    @property
    def address(self) -> str:
        """What to open in the browser."""
        return f"http://{HOST}:{self.port}/{self.token}/"

    def refusal(self, path: str, headers: Mapping[str, str], *, socket: bool = False) -> HTTPStatus | None:
        """Why a request is not answered; None where it is.

        Args:
            path: that is asked for, beginning with a slash.
            headers: of the request; names in whatever case its mapping takes.
            socket: a WebSocket is to be opened.
        """
        host = headers.get("Host", "")
        if host.lower() not in self._hosts:
            return HTTPStatus.MISDIRECTED_REQUEST
        given = path.lstrip("/").split("/", 1)[0]
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            return HTTPStatus.NOT_FOUND
        origin = headers.get("Origin")
        if origin is None:
            return HTTPStatus.FORBIDDEN if socket else None
        return None if origin.lower() == f"http://{host.lower()}" else HTTPStatus.FORBIDDEN
