from __future__ import annotations

from searchtui.article import Kind
from searchtui.corpus.readers.xml import read_xml
from searchtui.corpus.sources import Source

TEXT = "It was cold that year, and nobody in the town went out."
HEADER = """<teiHeader><fileDesc><titleStmt><title type="sub">An electronic edition</title>
<title type="main">The harbour that froze</title><author><persName><surname>Lee</surname>, <forename>Ann</forename>
</persName></author><author>Bo Ek<idno>117</idno></author><editor>Cy Orr</editor></titleStmt>
<publicationStmt><publisher>Text Archive</publisher><date>2005</date>
<idno type="URI">https://archive.example/7</idno></publicationStmt>
<sourceDesc><bibl><title level="a">The harbour</title><title level="j">Springfield Herald</title>
<date when="1912-04-15">15 April 1912</date></bibl></sourceDesc></fileDesc>
<profileDesc><langUsage><language ident="en-GB">English</language></langUsage></profileDesc></teiHeader>"""


def test_an_article_of_an_old_newspaper() -> None:
    (draft,) = read_xml(
        Source(
            "a.xml",
            f"""<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}
<text><front><pb n="3"/><p>{TEXT}</p></front><body><div><head>Ice</head><fw>Running head</fw>
<p>It was <choice><sic>colld</sic><corr>cold</corr></choice> that har-<lb break="no"/>bour day.<note place="foot">Or
<hi>so</hi> they said.</note> Nobody <del>came</del><pb n="4"/>went out.</p>
<lg><l>The ice is near,</l><l>the ice is here.</l></lg>
<list><item>one</item><item>two</item></list>
<figure><graphic url="x.png"/><head>The quay</head><figDesc>Ships in the ice</figDesc></figure>
<table><head>Ice</head><row><cell>1912</cell><cell>40 cm</cell></row></table>
<p><w>All</w><w>is</w> <w>well</w><pc>.</pc></p></div></body>
<back><div><head>Notes</head><p>None.</p></div></back></text>
</TEI>""".encode(),
        )
    ).drafts
    metadata = draft.metadata
    assert metadata.title == "The harbour that froze"
    assert metadata.authors == ("Ann Lee", "Bo Ek")
    assert metadata.source == "Springfield Herald"
    assert str(metadata.date) == "1912-04-15"
    assert metadata.url == "https://archive.example/7"
    assert metadata.language == "en"
    assert [(p.kind, p.text, p.page) for p in draft.paragraphs] == [
        (Kind.TITLE, "The harbour that froze", None),
        (Kind.BODY, TEXT, 3),
        (Kind.HEADING, "Ice", 3),
        (Kind.BODY, "It was cold that harbour day. Nobody went out.", 3),
        (Kind.FOOTNOTE, "Or so they said.", 3),
        (Kind.BODY, "The ice is near, the ice is here.", 4),
        (Kind.BODY, "one", 4),
        (Kind.BODY, "two", 4),
        (Kind.CAPTION, "The quay", 4),
        (Kind.CAPTION, "Ships in the ice", 4),
        (Kind.CAPTION, "Ice", 4),
        (Kind.BODY, "1912 | 40 cm", 4),
        (Kind.BODY, "All is well.", 4),
        (Kind.HEADING, "Notes", 4),
        (Kind.BODY, "None.", 4),
    ]


def test_a_corpus() -> None:
    text = f"<text><body><p>{TEXT}</p></body></text>"
    contents = read_xml(
        Source("a.xml", f'<teiCorpus><TEI xml:id="t1">{text}</TEI><TEI>{text}</TEI><TEI/></teiCorpus>'.encode())
    )
    assert [draft.item for draft in contents.drafts] == ["t1", "2"]


def test_what_a_program_has_made_of_a_paper() -> None:
    header = HEADER.replace("</profileDesc>", f"<abstract><p>{TEXT}</p></abstract></profileDesc>")
    reference = "<biblStruct><analytic><title>Ice</title><author><surname>Ek</surname></author></analytic></biblStruct>"
    text = f"<text><body><p>{TEXT}</p><listBibl>{reference}</listBibl></body></text>"
    (draft,) = read_xml(Source("a.xml", f"<TEI>{header}{text}</TEI>".encode())).drafts
    assert [p.text for p in draft.paragraphs[1:]] == [TEXT, TEXT, "Ice Ek"]


def read_body(markup: str) -> list[str]:
    (draft,) = read_xml(
        Source("a.xml", f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{markup}</body></text></TEI>'.encode())
    ).drafts
    return [paragraph.text for paragraph in draft.paragraphs]


def test_what_an_editor_marks_and_offers_nothing_for_is_text() -> None:
    assert read_body('<p>The <abbr>USA</abbr>, an <orig>olde</orig> <sic corr="town">twon</sic>.</p>') == [
        "The USA, an olde twon."
    ]


def test_of_several_readings_one_is_read() -> None:
    choices = [
        "<choice>\n<sic>twon</sic>\n<corr>town</corr>\n</choice>",
        "<choice><reg>town</reg><orig>towne</orig></choice>",
        "<choice><unclear>town</unclear><unclear>gown</unclear></choice>",
        "<app>\n<rdg>twon</rdg>\n<lem>town</lem>\n<rdg><app><lem>a</lem></app></rdg></app>",
        "<app><rdg>town</rdg><rdg>gown</rdg></app>",
        "<app><rdgGrp><rdg>town</rdg><rdg>gown</rdg></rdgGrp><rdg>down</rdg></app>",
        "<choice>town<sic/></choice>",
        "<choice/>town<app/>",
    ]
    assert read_body("".join(f"<p>The {choice}.</p>" for choice in choices)) == ["The town."] * len(choices)
