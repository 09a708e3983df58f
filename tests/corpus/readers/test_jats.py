from __future__ import annotations

from searchtui.article import Kind
from searchtui.corpus.drafts import Draft
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


def read(meta: str, body: str, more: str = "") -> Draft:
    article = (
        f"<article><front><article-meta>{meta}</article-meta></front><body><sec><title>Ice</title>{body}</sec></body>"
    )
    (draft,) = read_xml(Source("a.xml", f"{article}{more}</article>".encode())).drafts
    return draft


def test_a_table_beside_its_picture_is_read() -> None:
    cells = "<table><tr><td>1912</td><td>40 cm</td></tr></table>"
    draft = read("", f"<table-wrap><alternatives><graphic/>{cells}</alternatives></table-wrap>")
    assert [p.text for p in draft.paragraphs] == ["Ice", "1912 | 40 cm"]


def test_a_formula_in_two_forms_is_read_once() -> None:
    formula = "<alternatives><tex-math>x^2</tex-math><math><mi>x</mi><mn>2</mn></math></alternatives>"
    draft = read("", f"<p>It is <inline-formula>{formula}</inline-formula> here.</p>")
    assert [p.text for p in draft.paragraphs] == ["Ice", "It is x2 here."]


def test_subtitles_all_groups_of_authors_and_abstracts_in_other_languages() -> None:
    name = "<contrib><name><surname>{}</surname></name></contrib>"
    draft = read(
        "<title-group><article-title>Ice in Oslo</article-title><subtitle>A year</subtitle></title-group>"
        f"<contrib-group>{name.format('Lee')}</contrib-group><contrib-group>{name.format('Ek')}</contrib-group>"
        f'<contrib-group content-type="editors">{name.format("Orr")}</contrib-group>'
        "<abstract><p>A cold year.</p></abstract><trans-abstract><p>Une annee froide.</p></trans-abstract>",
        f"<p>{TEXT}</p>",
    )
    assert draft.metadata.title == "Ice in Oslo: A year"
    assert draft.metadata.authors == ("Lee", "Ek")
    assert [p.text for p in draft.paragraphs] == [
        "Ice in Oslo: A year",
        "A cold year.",
        "Une annee froide.",
        "Ice",
        TEXT,
    ]


def test_what_is_published_with_an_article_is_a_part_of_it() -> None:
    stub = "<front-stub><title-group><article-title>{}</article-title></title-group></front-stub>"
    answer = f"<response>{stub.format('An answer')}<body><p>We agree.</p></body></response>"
    review = f"<sub-article>{stub.format('A review')}<body><p>It is cold.</p></body>{answer}</sub-article>"
    meta = "<title-group><article-title>Ice in Oslo</article-title></title-group>"
    draft = read(meta, f"<p>{TEXT}</p>", review)
    assert [(p.kind, p.text) for p in draft.paragraphs] == [
        (Kind.TITLE, "Ice in Oslo"),
        (Kind.HEADING, "Ice"),
        (Kind.BODY, TEXT),
        (Kind.HEADING, "A review"),
        (Kind.BODY, "It is cold."),
        (Kind.HEADING, "An answer"),
        (Kind.BODY, "We agree."),
    ]
