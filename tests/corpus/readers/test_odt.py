"""OpenDocument texts, made here part by part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Known, Reason
from searchtui.corpus.drafts import Contents, Draft
from searchtui.corpus.formats import Format
from searchtui.corpus.readers.odt import read_odt
from searchtui.corpus.recognition import format_of
from searchtui.corpus.sources import UnreadableError
from tests.corpus.sourced import source
from tests.corpus.zipped import zipped

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(
    f'xmlns:{prefix}="{OASIS}{name}:1.0"'
    for prefix, name in {
        **{name: name for name in ("office", "style", "text", "table", "form", "meta")},
        "draw": "drawing",
        "svg": "svg-compatible",
    }.items()
)
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
RUNNING = "The harbour had been closed since the spring, and the boats lay on the beach for a year and a day."

NAMED = """<office:styles>
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="Caption" style:family="paragraph"/>
<style:style style:name="Drawing" style:family="paragraph" style:parent-style-name="Caption"/>
</office:styles>"""
AUTOMATIC = """<office:automatic-styles>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Drawing"/>
<style:style style:name="P3" style:family="paragraph"><style:text-properties text:display="none"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="P1" style:family="text"/>
</office:automatic-styles>"""


def document(body: str, meta: str = "") -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {NAMES} {DC}>{AUTOMATIC}<office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {NAMES}>{NAMED}<office:master-styles><text:p>Running head</text:p>"
            "</office:master-styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {NAMES} {DC}><office:meta>{meta}</office:meta></office:document-meta>",
        }
    )


def contents(data: bytes) -> Contents:
    return read_odt(source(data, "a.odt"))


def read(body: str, meta: str = "") -> Draft:
    (draft,) = contents(document(body, meta)).drafts
    return draft


def par(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def shown(body: str) -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in read(body).paragraphs]


def texts(body: str) -> list[str]:
    return [text for _, text in shown(body)]


def test_title_headings_and_captions() -> None:
    draft = read(
        par("The Harbour", "P1")
        + par(RUNNING)
        + '<text:h text:outline-level="2">Boats</text:h>'
        + par("One.")
        + par("A crane", "P2")
        + par("Crews", "Heading_20_2")
    )
    assert [(one.kind.value, one.text, one.heading) for one in draft.paragraphs] == [
        ("title", "The Harbour", None),
        ("body", RUNNING, None),
        ("heading", "Boats", None),
        ("body", "One.", "Boats"),
        ("caption", "A crane", "Boats"),
        ("heading", "Crews", None),
    ]
    assert draft.metadata.known["title"].known is Known.DECLARED


def test_deletions_and_comments() -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>gone</text:p></text:deletion>'
        "</text:changed-region></text:tracked-changes>"
    )
    comment = "<office:annotation><dc:creator>Jo Roe</dc:creator><text:p>Is it?</text:p></office:annotation>"
    added = '<text:change-start text:change-id="c2"/>new<text:change-end text:change-id="c2"/>'
    assert texts(changes + par(f'A <text:change text:change-id="c1"/>{added} boat{comment}.')) == ["A new boat."]


def test_hidden_text() -> None:
    assert texts(
        par("Secret", "P3")
        + par('A<text:span text:style-name="T1">b</text:span><text:span text:style-name="P1">c</text:span>')
        + par('<text:hidden-paragraph text:is-hidden="true"/>Secret')
        + par('<text:hidden-paragraph text:is-hidden="false"/>Shown')
        + par('D<text:hidden-text text:is-hidden="true">e</text:hidden-text>')
        + f'<text:section text:display="none">{par("Secret")}</text:section>'
        + f"<text:section>{par('Open')}</text:section>"
    ) == ["Ac", "Shown", "D", "Open"]


def test_spaces_breaks_and_links() -> None:
    assert texts(
        par('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d\n  e <text:a>link</text:a><text:soft-page-break/>s')
        + par('p. <text:page-number>7</text:page-number>, <text:sequence text:name="Figure">1</text:sequence>')
    ) == ["a b c d e links", "p. , 1"]


def test_lists_and_tables_of_contents() -> None:
    header = f"<text:list-header>{par('head')}</text:list-header>"
    inner = f"<text:list><text:list-item>{par('deep')}</text:list-item></text:list>"
    index = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>Template"
        f"</text:index-title-template></text:table-of-content-source>"
        f"<text:index-body>{par('Boats 3')}</text:index-body>"
        "</text:table-of-content>"
    )
    assert shown(index + f"<text:list>{header}<text:list-item>{par('one')}{inner}</text:list-item></text:list>") == [
        ("furniture", "Boats 3"),
        ("body", "head"),
        ("body", "one"),
        ("body", "deep"),
    ]


def test_tables() -> None:
    def cell(content: str) -> str:
        return f"<table:table-cell>{content}</table:table-cell>"

    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    covered = f"<table:covered-table-cell>{par('covered')}</table:covered-table-cell>"
    inner = f"<table:table>{row(cell(par('x')), cell(par('y')))}</table:table>"
    assert shown(
        f"<table:table><table:table-header-rows>{row(cell(par('a')), cell(par('b')))}</table:table-header-rows>"
        f"{row(cell(par('wide')), covered)}{row(cell(par('c') + par('d')), cell(inner))}</table:table>"
    ) == [("body", "a | b"), ("body", "wide"), ("body", "c d | x | y")]


def test_boxes_and_pictures() -> None:
    picture = "<draw:frame><draw:image/><svg:title>alt</svg:title></draw:frame>"
    box = f"<draw:frame><draw:text-box>{par(picture + 'A crane')}</draw:text-box></draw:frame>"
    plain = f"<draw:frame><draw:text-box>{par('Aside')}</draw:text-box></draw:frame>"
    assert shown(par(f"Before {box}and after") + plain) == [
        ("body", "Before and after"),
        ("caption", "A crane"),
        ("body", "Aside"),
    ]


def test_what_stands_below_a_chart_is_its_caption() -> None:
    chart = "<draw:frame><draw:object><text:p>cached</text:p></draw:object></draw:frame>"
    box = f"<draw:frame><draw:text-box>{par(chart + 'Boats a year')}</draw:text-box></draw:frame>"
    assert shown(par(box)) == [("caption", "Boats a year")]


def test_notes_stand_at_the_end() -> None:
    note = (
        f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{par('Of wood')}{par('and tin.')}"
        "</text:note-body></text:note>"
    )
    assert shown(par(f"A boat{note}.") + par("The end.")) == [
        ("body", "A boat."),
        ("body", "The end."),
        ("footnote", "Of wood and tin."),
    ]


META = (
    "<dc:title>The Harbour</dc:title><meta:initial-creator>Ann Lee</meta:initial-creator>"
    "<dc:creator>Jo Roe</dc:creator><meta:creation-date>2020-05-05T10:00:00.123</meta:creation-date>"
    "<dc:date>2021-01-01T10:00:00</dc:date><dc:language>de-DE</dc:language>"
)


def test_properties() -> None:
    meta = read(par("Boot Boot"), META).metadata
    assert (meta.title, meta.authors, str(meta.date), meta.language) == (
        "The Harbour",
        ("Ann Lee",),
        "2020-05-05",
        "de",
    )
    # The text says itself in which language it is written.
    assert "language" not in read(par(RUNNING) * 3, META).metadata.known
    assert read(par(RUNNING), "<dc:creator>Jo Roe</dc:creator>").metadata.authors == ("Jo Roe",)


def test_a_document_of_one_part() -> None:
    comment = "<office:annotation><dc:creator>Jo Roe</dc:creator></office:annotation>"
    data = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMES} {DC} office:mimetype='
        f'"application/vnd.oasis.opendocument.text"><office:meta>{META}</office:meta>{NAMED}{AUTOMATIC}'
        f"<office:master-styles>{par('Running head')}</office:master-styles><office:body><office:text>"
        f"{par('The Harbour', 'P1')}{par('A boat.' + comment)}<office:binary-data>QUJD</office:binary-data>"
        "</office:text></office:body></office:document>"
    ).encode()
    assert format_of(data, ".fodt") is Format.ODT
    (draft,) = contents(data).drafts
    assert [one.text for one in draft.paragraphs] == ["The Harbour", "A boat."]
    assert draft.metadata.authors == ("Ann Lee",)


@pytest.mark.parametrize(
    "parts",
    [
        {"content.xml": "<a/>", "META-INF/manifest.xml": "<m:encryption-data/>"},
        {"encrypted-package": "x"},
    ],
)
def test_encrypted_documents(parts: dict[str, str]) -> None:
    with pytest.raises(UnreadableError) as caught:
        contents(zipped(parts))
    assert caught.value.reason is Reason.PASSWORD


@pytest.mark.parametrize(
    "data",
    [
        zipped({"content.xml": '<!DOCTYPE a [<!ENTITY b "cccc">]><a>&b;</a>'}),
        zipped({"content.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}),
        zipped({"other.xml": ""}),
        b"no document",
        b"",
    ],
)
def test_what_cannot_be_read(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        contents(data)
    assert caught.value.reason is Reason.BROKEN


def test_a_part_that_breaks_off_is_read_so_far() -> None:
    whole = document(
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p><text:p>b <draw:text-box><text:p>c<"
    )
    found = contents(whole)
    assert [one.text for one in found.drafts[0].paragraphs] == ["a", "b", "c"]
    assert len(found.complaints) == 1


ELEMENTS = st.sampled_from(
    [
        *("text:p", "text:h", "text:span", "text:list", "text:note", "text:note-body", "text:section", "text:s"),
        *("table:table-row", "table:table-cell", "draw:text-box", "draw:image", "text:table-of-content", "office:text"),
    ]
)


@given(st.lists(st.none() | ELEMENTS, max_size=60), st.booleans())
def test_any_order_of_elements(names: list[str | None], closes: bool) -> None:
    parts: list[str] = []
    opened: list[str] = []
    for name in names:
        if name is not None:
            opened.append(name)
            parts.append(f'<{name} text:style-name="P1" text:outline-level="x">text')
        elif opened:
            parts.append(f"</{opened.pop()}>")
    parts.extend(f"</{name}>" for name in reversed(opened) if closes)
    try:
        contents(document("".join(parts)))
    except UnreadableError as error:
        assert error.reason is Reason.BROKEN


def test_depth_is_no_danger() -> None:
    for name in ("text:p", "text:list", "table:table-row><table:table-cell", "text:note-body", "draw:text-box"):
        closing = "".join(f"</{one}>" for one in reversed(name.split("><")))
        found = contents(document(f"<{name}>" * 3_000 + par("deep") + closing * 3_000))
        assert [one.text for draft in found.drafts for one in draft.paragraphs] == ["deep"]
