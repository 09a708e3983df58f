"""Pages that a browser has saved as one file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.article import Known, Reason
from searchtui.corpus.formats import Format
from searchtui.corpus.readers.mhtml import read_mhtml
from searchtui.corpus.recognition import format_of
from searchtui.corpus.sources import UnreadableError
from tests.corpus.sourced import source

TEXT = "A boat lay on the beach for all of the year. Nobody in the whole town knew whose boat it was. "
PAGE = f"""<html><head><title>Whose boat?</title><meta name=3D"author" content=3D"Ann Lee">
<link rel=3D"stylesheet" href=3D"cid:css@x"></head><body><nav><a href=3D"/">Home</a></nav>
<article><h1>Whose boat?</h1>
<p>At the Caf=C3=A9. {TEXT}{TEXT}
<p>{TEXT}{TEXT}{TEXT}</article></body></html>"""
HEAD = """From: <Saved by Blink>
Snapshot-Content-Location: https://www.boats.example/2020/whose-boat
Subject: =?utf-8?Q?Whose_boat=3F_=E2=80=93_Boats?=
Date: Mon, 3 Aug 2026 09:12:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--x----"
"""


def saved(*parts: str, head: str = HEAD) -> bytes:
    body = "".join(f"------MultipartBoundary--x----\n{part}\n" for part in parts)
    return f"{head}\n\n{body}------MultipartBoundary--x------\n".encode()


def part(content: str, kind: str = "text/html", more: str = "") -> str:
    return f"Content-Type: {kind}\n{more}Content-Transfer-Encoding: quoted-printable\n\n{content}"


FILE = saved(
    part(PAGE, more="Content-ID: <frame-1@x>\nContent-Location: https://www.boats.example/2020/whose-boat\n"),
    part("body { color: red }", "text/css"),
    part("<p>A frame</p>", more="Content-ID: <frame-2@x>\n"),
)


def test_the_page_and_what_is_said_of_it() -> None:
    (draft,) = read_mhtml(source(FILE, "boat.mhtml")).drafts
    assert [paragraph.text[:17] for paragraph in draft.paragraphs] == ["Whose boat?", "At the Café. A bo", TEXT[:17]]
    meta = draft.metadata
    assert (meta.title, meta.authors, meta.date) == ("Whose boat?", ("Ann Lee",), None)
    assert meta.url == "https://www.boats.example/2020/whose-boat"
    assert meta.source == "boats.example"
    lines = FILE.decode().split("\n")
    assert all(paragraph.line is None or paragraph.line <= len(lines) for paragraph in draft.paragraphs)


def test_it_is_told_by_what_it_holds() -> None:
    for suffix in (".mhtml", ".mht", ".html", ".txt"):
        assert format_of(FILE, suffix) is Format.MHTML


def test_the_start_is_the_page() -> None:
    head = HEAD.replace('type="text/html";', 'type="text/html";\n\tstart="<frame-1@x>";')
    file = saved(part("<p>A frame</p>"), part(PAGE, more="Content-ID: <frame-1@x>\n"), head=head)
    (draft,) = read_mhtml(source(file)).drafts
    assert draft.metadata.authors == ("Ann Lee",)


def test_a_frame_where_the_page_has_no_text() -> None:
    file = saved(part("<frameset><frame src=3Dx></frameset>"), part(f"<p>{TEXT}</p>"))
    (draft,) = read_mhtml(source(file)).drafts
    assert draft.paragraphs[-1].text == TEXT.strip()
    assert draft.metadata.title == "Whose boat? – Boats"
    assert draft.metadata.known["title"].known is Known.DECLARED


def test_the_encoding_of_the_page() -> None:
    meta = '<meta charset=3D"koi8-r">'
    page = part(f"<html><head>{meta}</head><p>" + "=EC=CF=C4=CB=C1 =CE=C1 =C2=C5=D2=C5=C7=D5. " * 4)
    for file in (saved(page), saved(page.replace(meta, "").replace("text/html", "text/html; charset=koi8-r"))):
        (draft,) = read_mhtml(source(file)).drafts
        assert draft.paragraphs[-1].text.startswith("Лодка на берегу.")


def test_a_file_without_a_page() -> None:
    with pytest.raises(UnreadableError) as raised:
        read_mhtml(source(saved(part("x", "text/css"))))
    assert raised.value.reason is Reason.BROKEN


@settings(deadline=None, max_examples=50)
@given(st.integers(0, len(FILE)), st.integers(0, len(FILE) - 1), st.integers(0, 255))
def test_damaged_files(cut: int, place: int, byte: int) -> None:
    for data in (FILE[:cut], FILE[:place] + bytes([byte]) + FILE[place + 1 :]):
        try:
            read_mhtml(source(data))
        except UnreadableError as error:
            assert error.reason is Reason.BROKEN
