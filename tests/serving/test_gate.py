from __future__ import annotations

from http import HTTPStatus

import pytest

from searchtui.serving.gate import Gate

GATE = Gate(8240, "secret")
HERE = "127.0.0.1:8240"


def refused(path: str = "/secret/", socket: bool = False, **headers: str) -> HTTPStatus | None:
    return GATE.refusal(path, {"Host": HERE, **headers}, socket=socket)


def test_our_own_page_is_let_in() -> None:
    assert refused() is None
    assert refused("/secret/ws", socket=True, Origin=f"http://{HERE}") is None
    assert refused(Host="localhost:8240", Origin="http://localhost:8240") is None
    assert refused(Host="LOCALHOST:8240") is None


@pytest.mark.parametrize("path", ["/", "", "/secre/", "/secrets/", "//secret/", "/ws", "/static/js/textual.js", "/é/"])
def test_without_the_token_nothing_is_there(path: str) -> None:
    expected = None if path == "//secret/" else HTTPStatus.NOT_FOUND
    assert refused(path) is expected


@pytest.mark.parametrize(
    "host", ["", "evil.example", "evil.example:8240", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8240.evil.example"]
)  # fmt: skip
def test_another_name_for_this_machine_is_refused_even_with_the_token(host: str) -> None:
    assert refused(Host=host) is HTTPStatus.MISDIRECTED_REQUEST


@pytest.mark.parametrize(
    "origin", ["null", "http://evil.example", "https://127.0.0.1:8240", "http://localhost:8240", ""]
)
def test_another_page_is_refused_even_with_the_token(origin: str) -> None:
    assert refused("/secret/ws", socket=True, Origin=origin) is HTTPStatus.FORBIDDEN
    assert refused(Origin=origin) is HTTPStatus.FORBIDDEN


def test_a_socket_without_an_origin_is_refused() -> None:
    assert refused("/secret/ws", socket=True) is HTTPStatus.FORBIDDEN


def test_each_token_is_another_and_long() -> None:
    tokens = {Gate(1).token for _ in range(50)}
    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 43
    assert Gate(80, "x").refusal("/x/", {"Host": "127.0.0.1"}) is None
    assert GATE.address == "http://127.0.0.1:8240/secret/"
