"""Bytes to text."""

from __future__ import annotations

import os
import unicodedata
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus import decoding
from searchtui.corpus.decoding import NotTextError, Utf8Check, decode, tidy

TEXT = "The “harbour” café closed – for good.\nNobody knew why it’s so; the naïve council said nothing at all.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_unicode_with_and_without_mark(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_windows_1252() -> None:
    assert decode(TEXT.encode("cp1252")) == TEXT
    assert decode(b"caf\xe9 \x81") == "café \x81"


@pytest.mark.parametrize("place", [0, 20, 40, len(TEXT)])
def test_stray_byte_in_utf8(place: int) -> None:
    data = TEXT[:place].encode() + b"\x93" + TEXT[place:].encode()
    assert decode(data) == TEXT[:place] + "“" + TEXT[place:]


@pytest.mark.parametrize("character", ["é", "ж", "’", "漢", "𝄞"])
def test_of_a_character_that_is_cut_nothing_is_made_up(character: str) -> None:
    text = f"Où sont-ils ? «\xa0Là-bas\xa0», répéta-t-il à côté du café. {character}"
    for length in range(1, len(character.encode())):
        assert decode(text.encode()[:-length]) == text[:-1] + "\ufffd"
    assert decode(text.encode() + b"Caf\xe9") == text + "Café"


def test_utf8_cut_in_the_middle_of_a_character() -> None:
    whole = (TEXT * 3).encode()
    cut = whole[: whole.rindex("’".encode()) + 2]
    assert decode(cut).startswith(TEXT * 2)
    assert "â" not in decode(cut)[:-2]


def test_few_accents_in_windows_1252_are_not_taken_for_utf8() -> None:
    assert decode("Ärger über Öl für Ästhetik".encode("cp1252")) == "Ärger über Öl für Ästhetik"


@pytest.mark.parametrize(
    "data",
    [
        zlib.compress(TEXT.encode() * 50, 9) * 4,
        bytes(range(256)) * 8,
        b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)) * 4 + bytes(200),
        bytes(5000),
        b"\x00" * 40 + b"ustar" + b"\x00" * 400,
    ],
)
def test_no_text(data: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(data)


def test_text_with_some_control_characters_is_text() -> None:
    text = "".join(chr(code) for code in range(32)) + TEXT * 3
    assert decode(text.encode()) == text


@given(st.binary(max_size=400))
def test_bytes_are_text_or_not(data: bytes) -> None:
    try:
        text = decode(data)
    except NotTextError:
        return
    assert isinstance(text, str)


@given(st.text(max_size=200))
def test_utf8_is_read_as_written(text: str) -> None:
    controls = sum(ord(character) < 32 or character == "\x7f" for character in text)
    if controls == 0 and not text.startswith("\ufeff"):
        assert decode(text.encode()) == text


def test_tidy_line_breaks() -> None:
    assert tidy("a\r\nb\rc\u0085d\u2028e\u2029f\ng") == "a\nb\nc\nd\ne\n\nf\ng"


def test_tidy_deletes_what_is_invisible() -> None:
    assert tidy("har\u00adbour\u200b\u2060\ufeff \u202eabc\u202c\u200f\u2066x\u2069") == "harbour abcx"
    family = "\U0001f468\u200d\U0001f469"
    assert tidy(family) == family


def test_tidy_replaces_control_characters_one_by_one() -> None:
    assert tidy("a\x1b[31mb\x00\x9b") == "a\ufffd[31mb\ufffd\ufffd"
    assert tidy("a\tb\n") == "a\tb\n"


@given(st.text(max_size=200))
def test_tidy_twice_is_tidy_once(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_accents_are_composed() -> None:
    assert tidy("cafe\u0301") == "café"


def test_large_random_bytes_are_no_text() -> None:
    with pytest.raises(NotTextError):
        decode(os.urandom(100_000))


blocks = st.lists(
    st.text().map(str.encode) | st.binary() | st.sampled_from([b"\xef\xbb\xbf", b"\0", b"\x01" * 9, b"plain text " * 9])
)


@given(blocks)
def test_what_passes_block_by_block_is_read_as_utf8(data: list[bytes]) -> None:
    check = Utf8Check()
    for block in data:
        check.add(block)
    whole = b"".join(data)
    if check.passed():
        assert decode(whole) == whole.decode("utf-8").removeprefix("\ufeff")
    elif not any(byte < 32 or byte == 127 for byte in whole):
        with pytest.raises(UnicodeDecodeError):
            whole.decode("utf-8")


def test_characters_may_be_cut_between_blocks() -> None:
    data = TEXT.encode()
    for size in (1, 2, 3):
        check = Utf8Check()
        for start in range(0, len(data), size):
            check.add(data[start : start + size])
        assert check.passed()
    check.add(b"\xc3")
    assert not check.passed()


def test_windows_quotes_that_were_taken_for_latin_1() -> None:
    assert tidy("It\x92s a boat\x97the last\x85") == "It’s a boat—the last…"
    assert tidy("a\x85b") == "a\nb"
    assert tidy("a\x9bb") == "a\ufffdb"


@given(st.text() | st.text(st.sampled_from("e\u0301\u00ad\r\n\x92\x85\u2028\xa0\t ")))
def test_what_needs_no_mending_is_the_same_mended(text: str) -> None:
    assert tidy(f"{text}\0") == f"{tidy(text)}\ufffd"


def test_no_printable_character_is_mended() -> None:
    printable = "".join(filter(str.isprintable, map(chr, range(0x110000))))
    assert tidy(f"{printable}\0") == f"{tidy(printable)}\ufffd"


@given(st.lists(st.tuples(st.sampled_from("aé\u0301\u20dd"), st.integers(0, 70)), max_size=5))
def test_a_flood_of_marks_is_found_wherever_it_is(runs: list[tuple[str, int]]) -> None:
    text = "".join(character * times for character, times in runs)
    assert tidy(text) == unicodedata.normalize("NFC", decoding._MARK_FLOOD.sub(r"\1", text))
