"""Books in EPUB, made here part by part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Kind, Known, Reason
from searchtui.corpus.drafts import Contents, Draft
from searchtui.corpus.readers.epub import read_epub
from searchtui.corpus.readers.epub_chapter import chapter_pieces
from searchtui.corpus.sources import UnreadableError
from tests.corpus.sourced import source
from tests.corpus.zipped import zipped

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
SAID = "<dc:title>The Harbour</dc:title><dc:creator>Ann Lee</dc:creator>"


def page(body: str, head: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" '
        '"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd"><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/>{head}</head><body>{body}</body></html>'
    )


def book(chapters: dict[str, str | None], said: str = SAID, order: str = "", more: str = "", **parts: str) -> bytes:
    """A book of these chapters by their names; those without a body are missing in the archive."""
    items = "".join(
        f'<item id="{name}" href="text/{name}%20x.xhtml" media-type="application/xhtml+xml"/>' for name in chapters
    )
    spine = order or "".join(f'<itemref idref="{name}"/>' for name in chapters)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf">{said}</metadata><manifest>{items}'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="scripted nav"/>'
        '<item id="drawing" href="a.svg" media-type="image/svg+xml"/></manifest>'
        f"<spine>{spine}</spine>{more}</package>"
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/book.opf": package,
            **{f"OEBPS/text/{name} x.xhtml": page(body) for name, body in chapters.items() if body is not None},
            "OEBPS/nav.xhtml": page("<nav><p>Boats 3</p></nav>"),
            **{f"META-INF/{name}.xml": content for name, content in parts.items()},
        }
    )


def contents(data: bytes) -> Contents:
    return read_epub(source(data, "a.epub"))


def read(data: bytes) -> Draft:
    (draft,) = contents(data).drafts
    return draft


def shown(data: bytes) -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in read(data).paragraphs]


def chapter(body: str) -> list[tuple[str | None, str]]:
    pieces = chapter_pieces(page(body).encode(), "a.xhtml")
    return [(piece.kind.value if piece.kind else None, piece.text) for piece in pieces]


def test_chapters_in_the_order_of_the_spine() -> None:
    order = (
        '<itemref idref="nav"/><itemref idref="b"/><itemref idref="drawing"/><itemref idref="a"/><itemref idref="b"/>'
    )
    draft = read(book({"a": "<h1>Nets</h1><p>Two.</p>", "b": "<h1>Boats</h1><p>One.</p>"}, order=order))
    assert [(one.kind.value, one.text, one.heading) for one in draft.paragraphs] == [
        ("title", "The Harbour", None),
        ("heading", "Boats", None),
        ("body", "One.", "Boats"),
        ("heading", "Nets", None),
        ("body", "Two.", "Nets"),
    ]
    assert all(one.line is None and one.page is None for one in draft.paragraphs)


def test_without_a_spine_the_manifest_is_read() -> None:
    assert [text for _, text in shown(book({"a": "<p>One.</p>"}, order=" "))] == ["The Harbour", "One."]


def test_blocks_in_blocks_are_read_once() -> None:
    assert chapter(
        "<div><p>One</p><div>two <b>bold</b><p>three</p>four</div></div><ul><li>five<ul><li>six</li></ul></li></ul>"
        "<blockquote><p>seven</p></blockquote><table><tr><td>a</td><td>b</td></tr></table><figure><img alt='no'/>"
        "<figcaption>A crane</figcaption></figure><a id='x'/><p>Caf&eacute;&nbsp;open<br/></p>"
    ) == [
        (None, "One"),
        (None, "two bold"),
        (None, "three"),
        (None, "four"),
        ("body", "five"),
        ("body", "six"),
        ("body", "seven"),
        ("body", "a | b"),
        ("caption", "A crane"),
        (None, "Café open"),
    ]


def test_notes() -> None:
    assert chapter(
        '<p>A boat<a epub:type="noteref" href="#n">1</a>.</p><aside epub:type="footnote" id="n"><p>Of wood.'
        '<a role="doc-backlink" href="#r">back</a></p></aside>'
    ) == [(None, "A boat."), ("footnote", "Of wood.")]


def test_what_leads_through_the_book_is_left_out() -> None:
    assert chapter(
        '<nav epub:type="toc"><p>Boats 3</p></nav><section epub:type="landmarks"><p>Start</p></section><p>One.</p>'
        '<epub:switch><epub:case required-namespace="x"><p>case</p></epub:case>'
        "<epub:default><p>default</p></epub:default></epub:switch>"
    ) == [(None, "One."), (None, "default")]


TEXT = "The boats lay on the beach for all of the year, and nobody in the whole town knew whose they were. "


@pytest.mark.parametrize("kind", ["toc", "cover"])
def test_a_cover_or_table_of_contents_that_holds_the_text_is_read(kind: str) -> None:
    guide = '<guide><reference type="{}" href="text/a%20x.xhtml{}"/></guide>'
    chapters: dict[str, str | None] = {"a": f"<p>{TEXT}</p>"}
    assert [text for _, text in shown(book(chapters, more=guide.format(kind, "")))][1:] == [TEXT.strip()]
    chapters["b"] = "<p>Two.</p>"
    assert [text for _, text in shown(book(chapters, more=guide.format(kind, "")))][1:] == ["Two."]
    assert [text for _, text in shown(book(chapters, more=guide.format(kind, "#top")))][1:] == [TEXT.strip(), "Two."]
    chapters["a"] = f"<p>{TEXT * 4}</p>"
    assert [text for _, text in shown(book(chapters, more=guide.format(kind, "")))][1:] == [(TEXT * 4).strip(), "Two."]


def test_pages_of_the_printed_book() -> None:
    pieces = chapter_pieces(
        page(
            "<p>Before</p><span epub:type='pagebreak' title='7'/><p>Seven</p>\n<p>on <span role='doc-pagebreak' "
            "aria-label='page 8'>8</span>both</p><p>Eight</p><div epub:type='pagebreak'>xii</div><p>None</p>"
        ).encode(),
        "a.xhtml",
    )
    assert [(piece.text, piece.page, piece.line) for piece in pieces] == [
        ("Before", None, None),
        ("Seven", 7, None),
        ("on both", 7, None),
        ("Eight", 8, None),
        ("None", None, None),
    ]


def test_lists_of_links_and_imprints_are_furniture() -> None:
    links = "".join(f"<p><a href='{n}.xhtml'>Chapter {n}</a></p>" for n in range(6))
    assert {kind for kind, _ in chapter(f"<h1>Contents</h1>{links}")} == {"furniture"}
    assert chapter("<section epub:type='imprint'><p>Printed on paper.</p></section>") == [
        ("furniture", "Printed on paper.")
    ]
    guide = (
        '<guide><reference type="copyright-page" href="text/a%20x.xhtml"/>'
        '<reference type="toc" href="text/b x.xhtml"/></guide>'
    )
    assert shown(book({"a": "<p>All rights.</p>", "b": "<p>Boats 3</p>", "c": "<p>One.</p>"}, more=guide)) == [
        ("title", "The Harbour"),
        ("furniture", "All rights."),
        ("body", "One."),
    ]


def test_metadata() -> None:
    said = (
        '<dc:title id="t1">A Short Title</dc:title><dc:title id="t2">The Harbour</dc:title>'
        '<meta refines="#t1" property="title-type">short</meta><meta refines="#t2" property="title-type">main</meta>'
        '<dc:creator id="c1">Lee, Ann</dc:creator><dc:creator opf:role="trl">Jo Roe</dc:creator>'
        '<dc:creator id="c2">Bo Ek &amp; Cy Dee</dc:creator><meta refines="#c2" property="role">aut</meta>'
        '<dc:creator id="c3">Ed Itor</dc:creator><meta refines="#c3" property="role">edt</meta>'
        '<dc:creator opf:role="aut">Unknown</dc:creator><dc:contributor>Ill Ustrator</dc:contributor>'
        "<dc:publisher>Springfield Press</dc:publisher><dc:publisher>Other</dc:publisher>"
        '<dc:language>en-GB</dc:language><dc:date opf:event="modification">2021-01-01</dc:date>'
        '<dc:date opf:event="publication">2020-05-05T00:00:00Z</dc:date>'
    )
    meta = read(book({"a": "<p>One.</p>"}, said)).metadata
    assert meta.title == "The Harbour"
    assert meta.authors == ("Ann Lee", "Bo Ek", "Cy Dee")
    assert (meta.source, str(meta.date), meta.language) == ("Springfield Press", "2020-05-05", "en")
    assert {known.known for known in meta.known.values()} == {Known.DECLARED}


def test_metadata_that_says_nothing() -> None:
    said = "<dc:title>Untitled</dc:title><dc:creator>Unknown</dc:creator><dc:date>0101-01-01T00:00:00+00:00</dc:date>"
    assert read(book({"a": "<p>One boat.</p>"}, said)).metadata.known == {}


def test_missing_and_damaged_chapters() -> None:
    found = contents(book({"a": None, "b": "<p>One."}))
    assert [one.text for one in found.drafts[0].paragraphs] == ["The Harbour", "One."]
    assert found.complaints == ("The chapter 'OEBPS/text/a x.xhtml' is missing.",)


FONTS = "http://www.idpf.org/2008/embedding"


def encryption(part: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        f'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="{FONTS}"/>'
        f'<enc:CipherData><enc:CipherReference URI="{part}"/></enc:CipherData></enc:EncryptedData></encryption>'
    )


def test_encrypted_chapters() -> None:
    assert shown(book({"a": "<p>One.</p>"}, encryption=encryption("OEBPS/font.otf")))[1] == ("body", "One.")
    with pytest.raises(UnreadableError) as caught:
        contents(book({"a": "<p>One.</p>"}, encryption=encryption("OEBPS/text/a%20x.xhtml")))
    assert caught.value.reason is Reason.PASSWORD


@pytest.mark.parametrize(
    "data",
    [
        zipped({"mimetype": "application/epub+zip"}),
        zipped({"META-INF/container.xml": CONTAINER}),
        book({"a": None}),
        b"PK\x03\x04",
    ],
)
def test_what_cannot_be_read(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        contents(data)
    assert caught.value.reason is Reason.BROKEN


def test_a_book_without_a_container() -> None:
    data = zipped(
        {"a.opf": '<package><item id="a" href="a.html" media-type="text/html"/></package>', "a.html": "<p>One."}
    )
    assert [one.text for one in contents(data).drafts[0].paragraphs] == ["One."]


def test_entities_are_not_unfolded() -> None:
    body = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyy">]><p>A &x; &y; boat.</p>'
    (piece,) = chapter_pieces(body.encode(), "a.xhtml")
    assert "root:" not in piece.text
    assert piece.text.endswith("boat.")


@given(st.text(alphabet="<>/apdivtr=\"' &;!-[]?") | st.text())
def test_a_chapter_of_any_text(text: str) -> None:
    assert all(
        piece.text and piece.kind is not Kind.TITLE
        for piece in chapter_pieces(text.encode("utf-8-sig", "replace"), "a")
    )


@given(st.text(max_size=300))
def test_a_package_of_any_text(text: str) -> None:
    try:
        contents(zipped({"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": text.encode("utf-8", "replace")}))
    except UnreadableError as error:
        assert error.reason is Reason.BROKEN
