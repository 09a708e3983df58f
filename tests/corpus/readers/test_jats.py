from __future__ import annotations

from searchtui.article import Kind
from searchtui.corpus.readers.xml import read_xml
from searchtui.corpus.sources import Source

TEXT = "It was cold that year, and nobody in the town went out."


def test_an_article_of_a_journal() -> None:
    article = f"""<article xml:lang="en"><front><journal-meta>
<journal-title-group><journal-title>Cold Studies</journal-title>
</journal-title-group></journal-meta><article-meta><article-id pub-id-type="doi">10.1000/ice</article-id><title-group>
<article-title>Ice in <italic>Oslo</italic><xref>*</xref></article-title></title-group><contrib-group>
<contrib contrib-type="author"><name><surname>Lee</surname><given-names>Ann B.</given-names></name></contrib>
<contrib contrib-type="editor"><name><surname>Orr</surname><given-names>Cy</given-names></name></contrib>
</contrib-group>
<pub-date pub-type="ppub"><year>2020</year></pub-date>
<pub-date pub-type="epub"><day>5</day><month>5</month><year>2020</year>
</pub-date><abstract><title>Abstract</title><p>A cold year.</p></abstract></article-meta></front><body><sec>
<title>Methods</title><p>{TEXT}<fn><p>In part.</p></fn></p>
<fig><label>1</label><caption><p>The quay</p></caption></fig>
</sec></body><back><ref-list><title>References</title><ref><mixed-citation>Ek 1912</mixed-citation></ref></ref-list>
</back>
</article>"""
    (draft,) = read_xml(Source("a.xml", article.encode())).drafts
    metadata = draft.metadata
    assert (metadata.title, metadata.authors) == ("Ice in Oslo", ("Ann B. Lee",))
    assert (metadata.source, metadata.url) == ("Cold Studies", "https://doi.org/10.1000/ice")
    assert str(metadata.date) == "2020-05-05"
    assert [(p.kind, p.text) for p in draft.paragraphs] == [
        (Kind.TITLE, "Ice in Oslo"),
        (Kind.HEADING, "Abstract"),
        (Kind.BODY, "A cold year."),
        (Kind.HEADING, "Methods"),
        (Kind.BODY, TEXT),
        (Kind.FOOTNOTE, "In part."),
        (Kind.CAPTION, "The quay"),
        (Kind.HEADING, "References"),
        (Kind.BODY, "Ek 1912"),
    ]
    two = read_xml(Source("a.xml", f"<articles>{article}{article.replace('ice<', 'snow<')}</articles>".encode())).drafts
    assert [one.item for one in two] == ["10.1000/ice", "10.1000/snow"]
