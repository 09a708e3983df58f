"""Archives of parts, of any form."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Reason
from searchtui.corpus.readers.packages import Package, joined_path
from searchtui.corpus.sources import UnreadableError
from tests.corpus.sourced import source
from tests.corpus.zipped import zipped


def package(data: bytes) -> Package:
    return Package(source(data, "a.docx"))


def refused(data: bytes, part: str = "a.xml") -> Reason:
    with pytest.raises(UnreadableError) as caught:
        package(data).read(part)
    assert str(caught.value).endswith(".")
    return caught.value.reason


def test_parts() -> None:
    parts = package(zipped({"word/a.xml": b"<a/>", "b": b""}))
    assert parts.read("word/a.xml") == b"<a/>"
    assert parts.read("/Word/A.xml") == b"<a/>"
    assert parts.read("b") == b""
    assert parts.read("c") is None
    assert "b" in parts
    assert "c" not in parts


def test_a_bomb_is_not_unpacked() -> None:
    assert refused(zipped({"a.xml": bytes(5_000_000)})) is Reason.TOO_LARGE


def test_a_bomb_that_lies_about_its_size() -> None:
    data = bytearray(zipped({"a.xml": bytes(5_000_000)}))
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (1000).to_bytes(4, "little")
    assert refused(bytes(data)) is Reason.TOO_LARGE


def test_more_parts_than_a_document_has() -> None:
    assert refused(zipped({f"{number}.xml": b"" for number in range(10_001)})) is Reason.TOO_LARGE


def test_encrypted_parts() -> None:
    data = bytearray(zipped({"a.xml": b"<a/>"}))
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert refused(bytes(data)) is Reason.PASSWORD


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"text", b"PK\x05\x06" + bytes(10), b"x" * 100_000])
def test_what_is_no_archive(data: bytes) -> None:
    assert refused(data) is Reason.BROKEN


WORDS = " ".join(f"word{number}" for number in range(20_000)).encode()


def test_of_a_damaged_part_the_beginning_is_read() -> None:
    data = bytearray(zipped({"a.xml": WORDS, "b.xml": b"<b/>"}))
    data[len(data) // 2] ^= 0xFF
    parts = package(bytes(data))
    found = parts.read("a.xml") or b""
    assert len(found) > 1000
    assert found[:1000] == WORDS[:1000]
    assert parts.complaint is not None
    assert parts.damaged == ["a.xml"]
    assert parts.read("b.xml") == b"<b/>"


def test_of_an_archive_that_breaks_off_all_is_read_that_is_there() -> None:
    parts = package(zipped({"a.xml": b"<a/>", "c.xml": WORDS})[:20_000])
    assert parts.read("a.xml") == b"<a/>"
    found = parts.read("c.xml") or b""
    assert 10_000 < len(found) < len(WORDS)
    assert WORDS.startswith(found)
    assert parts.complaint == "It is damaged: the end of the archive is missing."


def test_parts_whose_sizes_follow_them() -> None:
    class Unseekable(io.BytesIO):
        def seekable(self) -> bool:
            return False

    buffer = Unseekable()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", WORDS)
        archive.writestr("b.xml", b"<b/>")
    whole = buffer.getvalue()
    assert package(whole).read("a.xml") == WORDS
    assert package(whole).complaint is None
    parts = package(whole[: whole.rfind(b"PK\x01\x02")])
    assert (parts.read("a.xml"), parts.read("b.xml")) == (WORDS, b"<b/>")


def test_a_bomb_in_an_archive_that_breaks_off() -> None:
    assert refused(zipped({"a.xml": bytes(5_000_000)})[:-40]) is Reason.TOO_LARGE


def test_a_part_that_is_not_where_the_list_says() -> None:
    data = bytearray(zipped({"a.xml": b"<a/>"}))
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 42] = 3
    parts = package(bytes(data))
    assert parts.read("a.xml") == b""
    assert parts.damaged == ["a.xml"]


GOOD = zipped({"a.xml": b"some text that is packed " * 20, "b.xml": b"<b/>"})


@given(st.integers(0, len(GOOD)), st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(1, 255)), max_size=5))
def test_damage_of_any_kind_is_only_refused(end: int, flips: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for place, bits in flips:
        data[place] ^= bits
    try:
        parts = package(bytes(data[:end]))
        parts.read("a.xml")
        parts.read("b.xml")
    except UnreadableError as error:
        assert error.reason in (Reason.BROKEN, Reason.PASSWORD, Reason.TOO_LARGE)


def test_stored_parts_have_no_ratio() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.xml", bytes(2_000_000))
    assert len(package(buffer.getvalue()).read("a.xml") or b"") == 2_000_000


@pytest.mark.parametrize(
    ("base", "target", "path"),
    [
        ("word/document.xml", "styles.xml", "word/styles.xml"),
        ("word/document.xml", "/docProps/core.xml", "docProps/core.xml"),
        ("OEBPS/package.opf", "../text/chapter%201.xhtml#top", "text/chapter 1.xhtml"),
        ("", "word/document.xml", "word/document.xml"),
        ("a/b.xml", "../../../etc/passwd", "etc/passwd"),
        ("a/b.xml", ".\\c.xml", "a/c.xml"),
    ],
)
def test_paths(base: str, target: str, path: str) -> None:
    assert joined_path(base, target) == path
