"""The parts of a message."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.corpus.mail.parts import MOST_PARTS, Part, read_parts

MIXED = """Content-Type: multipart/mixed; boundary="b"

Preamble
--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Caf=E9

--b
Content-Type: multipart/alternative; boundary=b2

--b2

Plain
--b2
Content-Type: text/html

<p>Rich
--b2--
--b
Content-Type: application/pdf; name="..\\\\a/note.pdf"

%PDF
--b--
Epilogue
"""


def shown(part: Part) -> object:
    return (part.kind, [shown(child) for child in part.children]) if part.children else (part.kind, part.text)


def read(text: str) -> Part:
    return read_parts(text.encode())[0]


def test_parts_and_their_texts() -> None:
    message = read(MIXED)
    assert shown(message) == (
        "multipart/mixed",
        [
            ("text/plain", "Café\n"),
            ("multipart/alternative", [("text/plain", "Plain"), ("text/html", "<p>Rich")]),
            ("application/pdf", "%PDF"),
        ],
    )
    assert message.children[2].name == "note.pdf"
    assert [part.is_attached for part in message.children] == [False, False, True]
    assert list(message.children[0].lines_of([1])) == [8]


def test_windows_line_breaks_and_a_missing_end() -> None:
    text = MIXED.replace("\n", "\r\n")
    assert read(text).children[0].text == "Café\r\n"
    assert [part.kind for part in read(MIXED.partition("--b2--")[0]).children[1].children] == [
        "text/plain",
        "text/html",
    ]


def test_a_boundary_that_begins_another() -> None:
    text = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nOne\n--b1\nno\n--b\n\nTwo\n--b--\n"
    assert [part.text for part in read(text).children] == ["One\n--b1\nno", "Two"]


def test_a_boundary_that_is_missing_or_wrong_is_found() -> None:
    for boundary in ("", "; boundary=other"):
        text = f"Content-Type: multipart/mixed{boundary}\n\n--b\nContent-Type: text/plain\n\nOne\n--b--\n"
        assert [part.text for part in read(text).children] == ["One"]


def test_a_multipart_without_parts_is_text() -> None:
    text = "Content-Type: multipart/mixed; boundary=b\n\nA boat.\n" + "QUJD" * 30 + "\n"
    assert read(text).text.strip() == "A boat."


def test_a_digest_holds_messages() -> None:
    text = "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\nOne\n--b--\n"
    assert [part.kind for part in read(text).children] == ["message/rfc822"]


def test_many_and_deep_parts() -> None:
    head = "Content-Type: multipart/mixed; boundary=b\n\n"
    message, has_more = read_parts((head + "--b\n\nhi\n" * 10_000).encode())
    assert has_more and len(message.children) == MOST_PARTS - 1
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    part = read(deep + "\nA boat.\n")
    while part.children:
        part = part.children[0]
    assert "A boat." in part.text


@settings(deadline=None)
@given(st.lists(st.sampled_from(["--b\n", "--b--\n", "--b2\n", MIXED, "a", "\n", "\r\n", ":", "Content-Type: x/y\n"])))
def test_any_text(pieces: list[str]) -> None:
    data = f"Content-Type: multipart/mixed; boundary=b\n\n{''.join(pieces)}".encode()
    waiting = [read_parts(data)[0]]
    for part in waiting:
        assert 0 <= part.start <= len(data) and part.end <= len(data)
        waiting.extend(part.children)
