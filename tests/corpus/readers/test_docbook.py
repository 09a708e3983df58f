from __future__ import annotations

from searchtui.article import Kind
from searchtui.corpus.drafts import Draft
from searchtui.corpus.readers.reuters import read_sgml
from searchtui.corpus.readers.xml import read_xml
from searchtui.corpus.sources import Source

TEXT = "It was cold that year, and nobody in the town went out."


def kinds(draft: Draft) -> list[tuple[Kind, str]]:
    return [(paragraph.kind, paragraph.text) for paragraph in draft.paragraphs]


def test_an_article() -> None:
    (draft,) = read_xml(
        Source(
            "a.xml",
            f"""<!DOCTYPE article PUBLIC "-//OASIS//DTD DocBook XML V4.1.2//EN" "docbookx.dtd"><article lang="en">
<articleinfo><title>The harbour</title><author><firstname>Ann</firstname><surname>Lee</surname></author>
<pubdate>2004-03-19</pubdate><revhistory><revision>1</revision></revhistory><abstract><para>A year.</para></abstract>
</articleinfo><sect1><title>Ice<indexterm><primary>ice</primary></indexterm></title>
<para>{TEXT}<footnote><para>In <productname>Oslo</productname>.</para></footnote></para>
<itemizedlist><listitem><para>one</para></listitem></itemizedlist>
<figure><title>The quay</title><mediaobject><imageobject/></mediaobject></figure>
<table><title>Ice</title><tgroup cols="2"><colspec/><tbody><row><entry>1912</entry><entry><para>40</para></entry></row>
</tbody></tgroup></table><sect2><title>Snow</title><screen>$ run
done</screen></sect2></sect1></article>""".encode(),
        )
    ).drafts
    assert draft.metadata.title == "The harbour"
    assert draft.metadata.authors == ("Ann Lee",)
    assert str(draft.metadata.date) == "2004-03-19"
    assert kinds(draft) == [
        (Kind.TITLE, "The harbour"),
        (Kind.BODY, "A year."),
        (Kind.HEADING, "Ice"),
        (Kind.BODY, TEXT),
        (Kind.FOOTNOTE, "In Oslo."),
        (Kind.BODY, "one"),
        (Kind.CAPTION, "The quay"),
        (Kind.CAPTION, "Ice"),
        (Kind.BODY, "1912 | 40"),
        (Kind.HEADING, "Snow"),
        (Kind.BODY, "$ run done"),
    ]


def test_docbook_5() -> None:
    (draft,) = read_xml(
        Source(
            "a.xml",
            f"""<book xmlns="http://docbook.org/ns/docbook" version="5.0"><info><title>Ice</title><author><personname>
Ann Lee</personname></author></info><chapter><info><title>One</title></info>
<para>{TEXT}</para></chapter></book>""".encode(),
        )
    ).drafts
    assert (draft.metadata.title, draft.metadata.authors) == ("Ice", ("Ann Lee",))
    assert kinds(draft) == [(Kind.TITLE, "Ice"), (Kind.HEADING, "One"), (Kind.BODY, TEXT)]


def test_sgml_with_tags_left_out() -> None:
    (draft,) = read_sgml(
        Source(
            "a.sgml",
            f"""<!doctype article public "-//OASIS//DTD DocBook V4.1//EN" [<!entity x "y">]>
<ARTICLE LANG=en><ARTHEADER><TITLE>Ice &amp; snow</TITLE></ARTHEADER>
<SECT1 ID="one"><TITLE>Cold</TITLE>
<PARA>{TEXT}
<PARA>Caf&eacute;<XREF LINKEND="one"> and <![CDATA[<tags>]]></PARA>
<!-- a comment --></SECT1>""".encode(),
        )
    ).drafts
    assert kinds(draft) == [
        (Kind.TITLE, "Ice & snow"),
        (Kind.HEADING, "Cold"),
        (Kind.BODY, TEXT),
        (Kind.BODY, "Café and <tags>"),
    ]
    assert [p.line for p in draft.paragraphs] == [2, 3, 4, 5]
