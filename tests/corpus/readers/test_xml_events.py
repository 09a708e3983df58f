"""XML of strangers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.readers.xml_events import Walker, walk_xml


class Seen(Walker):
    def __init__(self) -> None:
        self.events: list[object] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.events.append((name, dict(attributes)))

    def end(self, name: str) -> None:
        self.events.append(f"/{name}")

    def text(self, text: str) -> None:
        self.events.append(text)


def walk(data: bytes) -> tuple[str | None, list[object]]:
    seen = Seen()
    complaint = walk_xml(data, seen, {"urn:one": "w", "urn:two": ""})
    return complaint, seen.events


def test_names_have_the_prefixes_that_are_asked_for() -> None:
    data = b'<x:a xmlns:x="urn:one" xmlns="urn:two" x:k="1" k="2"><b/><c xmlns="urn:three"/></x:a>'
    assert walk(data) == (
        None,
        [("w:a", {"w:k": "1", "k": "2"}), ("b", {}), "/b", ("urn:three c", {}), "/urn:three c", "/w:a"],
    )


def test_what_stands_before_a_fault_is_seen() -> None:
    complaint, events = walk(b"<a>good\n\n<b></a>")
    assert complaint == "Its markup is broken after line 3."
    assert events == [("a", {}), "good", "\n", "\n", ("b", {})]


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY b "cccccccc">]><a>&b;</a>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b'<!DOCTYPE a [<!ENTITY % b SYSTEM "file:///etc/passwd"> %b;]><a/>',
        b'<!DOCTYPE a [<!NOTATION n SYSTEM "n"><!ENTITY b SYSTEM "x" NDATA n>]><a/>',
    ],
)
def test_entities_are_refused(data: bytes) -> None:
    complaint, events = walk(data)
    assert complaint == "Its markup declares entities, which are not read."
    assert events == []


def test_depth_costs_nothing_and_has_an_end() -> None:
    assert walk(b"<a>" * 50_000 + b"</a>" * 50_000)[0] is None
    assert walk(b"<a>" * 200_000)[0] == "Its markup is nested too deeply."


def test_an_encoding_that_nobody_knows() -> None:
    assert walk(b'<?xml version="1.0" encoding="klingon"?><a/>')[0] == "Its markup is broken."


@given(st.binary() | st.text(alphabet="<>/a=\"' &;!-[]?").map(str.encode))
def test_any_bytes(data: bytes) -> None:
    complaint, events = walk(data)
    assert complaint or events
