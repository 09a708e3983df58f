"""Word documents, made here part by part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Kind, Known, Reason
from searchtui.corpus.drafts import Contents, Draft
from searchtui.corpus.readers.docx import read_docx
from searchtui.corpus.sources import UnreadableError
from tests.corpus.sourced import source
from tests.corpus.zipped import zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RUNNING = "The harbour had been closed since the spring, and the boats lay on the beach for a year and a day."

STYLES = f"""<w:styles xmlns:w="{W}">
<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="Untertitel"><w:name w:val="Subtitle"/><w:basedOn w:val="Titel"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="House"><w:name w:val="House head"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Level"><w:name w:val="Level"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="NoHead"><w:name w:val="No head"/><w:basedOn w:val="berschrift1"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Open"><w:name w:val="Open"/><w:basedOn w:val="Secret"/>
  <w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Veil"><w:name w:val="Veil"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Listed"><w:name w:val="List Bullet"/>
  <w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop1"><w:name w:val="Loop 1"/><w:basedOn w:val="Loop2"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop2"><w:name w:val="Loop 2"/><w:basedOn w:val="Loop1"/></w:style>
</w:styles>"""


def document(body: str, namespace: str = W, **parts: str) -> bytes:
    """A document of this body, with `core`, `footnotes` and `endnotes` where they are given."""
    names = {"core": "docProps/core.xml", "footnotes": "word/footnotes.xml", "endnotes": "word/endnotes.xml"}
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="1" Type="{RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{namespace}" xmlns:mc="{MC}"><w:body>{body}</w:body>'
            "</w:document>",
            "word/styles.xml": STYLES,
            **{names[name]: content for name, content in parts.items()},
        }
    )


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def par(text: str = "", style: str = "", inside: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{run(text) if text else ''}{inside}</w:p>"


def contents(data: bytes) -> Contents:
    return read_docx(source(data, "a.docx"))


def read(body: str, **parts: str) -> Draft:
    (draft,) = contents(document(body, **parts)).drafts
    return draft


def shown(body: str, **parts: str) -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in read(body, **parts).paragraphs]


def texts(body: str) -> list[str]:
    return [text for _, text in shown(body)]


def test_headings_by_style_and_outline_level() -> None:
    body = (
        par("The Harbour", "Titel") + par("A town without a sea", "Untertitel") + par(RUNNING)
        + par("Boats", "berschrift1")
        + par("One.", "Open") + par("Crews", "House") + par("Two.") + par("Nets", "Level") + par("Three.", "NoHead")
        + par("Ropes", properties='<w:outlineLvl w:val="3"/>') + par("Four.", "Loop1")
        + par("Fünf", "Überschrift 2") + par("Six.")
    )  # fmt: skip
    draft = read(body)
    assert [(one.kind.value, one.text, one.heading) for one in draft.paragraphs] == [
        ("title", "The Harbour", None),
        ("body", "A town without a sea", None),
        ("body", RUNNING, None),
        ("heading", "Boats", None),
        ("body", "One.", "Boats"),
        ("heading", "Crews", None),
        ("body", "Two.", "Crews"),
        ("heading", "Nets", None),
        ("body", "Three.", "Nets"),
        ("heading", "Ropes", None),
        ("body", "Four.", "Ropes"),
        ("heading", "Fünf", None),
        ("body", "Six.", "Fünf"),
    ]
    assert (draft.metadata.title, draft.metadata.known["title"].known) == ("The Harbour", Known.DECLARED)
    assert all(one.line is None and one.page is None for one in draft.paragraphs)


def test_a_title_inside_the_text_is_a_heading() -> None:
    assert shown(par(RUNNING + " " + RUNNING) + par("Boats", "Titel") + par("One."))[1] == ("heading", "Boats")
    assert shown(par("Contents", "Titel") + par("The Harbour", "Titel") + par(RUNNING))[0] == ("heading", "Contents")


def test_a_heading_style_on_running_text_makes_no_heading() -> None:
    assert shown(par(RUNNING + " " + RUNNING + " " + RUNNING, "berschrift1")) == [("body", " ".join([RUNNING] * 3))]


def test_captions_lists_and_contents() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    assert shown(
        par("Boats 3", "Verzeichnis1") + par("A crane lifts a boat", "Beschriftung") + par("one", properties=numbered)
        + par("two", "Listed")
    ) == [("furniture", "Boats 3"), ("caption", "A crane lifts a boat"), ("body", "one"), ("body", "two")]  # fmt: skip


def test_tracked_changes() -> None:
    deleted = f'<w:del w:id="1"><w:r><w:delText>old</w:delText></w:r>{run("older")}</w:del>'
    moved = f"<w:moveFrom>{run('gone')}</w:moveFrom>"
    assert texts(
        par("A ", inside=f"{deleted}<w:ins>{run('new ')}</w:ins>{moved}<w:moveTo>{run('boat')}</w:moveTo>")
    ) == ["A new boat"]
    mark = "<w:rPr><w:del/></w:rPr>"
    assert texts(par("A bo", properties=mark) + par("at", properties=mark) + par(".") + par("B")) == ["A boat.", "B"]
    assert texts(par("A bo", properties=mark)) == ["A bo"]
    was = '<w:pPrChange><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr></w:pPrChange>'
    assert shown(par("A boat lies here.", properties=was)) == [("body", "A boat lies here.")]


def test_hidden_text() -> None:
    assert texts(
        par("Secret", "Secret") + par("Shown", "Open")
        + par("A", inside=run("b", "<w:vanish/>") + run("c", '<w:vanish w:val="0"/>'))
        + par("D", inside=run("e", '<w:rStyle w:val="Veil"/>')) + par("F", properties="<w:rPr><w:vanish/></w:rPr>")
    ) == ["Shown", "Ac", "D", "F"]  # fmt: skip


def test_fields() -> None:
    def char(what: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{what}"/></w:r>'

    code = "<w:r><w:instrText> HYPERLINK </w:instrText></w:r>"
    assert texts(
        par("See ", inside=f"{char('begin')}{code}{run('code')}{char('separate')}{run('here')}{char('end')}{run('.')}")
        + par("A ", inside=f'<w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple>')
        + par("A", inside=f"<w:hyperlink>{run(' link')}</w:hyperlink>")
        + par("Open", inside=f"{char('begin')}{code}") + par("goes on")
    ) == ["See here.", "A 7", "A link", "Open", "goes on"]  # fmt: skip


def test_breaks_and_signs() -> None:
    assert texts(
        par(properties='<w:tabs><w:tab w:val="left"/></w:tabs>',
            inside="<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t><w:noBreakHyphen/>"
            '<w:t>e</w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:char="00E9"/><w:sym w:char="x"/></w:r>')
        + par("Two", inside="<w:r><w:br/><w:br/><w:t>paragraphs</w:t></w:r>")
    ) == ["a b cd-eé", "Two", "paragraphs"]  # fmt: skip


def test_an_initial_belongs_to_its_word() -> None:
    initial = par("T", properties='<w:framePr w:dropCap="drop"/>')
    assert texts(initial + par("he harbour.")) == ["The harbour."]


def test_tables() -> None:
    def row(*cells: str, properties: str = "") -> str:
        return f"<w:tr>{properties}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    nested = f"<w:tbl>{row(par('x'), par('y'))}</w:tbl>"
    table = (
        row(par("a") + par("b"), par("c"), par())
        + row(par("gone"), properties="<w:trPr><w:del/></w:trPr>")
        + row(par("d"), "<w:tcPr><w:cellDel/></w:tcPr>" + par("gone"), par("e"))
        + row(par("f"), nested)
        + row(par("alone"))
    )
    assert shown(f"<w:tbl>{table}</w:tbl>") == [
        ("body", "a b | c"),
        ("body", "d | e"),
        ("body", "f | x | y"),
        ("body", "alone"),
    ]
    page = row(par(RUNNING) * 4, par("beside"))
    assert texts(f"<w:tbl>{page}</w:tbl>") == [RUNNING] * 4 + ["beside"]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{par('In the box')}</w:txbxContent>"
    choices = f"<mc:Choice>{box}</mc:Choice><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<w:r><mc:AlternateContent>{choices}</mc:AlternateContent></w:r>"
    assert texts(
        par("Before ", inside=both + run("and after")) + par("Next", inside=f"<w:r><w:pict>{box}</w:pict></w:r>")
    ) == [
        "Before and after",
        "In the box",
        "Next",
        "In the box",
    ]


def test_controls() -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    empty = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    assert shown(
        f"<w:sdt>{gallery}<w:sdtContent>{par('Boats 3')}</w:sdtContent></w:sdt>"
        f"<w:sdt>{empty}<w:sdtContent>{par('Click here')}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{par('Kept')}</w:sdtContent></w:sdt>"
    ) == [("furniture", "Boats 3"), ("body", "Kept")]


def test_notes_stand_at_the_end() -> None:
    footnotes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0">{par("---")}</w:footnote>'
        f'<w:footnote w:id="1">{par("Of wood.")}</w:footnote>'
        f'<w:footnote w:id="2">{par("Of iron")}{par("and tin.")}</w:footnote>'
        f'<w:footnote w:id="3">{par("Of what was deleted.")}</w:footnote></w:footnotes>'
    )
    endnotes = f'<w:endnotes xmlns:w="{W}"><w:endnote w:id="1">{par("The end.")}</w:endnote></w:endnotes>'

    def to(what: str, number: int) -> str:
        return f'<w:r><w:{what}Reference w:id="{number}"/></w:r>'

    body = par("A", inside=to("endnote", 1) + to("footnote", 2) + f"<w:del>{to('footnote', 3)}</w:del>") + par(
        "B", inside=to("footnote", 1)
    )
    assert shown(body, footnotes=footnotes, endnotes=endnotes) == [
        ("body", "A"),
        ("body", "B"),
        ("footnote", "The end."),
        ("footnote", "Of iron and tin."),
        ("footnote", "Of wood."),
    ]


def core(**values: str) -> str:
    fields = "".join(f"<{name.replace('_', ':')}>{value}</{name.replace('_', ':')}>" for name, value in values.items())
    return (
        '<c xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">{fields}</c>'
    )


def test_properties() -> None:
    said = core(
        dc_title="The Harbour",
        dc_creator="Ann Lee; Bo Ek;Windows User",
        cp_lastModifiedBy="Jo Roe",
        dcterms_created="2020-05-05T10:00:00Z",
    )
    draft = read(par("The harbour") + par(RUNNING), core=said)
    meta = draft.metadata
    assert (meta.title, meta.authors, str(meta.date)) == ("The Harbour", ("Ann Lee", "Bo Ek"), "2020-05-05")
    assert (meta.known["authors"].known, meta.known["date"].known) == (Known.DECLARED, Known.FALLBACK)
    assert draft.paragraphs[0].kind is Kind.TITLE


def test_what_the_text_says_goes_before_properties() -> None:
    said = core(dc_title="Document1", dc_creator="Jo Roe", dcterms_created="2020-05-05T10:00:00Z", dc_language="de-DE")
    body = par("The Harbour", "berschrift1") + par("By Ann Lee") + par("3 May 2020") + par(RUNNING) * 3
    meta = read(body, core=said).metadata
    assert (meta.title, meta.authors, str(meta.date), meta.language) == (
        "The Harbour",
        ("Ann Lee",),
        "2020-05-03",
        None,
    )
    assert meta.known["authors"].known is Known.FOUND


def test_head_lines_of_one_paragraph() -> None:
    head = "<w:r><w:t>The Harbour</w:t><w:br/><w:t>By Ann Lee</w:t><w:br/><w:t>5 May 2020</w:t></w:r>"
    meta = read(par(inside=head) + par(RUNNING)).metadata
    assert (meta.title, meta.authors, str(meta.date)) == ("The Harbour", ("Ann Lee",), "2020-05-05")


def test_the_strict_form() -> None:
    (draft,) = contents(document(par("The Harbour", "berschrift1") + par("A boat."), STRICT)).drafts
    assert [one.text for one in draft.paragraphs] == ["The Harbour", "A boat."]


@pytest.mark.parametrize("relations", [True, False])
def test_the_text_may_be_in_any_part(relations: bool) -> None:
    data = zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Override PartName="/other/text2.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Type="{RELATION}/officeDocument" Target="/other/text2.xml"/></Relationships>'
            if relations
            else "",
            "other/text2.xml": f'<w:document xmlns:w="{W}"><w:body>{par("A boat.")}</w:body></w:document>',
        }
    )  # fmt: skip
    assert contents(data).drafts[0].paragraphs[0].text == "A boat."


def chunked(files: dict[str, str | bytes], more: str = "") -> Contents:
    """A document in which these files stand, in order."""
    relations = "".join(
        f'<Relationship Id="c{number}" Type="{RELATION}/aFChunk" Target="{name}"/>' for number, name in enumerate(files)
    )
    body = "".join(f'{par("Before")}<w:altChunk r:id="c{number}"/>' for number in range(len(files)))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{RELATION}"><w:body>{body}{more}</w:body>'
        "</w:document>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{relations}</Relationships>',
    }
    return contents(zipped({**parts, **{f"word/{name}": content for name, content in files.items()}}))


def test_what_stands_in_a_document_in_another_format_is_read_in_its_place() -> None:
    page = f"<html><body><h2>Boats</h2><p>{RUNNING}</p></body></html>"
    found = chunked({"a.html": page, "b.docx": document(par("Inside"))}, par("After"))
    assert found.complaints == ()
    (draft,) = found.drafts
    assert [one.text for one in draft.paragraphs] == ["Before", "Boats", RUNNING, "Before", "Inside", "After"]


def test_a_file_in_a_document_is_read_once_and_what_cannot_be_is_said() -> None:
    found = chunked(
        {"a.html": f"<p>{RUNNING}</p>", "b.pdf": "%PDF-1.4\n1 0 obj"}, '<w:altChunk r:id="c0"/><w:altChunk/>'
    )
    assert [one.text for one in found.drafts[0].paragraphs].count(RUNNING) == 1
    (complaint,) = found.complaints
    assert "'word/b.pdf'" in complaint


def test_documents_in_documents_come_to_an_end() -> None:
    inner: str | bytes = "<p>Deep</p>"
    names = ["a.html", *["a.docx"] * 4]
    for name in names:
        relation = f'<Relationship Id="c" Type="{RELATION}/aFChunk" Target="{name}"/>'
        inner = zipped(
            {
                "[Content_Types].xml": "<Types/>",
                "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{RELATION}"><w:body>{par(RUNNING)}'
                '<w:altChunk r:id="c"/></w:body></w:document>',
                "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                f'relationships">{relation}</Relationships>',
                f"word/{name}": inner,
            }
        )
    assert isinstance(inner, bytes)
    (draft,) = contents(inner).drafts
    assert [one.text for one in draft.paragraphs] == [RUNNING] * 3


def test_a_part_that_breaks_off_is_read_so_far() -> None:
    whole = document(f"<w:tbl><w:tr><w:tc>{par('a')}</w:tc><w:tc>{par('b')}<w:p><w:r><w:t>c")
    found = contents(whole)
    assert [one.text for one in found.drafts[0].paragraphs] == ["a | b c"]
    assert found.complaints == ("Its markup is broken. What could be read of it was read.",)


def test_a_file_that_breaks_off_is_read_so_far() -> None:
    body = "".join(par(f"Paragraph {number} of the harbour.") for number in range(5_000))
    found = contents(document(body)[:2_000])
    assert found.drafts[0].paragraphs[0].text == "Paragraph 0 of the harbour."
    assert found.complaints == ("It is damaged: the end of the archive is missing. What could be read of it was read.",)


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE a [<!ENTITY b "cccc">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "<w:document",
        "",
    ],
)
def test_what_cannot_be_read(body: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        contents(zipped({"word/document.xml": body}))
    assert caught.value.reason is Reason.BROKEN


def test_a_document_without_text() -> None:
    assert contents(document(par(" "))) == Contents(())
    with pytest.raises(UnreadableError):
        contents(zipped({"word/other.xml": "<a/>"}))


def test_depth_is_no_danger() -> None:
    for name in ("w:p", "w:tbl><w:tr><w:tc", "w:sdt", "w:txbxContent", "w:del", "w:footnote"):
        first, *others = name.split("><")
        opening = f"<{name}>"
        closing = "".join(f"</{one}>" for one in reversed([first, *others]))
        found = contents(document(opening * 5_000 + par("deep") + closing * 5_000))
        assert [one.text for draft in found.drafts for one in draft.paragraphs] in (["deep"], [])


NAMES = (
    "w:p w:r w:t w:tbl w:tr w:tc w:trPr w:tcPr w:rPr w:pPr w:del w:ins w:sdt w:sdtContent w:showingPlcHdr w:cellDel "
    "mc:AlternateContent mc:Choice mc:Fallback w:txbxContent w:footnote w:vanish w:br w:tab w:sym w:numId w:framePr"
)
ELEMENTS = st.sampled_from(NAMES.split())


@st.composite
def trees(draw: st.DrawFn) -> str:
    parts: list[str] = []
    opened: list[str] = []
    for name in draw(st.lists(st.none() | ELEMENTS, max_size=60)):
        if name is not None:
            opened.append(name)
            parts.append(f'<{name} w:val="1">text')
        elif opened:
            parts.append(f"</{opened.pop()}>")
    closing = [f"</{name}>" for name in reversed(opened)]
    return "".join(parts + closing[: draw(st.sampled_from([0, len(closing)]))])


@given(trees())
def test_any_order_of_elements(body: str) -> None:
    try:
        contents(document(body))
    except UnreadableError as error:
        assert error.reason is Reason.BROKEN
