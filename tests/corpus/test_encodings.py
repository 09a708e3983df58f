"""Encodings that are no UTF-8."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.decoding import NotTextError, decode

ENGLISH = "The “harbour” council’s café closed – for good.\nNobody knew why it’s so; the town said “no” to all of it.\n"
GERMAN = "Für die Bürger der Stadt gäbe es „größere“ Sorgen als das Böllern, sagt der Bürgermeister.\n" * 3
POLISH = "Władze miasta ogłosiły, że łódź należąca do rybaków została skradziona w nocy z piątku na sobotę.\n" * 3
RUSSIAN = "Власти города объявили, что лодка рыбаков была украдена в ночь с пятницы на субботу.\n" * 3
GREEK = "Οι αρχές της πόλης ανακοίνωσαν ότι η βάρκα των ψαράδων κλάπηκε τη νύχτα της Παρασκευής.\n" * 3
JAPANESE = "市の当局は、漁師の船が金曜日の夜に盗まれたと発表した。住民はとても驚いている。\n" * 3
CHINESE = "市政府宣布，渔民的船在星期五晚上被偷了。居民们对此感到非常惊讶，他们不知道该怎么办。\n" * 3
TAIWANESE = "市政府宣布，漁民的船在星期五晚上被偷了。居民們對此感到非常驚訝，他們不知道該怎麼辦。\n" * 3
KOREAN = "시 당국은 금요일 밤에 어부들의 배가 도난당했다고 발표했다. 주민들은 매우 놀랐다.\n" * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (ENGLISH, "mac-roman"),
        (GERMAN, "cp1252"),
        (GERMAN, "mac-roman"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (GREEK, "iso8859-7"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (KOREAN, "cp949"),
        (KOREAN, "iso2022_kr"),
    ],
)
def test_nobody_says_the_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, JAPANESE, KOREAN])
def test_utf16_without_a_mark_in_any_script(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("Ł ó d ź", "iso8859-2", "ISO-8859-2"),
        ("“Quotes” that Latin-1 has not", "cp1252", "iso-8859-1"),
        ("①②③ 髙島屋", "cp932", "Shift_JIS"),
        ("①②③ 髙島屋", "cp932", "x-sjis"),
        ("똠방각하", "cp949", "EUC-KR"),
        ("朱镕基", "gb18030", " 'GB2312' "),
        ("שלום", "iso8859-8", "ISO-8859-8-I"),
        ("Bücher + mehr", "utf-7", "utf-7"),
        ("汉字", "hz", "HZ-GB-2312"),
    ],
)
def test_a_declared_encoding_and_what_is_meant_by_it(text: str, encoding: str, declared: str) -> None:
    assert decode(text.encode(encoding), declared) == text


@pytest.mark.parametrize("declared", ["utf-8", "us-ascii", "klingon", "", "\0", "unicode_escape", "base64", "punycode"])
def test_a_declaration_that_cannot_be_true_is_not_believed(declared: str) -> None:
    assert decode(RUSSIAN.encode("cp1251"), declared) == RUSSIAN


@pytest.mark.parametrize("declared", ["iso-8859-1", "utf-7", "utf-16", "koi8-r"])
def test_utf8_goes_before_what_is_declared(declared: str) -> None:
    assert decode(GERMAN.encode(), declared) == GERMAN


def test_what_decodes_as_japanese_may_be_korean() -> None:
    data = KOREAN.encode("iso2022_kr")
    assert decode(data, "iso-2022-jp-2") == KOREAN


def test_colours_of_a_terminal_are_no_encoding() -> None:
    assert decode(b"A \x1b[31mred\x1b[0m boat.") == "A \x1b[31mred\x1b[0m boat."


@pytest.mark.parametrize("text", ["Grüße “", "Grüße", "a\xa0b “"])
def test_one_accent_in_utf8_and_one_stray_byte(text: str) -> None:
    assert decode(text.rstrip("“").encode() + b"\x93") == text.rstrip("“") + "“"


def test_a_stray_byte_in_another_encoding_costs_no_more_than_itself() -> None:
    data = (JAPANESE * 5).encode("euc_jp")
    text = decode(data[:160] + b"\xff" + data[160:])
    assert text == data[:160].decode("euc_jp") + "\ufffd" + data[160:].decode("euc_jp")


@pytest.mark.parametrize("text", ["café", "Der Bär", "Müller’s", "Grüße aus Köln", "“No”, he said", "© 2020", "5 £"])
def test_few_accents_are_those_of_windows(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


def test_only_the_beginning_of_a_large_text_is_looked_at() -> None:
    text = JAPANESE * 4000
    assert decode(text.encode("cp932")) == text


@given(
    st.binary(max_size=300), st.text(max_size=20) | st.sampled_from(["utf-16", "idna", "mbcs", "rot13", "undefined"])
)
def test_any_bytes_with_any_declaration(data: bytes, declared: str) -> None:
    with contextlib.suppress(NotTextError):
        assert isinstance(decode(data, declared), str)
