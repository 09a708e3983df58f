from __future__ import annotations

import pytest

from searchtui.article import Kind, Reason
from searchtui.corpus.drafts import Contents
from searchtui.corpus.readers.xml import read_xml
from searchtui.corpus.sources import Source, UnreadableError

TEXT = "It was cold that year, and nobody in the town went out."


def read(text: str) -> Contents:
    return read_xml(Source("feed.xml", text.encode()))


def test_rss() -> None:
    contents = read(f"""<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Springfield Herald &amp; Post</title><link>https://herald.example/</link><language>en-us</language>
<item><title>The harbour &lt;i&gt;froze&lt;/i&gt;</title><guid isPermaLink="false">h-1</guid>
<link>https://herald.example/1</link><dc:creator>Ann Lee and Bo Ek</dc:creator>
<pubDate>Sat, 07 Sep 02 10:00:01 EST</pubDate><description>{TEXT[:20]}</description>
<content:encoded><![CDATA[<p>{TEXT}&nbsp;</p><h2>Ice</h2><p>{TEXT}</p>]]></content:encoded></item>
<item><title>Only a title</title><dc:creator>Staff</dc:creator><author>desk@herald.example (Cy Orr)</author>
<guid>h-1</guid></item>
<item><pubDate>yesterday</pubDate><link/><description>First.

{TEXT}</description></item>
<item><enclosure url="https://herald.example/a.mp3"/></item>
</channel></rss>""")
    first, second, third = contents.drafts
    assert first.item == "h-1"
    assert first.metadata.title == "The harbour froze"
    assert first.metadata.authors == ("Ann Lee", "Bo Ek")
    assert first.metadata.source == "Springfield Herald & Post"
    assert str(first.metadata.date) == "2002-09-07"
    assert first.metadata.url == "https://herald.example/1"
    assert first.metadata.language == "en"
    assert {known.detail for known in first.metadata.known.values()} == {"feed"}
    assert [(p.kind, p.text, p.line) for p in first.paragraphs] == [
        (Kind.TITLE, "The harbour froze", 6),
        (Kind.BODY, TEXT, 6),
        (Kind.HEADING, "Ice", 6),
        (Kind.BODY, TEXT, 6),
    ]
    assert (second.item, second.metadata.authors) == ("2", ("Cy Orr",))
    assert [p.kind for p in second.paragraphs] == [Kind.TITLE]
    assert [p.text for p in third.paragraphs] == ["First.", TEXT]
    assert third.metadata.date is None
    assert contents.complaints == (
        "Entry 3: `date` is no date that can be read: 'yesterday'.",
        "Entry 4: `text` is missing, empty or no text.",
        "Entry 2: the id 'h-1' stands in an entry above too, so that this article is read as '2'.",
    )


def test_rss_in_rdf() -> None:
    (draft,) = (
        read(f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://herald.example/"><title>Herald</title>
<dc:language>de</dc:language></channel><item rdf:about="https://herald.example/7"><title>Ice</title>
<description>{TEXT}</description><dc:date>2002-09-07T00:00:00Z</dc:date></item></rdf:RDF>""").drafts
    )
    assert draft.item == draft.metadata.url == "https://herald.example/7"
    assert (draft.metadata.source, draft.metadata.language) == ("Herald", "de")
    assert str(draft.metadata.date) == "2002-09-07"


def test_atom() -> None:
    first, second = read(f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
<title type="html">Le &lt;b&gt;Héraut&lt;/b&gt;</title>
<author><name>Zoé Lys</name></author>
<entry><id>tag:herald.example,2020:1</id><title>Froid</title><updated>2020-12-09T00:00:00Z</updated>
<published>2020-12-05T14:47:50.25+01:00</published><link rel="self" href="https://herald.example/self"/>
<link href="https://herald.example/1"/><author><name>Ann Lee</name><email>ann@herald.example</email></author>
<author><name>Bo Ek</name></author><summary>Kurz</summary><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT} <em>Really</em>.</p><blockquote><p>Never.</p></blockquote></div>
</content></entry>
<entry><id>tag:herald.example,2020:2</id><title>Copy</title><issued>2020-12</issued>
<source><title>The Post</title></source>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>""").drafts
    assert first.metadata.authors == ("Ann Lee", "Bo Ek")
    assert first.metadata.url == "https://herald.example/1"
    assert str(first.metadata.date) == "2020-12-05"
    assert (first.metadata.source, first.metadata.language) == ("Le Héraut", "fr")
    assert [p.text for p in first.paragraphs] == ["Froid", f"{TEXT} Really.", "Never."]
    assert second.metadata.authors == ("Zoé Lys",)
    assert (second.metadata.source, str(second.metadata.date)) == ("The Post", "2020-12")
    assert [p.text for p in second.paragraphs] == ["Copy", TEXT]


def test_a_feed_that_breaks_off_keeps_what_it_has() -> None:
    contents = read(f"<rss><channel><title>Herald</title><item><title>Ice & snow</title><description>{TEXT}")
    assert [p.text for p in contents.drafts[0].paragraphs] == ["Ice & snow", TEXT]
    assert contents.complaints == ("Its markup is broken in line 1; what could be read of it was read.",)


def test_an_export_of_wordpress() -> None:
    contents = read(f"""<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>Ice</title><item><title>One</title><wp:post_type>post</wp:post_type>
<content:encoded><![CDATA[{TEXT}

<b>Really.</b> {TEXT}
<h2>Snow</h2>
{TEXT}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded></item>
<item><title>photo</title><wp:post_type>attachment</wp:post_type></item></channel></rss>""")
    (draft,) = contents.drafts
    assert [p.text for p in draft.paragraphs] == ["One", TEXT, f"Really. {TEXT}", "Snow", TEXT]
    assert contents.complaints == ()


@pytest.mark.parametrize(
    "root", ["<rss><channel><title>Herald</title></channel></rss>", "<feed><title>H</title></feed>"]
)
def test_a_feed_without_entries(root: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read(root)
    assert error.value.reason is Reason.EMPTY


def test_a_comment_hides_nothing() -> None:
    (draft,) = read(
        f"<rss><channel><item><title>Ice</title><description><!-- made -->{TEXT}<!-- by hand --></description></item>"
        "</channel></rss>"
    ).drafts
    assert [p.text for p in draft.paragraphs] == ["Ice", TEXT]


def test_what_is_said_of_a_picture_is_not_the_text() -> None:
    media = (
        '<media:title>IMG 17</media:title><media:description xmlns:media="http://search.yahoo.com/mrss/">{}'
        "</media:description>"
    ).replace("<media:title>", '<media:title xmlns:media="http://search.yahoo.com/mrss/">')
    entry = f"<item>{media.format(TEXT + TEXT)}<title>Ice</title><description>{TEXT}</description></item>"
    alone = f"<item>{media.format(TEXT)}</item>"
    first, second = read(f"<rss><channel>{entry}{alone}</channel></rss>").drafts
    assert [p.text for p in first.paragraphs] == ["Ice", TEXT]
    assert [p.text for p in second.paragraphs] == ["IMG 17", TEXT]
