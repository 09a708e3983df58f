from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.article import Kind, Reason
from searchtui.corpus.decoding import NotTextError
from searchtui.corpus.drafts import Contents
from searchtui.corpus.readers.reuters import read_sgml
from searchtui.corpus.readers.xml import read_xml
from searchtui.corpus.sources import Source, UnreadableError

TEXT = "It was cold that year, and nobody in the town went out."
PAGE = f"""<article><headline>Ice in the harbour</headline><byline>By Ann Lee</byline><date>5 May 2020</date>
<publication>Springfield Herald</publication><id>7</id>
<body><p>{TEXT}</p><p>{TEXT} <b>Truly</b>.</p></body></article>"""


def read(text: str | bytes) -> Contents:
    return read_xml(Source("some.xml", text.encode() if isinstance(text, str) else text))


def test_a_record_of_a_newsroom() -> None:
    (draft,) = read(PAGE).drafts
    assert draft.item is None
    assert draft.metadata.title == "Ice in the harbour"
    assert draft.metadata.authors == ("Ann Lee",)
    assert draft.metadata.source == "Springfield Herald"
    assert str(draft.metadata.date) == "2020-05-05"
    assert [p.text for p in draft.paragraphs] == ["Ice in the harbour", TEXT, f"{TEXT} Truly."]


def test_many_records() -> None:
    contents = read(
        f"<export><made>today</made>{PAGE}{PAGE.replace('>7<', '>8<')}<article><id>9</id></article></export>"
    )
    assert [draft.item for draft in contents.drafts] == ["7", "8"]


def test_text_of_no_known_kind() -> None:
    (draft,) = read(f"""<play xml:lang="en"><name>Ice</name><act><title>Act one</title>
<speech><who>Ann</who><line>{TEXT}<gesture>She</gesture> laughs.</line><remark/></speech></act></play>""").drafts
    assert [(p.kind, p.text) for p in draft.paragraphs] == [
        (Kind.TITLE, "Ice"),
        (Kind.HEADING, "Act one"),
        (Kind.BODY, "Ann"),
        (Kind.BODY, f"{TEXT}She laughs."),
    ]
    assert draft.metadata.language == "en"


@pytest.mark.parametrize(
    "data",
    [
        "<settings><port>80</port><name>the one and only server</name></settings>",
        "<gpx><trkpt lat='1' lon='2'/></gpx>",
        "<a>" * 10_000 + "hey" + "</a>" * 10_000,
    ],
)
def test_data_that_is_no_text(data: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read(data)
    assert error.value.reason is Reason.EMPTY
    assert "not known" in str(error.value)


@pytest.mark.parametrize("data", ["no markup at all", "<", "<?xml version='1.0'?>", "&lt;"])
def test_what_is_no_xml(data: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read(data)
    assert error.value.reason is Reason.BROKEN


def test_nothing_is_fetched_or_unfolded() -> None:
    names = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(30))
    contents = read(f"""<?xml version="1.0"?><?xml-stylesheet href="file:///etc/hostname"?>
<!DOCTYPE note SYSTEM "file:///etc/hostname" [<!ENTITY e0 "lol">{names}<!ENTITY town 'Springfield'>
<!ENTITY file SYSTEM "file:///etc/hostname"><!ENTITY % more SYSTEM "file:///etc/hostname"> %more;]>
<note xmlns:xi="http://www.w3.org/2001/XInclude"><p>{TEXT} &town; &eacute;&e30;&file; &e0;</p>
<xi:include href="/etc/hostname" parse="text"/></note>""")
    assert [p.text for p in contents.drafts[0].paragraphs] == [f"{TEXT} Springfield é lol"]
    assert contents.complaints == ("It has entities that are not read; what they stand for is missing.",)


def test_entities_cannot_make_a_text_very_long() -> None:
    contents = read(f'<!DOCTYPE a [<!ENTITY x "{"lol " * 100}">]><a><p>{TEXT}</p><p>{"&x;" * 12_000}</p></a>')
    assert sum(len(p.text) for p in contents.drafts[0].paragraphs) < 1_100_000
    assert len(contents.complaints) == 1


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16", "utf-8-sig", "windows-1251"])
def test_encodings(encoding: str) -> None:
    word = "Москва" if encoding == "windows-1251" else "Zürich"
    data = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><a><p>{word}. {TEXT}</p></a>'
    (draft,) = read(data.encode(encoding)).drafts
    assert draft.paragraphs[0].text == f"{word}. {TEXT}"


def test_control_characters_and_line_numbers() -> None:
    (draft,) = read(f"<?xml version='1.0'\n?>\n<!DOCTYPE a [\n\n]><a>\n<p>\x0c{TEXT}&#3;\x02</p></a>").drafts
    assert [(p.text, p.line) for p in draft.paragraphs] == [(TEXT, 6)]


@settings(max_examples=40)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    for reader in (read_xml, read_sgml):
        for given_ in (data, b"<rss><channel><item>" + data, b"<TEI><text><body><p>" + data, b"<REUTERS>" + data):
            with suppress(UnreadableError, NotTextError):
                reader(Source("some.xml", given_))


@settings(max_examples=40)
@given(st.data())
def test_damaged_documents(data: st.DataObject) -> None:
    whole = bytearray(PAGE.encode())
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=6)):
        whole[place] = data.draw(st.integers(0, 255))
    del whole[data.draw(st.integers(1, len(whole))) :]
    try:
        contents = read(bytes(whole))
    except (UnreadableError, NotTextError):
        return
    assert contents.drafts
