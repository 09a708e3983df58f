"""The format of a file is told by what it holds, and by its name where that leaves it open."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.article import Reason
from searchtui.corpus.formats import COMPRESSED, SUFFIXES, Format
from searchtui.corpus.readers import reader_of
from searchtui.corpus.recognition import format_of
from searchtui.corpus.sources import UnreadableError
from tests.examples import examples

TEXT_SUFFIXES = (".txt", ".md")


def zipped(*members: str, first: tuple[str, str] | None = None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if first is not None:
            archive.writestr(*first)
        for name in members:
            archive.writestr(name, "x")
    return file.getvalue()


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(100)


def tarred() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return file.getvalue()


OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
PAGE = "<html><head><title>Boats</title></head><body><p>A boat.</p></body></html>"
FEED = '<rss version="2.0"><channel><item><title>Boats</title></item></channel></rss>'
MAIL = "From: Ann Lee <ann@example.org>\nTo: bo@example.org\nSubject: Boats\nMessage-ID: <1@example.org>\n"
SAVED = (
    'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html"; boundary="b"\n'
)
ENVELOPE = "From ann@example.org Sat Dec  5 14:47:50 2020\n"
PDF = "%PDF-1.4\n1 0 obj\n<< >>\nendobj\n"
NEWSWIRE = '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS TOPICS="YES" NEWID="1">\n<TEXT>&#2;</TEXT></REUTERS>'

CERTAIN = [
    (PAGE, Format.HTML),
    (f"<!DOCTYPE html>\n{PAGE}", Format.HTML),
    (f"\n\n<!-- saved from url -->\n<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>{PAGE}", Format.HTML),
    (f"<!--{' long' * 2000} -->{PAGE}", Format.HTML),
    ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">' + PAGE, Format.HTML),
    ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', Format.HTML),
    (FEED, Format.XML),
    (f'<?xml version="1.0" encoding="utf-8"?>\n{FEED}', Format.XML),
    ('<?xml version="1.0"?>\n<report><p>A boat.</p></report>', Format.XML),
    ('<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>', Format.XML),
    ('<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry/></a:feed>', Format.XML),
    ('<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/></TEI>', Format.XML),
    ('<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf><head/></nitf>', Format.XML),
    ('<article xmlns="http://docbook.org/ns/docbook" version="5.0"><para/></article>', Format.XML),
    (NEWSWIRE, Format.SGML),
    ('<REUTERS TOPICS="YES" NEWID="1"><TEXT>A boat</TEXT></REUTERS>', Format.SGML),
    (f"{MAIL}\nA boat.", Format.EML),
    ("Received: from a by b; today\n\tfolded\nDate: Sat, 5 Dec 2020\nFrom: a@example.org\n\nA boat.", Format.EML),
    (f"{MAIL}Content-Type: multipart/related; boundary=b\n\n--b\n", Format.EML),
    (f"{SAVED}\n--b\nContent-Type: text/html\n\n{PAGE}", Format.MHTML),
    (f"{ENVELOPE}{MAIL}\nA boat.\n\n{ENVELOPE}{MAIL}\nA boat.\n", Format.MBOX),
    (r"{\rtf1\ansi A boat.}", Format.RTF),
    (PDF, Format.PDF),
    (f"HTTP/1.1 200 OK\n\n{PDF}", Format.PDF),
]
"""Texts that are what they are whatever they are called."""

OPEN = [
    "<html> is the tag with which a page begins, and few know why.",
    "<html>\n\nThe tag that everything stands in.",
    "`<!DOCTYPE html>` opens a page.\n<html>",
    '<div align="center"><img src="boat.png"></div>\n\n# Boats\n\nA boat.',
    "<p>One paragraph of Markdown may be HTML.</p>\n\nThe next is not.",
    "<article> is an element; so is <section>.",
    "<rss> is a feed.",
    "<?xml is how a declaration begins, said Ann Lee.",
    "< 3 boats",
    "From: Ann Lee\nDate: 5 December 2020\nSubject: Boats\n\nA boat lay on the beach.",
    "From: Ann Lee\nTo: Bo Ek\nSubject: Boats\n\nDear Bo,",
    "From Moscow, on Sat night at 14:47 in 2020, came a boat.",
    "From here on it is 12:30 2020\nSubject: boats",
    "Message-ID: what it is\nEvery mail has one.\n",
    "Received: three boats.\n\nAnn Lee",
    "Title: Boats\nAuthor: Ann Lee\n\nText",
    "%PDF-1.4 is how such files begin.",
    "A PDF begins with\n%PDF-1.4\nand then goes on.",
    "BZh is a beginning.",
    "PK is a beginning.",
    "GIF89a is older than PNG.",
    "MZ are the letters of Mark Zbikowski.",
    "OggS",
    "ftypftyp",
    "ID3 tags were added to songs in 1996.",
    "[Editor's note: corrected.] A boat.",
    "{rtf is how it begins}",
]
"""Texts that only speak of a format; they are what their names say."""


def encodings(text: str) -> list[bytes]:
    return [
        text.encode(),
        text.encode("utf-8-sig"),
        text.replace("\n", "\r\n").encode(),
        text.encode("utf-16"),
        text.encode("utf-16-be"),
        b"\xfe\xff" + text.encode("utf-16-be"),
    ]


@pytest.mark.parametrize("suffix", [*TEXT_SUFFIXES, ".html", ".xml", ".pdf", ".docx", ".csv", ".eml", ""])
@pytest.mark.parametrize(("text", "expected"), CERTAIN)
def test_what_leaves_no_doubt_is_that_under_any_name(text: str, expected: Format, suffix: str) -> None:
    assert format_of(text.encode(), suffix) is expected


@pytest.mark.parametrize(("text", "expected"), CERTAIN)
def test_no_encoding_of_text_hides_it(text: str, expected: Format) -> None:
    is_markup = expected in (Format.HTML, Format.SGML, Format.XML)
    some = [data for data in encodings(text) if is_markup or b"\0" not in data]
    assert {format_of(data, ".txt") for data in some} == {expected}


@pytest.mark.parametrize("suffix", TEXT_SUFFIXES)
@pytest.mark.parametrize("text", OPEN)
def test_an_article_that_speaks_of_a_format_is_what_its_name_says(text: str, suffix: str) -> None:
    assert {format_of(data, suffix) for data in encodings(text)} == {SUFFIXES[suffix]}


@pytest.mark.parametrize(
    ("text", "suffix", "expected"),
    [
        ("<title>Boats</title>\n<meta name=author content=Ann>\n<p>A boat.", ".txt", Format.HTML),
        ('<!DOCTYPE article PUBLIC "-//OASIS//DTD DocBook V4.1//EN">\n<article><para>x', ".txt", Format.SGML),
        ('<!DOCTYPE article PUBLIC "-//OASIS//DTD DocBook V4.1//EN">\n<article><para>x', ".xml", Format.XML),
        (f"{ENVELOPE}{MAIL}\nA boat.\n", ".txt", Format.MBOX),
        ("<p>A boat.", ".html", Format.HTML),
        ('<?xml version="1.0"?><div><p>A boat.</p></div>', ".html", Format.HTML),
        (FEED, ".html", Format.XML),
        ("<report><p>A boat.</p></report>", ".xml", Format.XML),
        ("<html><p>A boat.", ".xml", Format.HTML),
        ("<reuters><p>A boat.", ".sgm", Format.SGML),
        ("A boat.", ".xml", Format.XML),
        (f"{ENVELOPE}{MAIL}\nA boat.\n", ".eml", Format.EML),
        (f"{ENVELOPE}{MAIL}\nA boat.\n\n{ENVELOPE}{MAIL}\nA boat.\n", ".eml", Format.MBOX),
        ("A boat.", ".eml", Format.EML),
        (f"{MAIL}Content-Type: multipart/related; boundary=b\n\n--b\n", ".mhtml", Format.MHTML),
        ("<html><head>", ".mhtml", Format.HTML),
        ("A boat.", ".pdf", Format.PLAIN),
        ("A boat — and another.", ".docx", Format.PLAIN),
        ("<p>Not found</p>", ".pdf", Format.HTML),
        ("%PDF-1.4 truncated", ".pdf", Format.PDF),
        ("%PEF-1.4\n1 0 obj\n<< >>", ".pdf", Format.PDF),
        (r"{\pard A boat.\par}", ".rtf", Format.RTF),
        ('[{"title": "Boats"}]', ".jsonl", Format.JSON),
        ('{\n  "title": "Boats"\n}', ".jsonl", Format.JSON),
        ('{"title": "Boats"}\n{"title": "Ships"}\n', ".json", Format.JSON_LINES),
        ('{"title": "' + "Boats" * 2000 + '"}\n{"title": "Ships"}\n', ".json", Format.JSON_LINES),
        ('{"title": "Boats"}', ".json", Format.JSON),
        ('{"title": "Boats"}', ".jsonl", Format.JSON_LINES),
        ("", ".txt", Format.PLAIN),
        ("", ".unknown", Format.PLAIN),
    ],
)
def test_what_is_open_is_told_by_the_name(text: str, suffix: str, expected: Format) -> None:
    assert format_of(text.encode(), suffix) is expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (zipped("[Content_Types].xml", "word/document.xml"), Format.DOCX),
        (zipped("[Content_Types].xml", "main.xml"), Format.DOCX),
        (zipped("content.xml", "META-INF/manifest.xml"), Format.ODT),
        (zipped("content.xml", first=("mimetype", OPEN_DOCUMENT + "text")), Format.ODT),
        (zipped("META-INF/container.xml"), Format.EPUB),
        (zipped("x", first=("mimetype", "application/epub+zip")), Format.EPUB),
        (zipped("a.txt", "word/document.xml"), Format.ZIP),
        (zipped("a.txt", "b/content.xml"), Format.ZIP),
        (zipped(), Format.ZIP),
        (tarred(), Format.TAR),
        (gzip.compress(b"x"), Format.GZIP),
        (lzma.compress(b"x"), Format.XZ),
        (zstandard.compress(b"x"), Format.ZSTD),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".html", ".docx", ".zip", ".pdf"])
def test_packed_files_are_told_by_what_is_in_them(data: bytes, expected: Format, suffix: str) -> None:
    assert format_of(data, suffix) is expected


def test_a_document_that_has_lost_its_list_of_members_is_what_its_name_says() -> None:
    whole = zipped("[Content_Types].xml", "word/document.xml")
    assert format_of(whole[:60], ".docx") is Format.DOCX
    assert format_of(whole[:60], ".zip") is Format.ZIP


@pytest.mark.parametrize(
    ("data", "reason", "said"),
    [
        (compound("WordDocument"), Reason.NOT_TEXT, "save it as .docx"),
        (compound("Workbook"), Reason.NOT_TEXT, "save its sheet as .csv"),
        (compound("EncryptedPackage"), Reason.PASSWORD, "password"),
        (compound("__substg1.0_"), Reason.NOT_TEXT, "save it as .eml"),
        (compound("Other"), Reason.NOT_TEXT, "Office"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), Reason.NOT_TEXT, "spreadsheet"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), Reason.NOT_TEXT, "presentation"),
        (zipped(first=("mimetype", OPEN_DOCUMENT + "spreadsheet")), Reason.NOT_TEXT, "spreadsheet"),
        (zipped(first=("mimetype", OPEN_DOCUMENT + "graphics")), Reason.NOT_TEXT, "drawing"),
        (zipped("Index/Document.iwa"), Reason.NOT_TEXT, "Pages"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Reason.NOT_TEXT, "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Reason.NOT_TEXT, "picture"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Reason.NOT_TEXT, "picture"),
        (b"\0\0\0\x18ftypmp42", Reason.NOT_TEXT, "video"),
        (b"Rar!\x1a\x07\x01\0", Reason.NOT_TEXT, "RAR"),
        (b"\0" * 60 + b"BOOKMOBI", Reason.NOT_TEXT, "Kindle"),
        (b"%!PS-Adobe-3.0\n", Reason.NOT_TEXT, "PostScript"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".pdf", ".docx"])
def test_what_is_not_read_says_what_to_do(data: bytes, reason: Reason, said: str, suffix: str) -> None:
    with pytest.raises(UnreadableError, match=said) as raised:
        format_of(data, suffix)
    assert raised.value.reason is reason
    assert str(raised.value).endswith(".")


BEGINNINGS = [*(text.encode() for text, _ in CERTAIN), *(text.encode() for text in OPEN), compound("x"), tarred(), b""]


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=60), st.integers(0, 80), st.sampled_from([*SUFFIXES, ""]))
@settings(deadline=None, max_examples=examples(300))
def test_no_bytes_raise_anything_else(beginning: bytes, inserted: bytes, place: int, suffix: str) -> None:
    data = beginning[:place] + inserted + beginning[place:]
    try:
        assert isinstance(format_of(data, suffix), Format)
    except UnreadableError as error:
        assert str(error).endswith(".")


WORDS = st.sampled_from(
    ["From:", "<html>", "Subject:", "%PDF-1.4", "{", "[", "boats", "Date: 2020", "<!--", "-->", "<p>"]
)


@given(st.lists(st.one_of(WORDS, st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8))))
@settings(deadline=None, max_examples=examples(300))
def test_prose_stays_prose(words: list[str]) -> None:
    """Whatever words are strung together: a text that begins with one that is no mark of a format is a text."""
    assert format_of(f"Boats {' '.join(words)}".encode(), ".md") is Format.MARKDOWN


@pytest.mark.parametrize(
    "text",
    [
        "<" * 100_000,
        "<!--" * 30_000,
        "<?" * 30_000,
        "<a '" * 30_000,
        "a:" * 50_000,
        "a: b\n " * 20_000,
        "From " * 20_000,
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".eml", ".pdf"])
def test_hostile_beginnings_are_told_at_once(text: str, suffix: str) -> None:
    assert isinstance(format_of(text.encode(), suffix), Format)


def test_each_format_has_a_reader_and_a_suffix() -> None:
    assert all(callable(reader_of(kind)) for kind in Format)
    assert {*SUFFIXES.values(), *COMPRESSED.values()} == set(Format)
