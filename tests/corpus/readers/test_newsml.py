from __future__ import annotations

import pytest

from searchtui.article import Kind
from searchtui.corpus.drafts import Draft
from searchtui.corpus.readers.xml import read_xml
from searchtui.corpus.sources import Source

TEXT = "It was cold that year, and nobody in the town went out."
NITF = f"""<nitf><head><title>Wrong</title><docdata><doc-id id-string="17"/><date.issue norm="20200505T100000Z"/>
<doc.copyright holder="Springfield Herald"/></docdata></head><body><body.head><hedline><hl1>The harbour froze</hl1>
</hedline><byline>By <person>Ann Lee</person><byttl>Staff</byttl></byline><dateline><location>OSLO</location></dateline>
<abstract><p>A cold year.</p></abstract></body.head><body.content><media><media-reference source="x.jpg"/>
<media-caption>The quay</media-caption></media><p>{TEXT}</p><hl2>Ice</hl2><block><p>{TEXT}</p></block></body.content>
<body.end><tagline>The end.</tagline></body.end></body></nitf>"""


def read(text: str) -> tuple[Draft, ...]:
    return read_xml(Source("some.xml", text.encode())).drafts


def test_nitf() -> None:
    (draft,) = read(NITF)
    assert draft.item is None
    assert draft.metadata.title == "The harbour froze"
    assert draft.metadata.authors == ("Ann Lee",)
    assert draft.metadata.source == "Springfield Herald"
    assert str(draft.metadata.date) == "2020-05-05"
    assert [(p.kind, p.text) for p in draft.paragraphs] == [
        (Kind.TITLE, "The harbour froze"),
        (Kind.BODY, "A cold year."),
        (Kind.CAPTION, "The quay"),
        (Kind.BODY, TEXT),
        (Kind.HEADING, "Ice"),
        (Kind.BODY, TEXT),
        (Kind.BODY, "The end."),
    ]


def test_what_stands_below_a_headline_is_text_but_not_the_headline_once_more() -> None:
    decks = '</hl1><hl2>Nobody went out</hl2><hl2 class="online_headline">The harbour that froze</hl2><hl2/>'
    (draft,) = read(NITF.replace("</hl1>", decks))
    assert [p.text for p in draft.paragraphs][:3] == ["The harbour froze", "Nobody went out", "A cold year."]


def test_an_agency_is_no_author() -> None:
    written = NITF.replace("By <person>Ann Lee</person><byttl>Staff</byttl>", "By The Associated Press")
    (draft,) = read(written)
    assert draft.metadata.authors == ()


def test_nitf_inside_the_envelope_of_an_agency() -> None:
    (draft,) = read(f"<Publication><DataContent>{NITF}</DataContent><Words>17</Words></Publication>")
    assert draft.metadata.title == "The harbour froze"
    assert "17" not in [p.text for p in draft.paragraphs]


def test_nitf_of_an_archive_with_its_lead_twice() -> None:
    (draft,) = read(f"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-3.dtd"><nitf><head><title>Ice</title>
<pubdata date.publication="19870101T000000" ex-ref="https://herald.example/1" name="The Springfield Herald"/></head>
<body><body.head><hedline><hl1>Ice</hl1></hedline><byline class="print_byline">By ANN LEE</byline>
<byline class="normalized_byline">Lee, Ann</byline></body.head><body.content>
<block class="lead_paragraph"><p>LEAD: {TEXT}</p></block><block class="full_text"><p>{TEXT}</p></block>
</body.content></body></nitf>""")
    assert [p.text for p in draft.paragraphs] == ["Ice", TEXT]
    assert [name.casefold() for name in draft.metadata.authors] == ["ann lee"]
    assert (str(draft.metadata.date), draft.metadata.url) == ("1987-01-01", "https://herald.example/1")


def test_newsml_g2() -> None:
    item = f"""<newsItem guid="tag:agency.example,2020:1" xml:lang="en"><itemMeta>
<provider literal="X"><name>Agency</name></provider><versionCreated>2020-05-06T10:00:00Z</versionCreated></itemMeta>
<contentMeta><contentCreated>2020-05-05T10:00:00Z</contentCreated><headline>Ice</headline><by>By Ann Lee</by>
</contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>No</title></head><body><p>{TEXT}</p>
<table><tr><td>a</td><td>b</td></tr></table></body></html></inlineXML></contentSet></newsItem>"""
    other = item.replace("2020:1", "2020:2")
    drafts = read(
        f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{item}{other}</itemSet></newsMessage>'
    )
    assert [draft.item for draft in drafts] == ["tag:agency.example,2020:1", "tag:agency.example,2020:2"]
    assert drafts[0].metadata.title == "Ice"
    assert drafts[0].metadata.authors == ("Ann Lee",)
    assert drafts[0].metadata.source == "Agency"
    assert str(drafts[0].metadata.date) == "2020-05-05"
    assert [p.text for p in drafts[0].paragraphs] == ["Ice", TEXT, "a | b"]


@pytest.mark.parametrize(
    ("provider", "source"),
    [
        ('<provider literal="Agency"/>', "Agency"),
        ('<provider qcode="nprov:AG"/><infoSource literal="The Agency"/>', "The Agency"),
        ('<provider qcode="nprov:AG"/>', "AG"),
        ("", None),
    ],
)
def test_a_provider_has_a_name_or_a_code(provider: str, source: str | None) -> None:
    (draft,) = read(
        f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a"><itemMeta>{provider}</itemMeta>
<contentMeta><headline>Ice</headline></contentMeta><contentSet><inlineXML><p>{TEXT}</p></inlineXML></contentSet>
</newsItem>"""
    )
    assert draft.metadata.source == source


def test_newsml_of_old() -> None:
    (draft,) = read(f"""<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>n1</NewsItemId></NewsIdentifier>
</Identification><NewsManagement><FirstCreated>20200505T100000Z</FirstCreated></NewsManagement><NewsComponent>
<NewsLines><HeadLine>Ice</HeadLine><ByLine>By Ann Lee</ByLine></NewsLines><AdministrativeMetadata><Provider>
<Party FormalName="Agency"/></Provider></AdministrativeMetadata><ContentItem><DataContent><p>{TEXT}</p></DataContent>
</ContentItem></NewsComponent></NewsItem></NewsML>""")
    assert (draft.metadata.title, draft.metadata.source) == ("Ice", "Agency")
    assert str(draft.metadata.date) == "2020-05-05"
    assert [p.text for p in draft.paragraphs] == ["Ice", TEXT]


def test_an_item_of_reuters() -> None:
    (draft,) = read(f"""<newsitem itemid="2330" date="1996-08-20" xml:lang="en"><title>USA: Ice.</title>
<headline>Ice in the harbour.</headline><dateline>OSLO</dateline><text>
<p>{TEXT}</p>
<p>{TEXT}</p></text><copyright>(c) Reuters</copyright><metadata><codes/></metadata></newsitem>""")
    assert (draft.metadata.title, draft.metadata.source) == ("Ice in the harbour.", "Reuters")
    assert str(draft.metadata.date) == "1996-08-20"
    assert [p.text for p in draft.paragraphs] == ["Ice in the harbour.", TEXT, TEXT]
