"""Comma- and tab-separated values."""

from __future__ import annotations

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Kind, Known, Reason
from searchtui.corpus.decoding import NotTextError
from searchtui.corpus.drafts import Contents
from searchtui.corpus.readers.tables import read_csv, read_tsv
from searchtui.corpus.sources import UnreadableError
from tests.corpus.sourced import source

TEXT = (
    "A boat lay on the beach all of the year, and nobody knew why.\n\nIn the town; well, nobody “asked” whose it was."
)
HEADER = ["id", "Headline", "Byline", "Newspaper", "Date Published", "URL", "Body"]
ROW = ["a7", "The Boat, at last", "By Ann Lee and Bo Ek", "Herald", "2020-05-04", "https://example.org/a", TEXT]


def read(text: str | bytes, name: str = "export.csv") -> Contents:
    return (read_tsv if name.endswith(".tsv") else read_csv)(source(text, name))


def table(*rows: list[str], **how: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, **how).writerows(rows)  # type: ignore[arg-type]
    return stream.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_row_is_an_article(delimiter: str, end: str, encoding: str) -> None:
    contents = read(table(HEADER, ROW, delimiter=delimiter, lineterminator=end).encode(encoding))
    assert contents.complaints == ()
    (draft,) = contents.drafts
    meta = draft.metadata
    assert draft.item == "a7"
    assert (meta.title, meta.authors, meta.source) == ("The Boat, at last", ("Ann Lee", "Bo Ek"), "Herald")
    assert (str(meta.date), meta.url) == ("2020-05-04", "https://example.org/a")
    assert {how.known for how in meta.known.values()} == {Known.DECLARED}
    assert [(one.kind, one.text, one.line) for one in draft.paragraphs] == [
        (Kind.TITLE, "The Boat, at last", 2),
        (Kind.BODY, TEXT.split("\n\n")[0], 2),
        (Kind.BODY, TEXT.split("\n\n")[1], 2),
    ]


@pytest.mark.parametrize(
    "header",
    [
        ["title", "author", "source", "published_at", "content"],
        ["TITLE", "AUTHORS", "PUBLICATION", "PUBDATE", "FULL TEXT"],
        ["articleTitle", "authorName", "sourceName", "publishedAt", "articleBody"],
        ["Titel", "Verfasser", "Zeitung", "Veröffentlicht am", "Volltext"],
        ["Überschrift", "Autor", "Quelle", "Datum", "Artikeltext"],
        ["Titre", "Auteur", "Publication", "Date de parution", "Texte intégral"],
        ["Título", "Autores", "Periódico", "Fecha de publicación", "Texto completo"],
        ["dc:title", "dc.creator", "dc publisher", "dc_date", "news_text"],
    ],
)
def test_columns_are_known_by_name(header: list[str]) -> None:
    (draft,) = read(table(header, ["The Boat", "Ann Lee", "Herald", "2020-05-04", TEXT])).drafts
    meta = draft.metadata
    assert (meta.title, meta.authors, meta.source) == ("The Boat", ("Ann Lee",), "Herald")
    assert str(meta.date) == "2020-05-04"
    assert len(draft.paragraphs) == 3


def test_columns_of_media_monitoring_and_of_libraries() -> None:
    monitored = ["Date", "Headline", "URL", "Opening Text", "Hit Sentence", "Source", "Influencer", "Reach"]
    cells = ["05-Dec-2020 10:31AM", "The Boat", "https://a.example/b", TEXT, "...a boat...", "Herald", "Ann Lee", "1"]
    (draft,) = read(table(monitored, cells)).drafts
    assert (draft.metadata.title, draft.metadata.authors, str(draft.metadata.date)) == (
        "The Boat",
        ("Ann Lee",),
        "2020-12-05",
    )
    assert len(draft.paragraphs) == 3
    library = ["Title", "Abstract", "Authors", "pubdate", "pubtitle", "DocumentURL"]
    cells = ["The Boat", TEXT, "Lee, Ann; Ek, Bo", "Dec 5, 2020", "Herald", "https://a.example/b"]
    meta = read(table(library, cells)).drafts[0].metadata
    assert (meta.source, meta.url, str(meta.date)) == ("Herald", "https://a.example/b", "2020-12-05")


def test_other_columns_and_another_order_do_no_harm() -> None:
    header = ["", "text_length", "Body", "category", "source_country", "Title"]
    (draft,) = read(table(header, ["0", "117", TEXT, "sea", "Norway", "The Boat"])).drafts
    assert draft.metadata.title == "The Boat"
    assert draft.metadata.source is None
    assert draft.item == "2"


@pytest.mark.parametrize(
    ("header", "cells"),
    [(["title", "date", "likes"], ["Boat", "2020", "5"]), (["Name", "Age", "City"], ["Ann", "38", "Oslo"])],
)
def test_a_table_without_text(header: list[str], cells: list[str]) -> None:
    with pytest.raises(UnreadableError) as error:
        read(table(header, cells))
    assert error.value.reason is Reason.NO_TEXT_COLUMN
    assert str(error.value).endswith(f"Its columns are {', '.join(f'`{name}`' for name in header)}.")


def test_a_table_without_names_does_not_show_its_text() -> None:
    with pytest.raises(UnreadableError) as error:
        read(table(["1", "2020-05-04", TEXT], ["2", "2020-05-05", TEXT]))
    assert error.value.reason is Reason.NO_TEXT_COLUMN
    assert "boat" not in str(error.value)


def test_lines_above_the_names() -> None:
    contents = read(f"Export of 4 May 2020\n\n{table(HEADER, ROW)}")
    assert [draft.metadata.title for draft in contents.drafts] == ["The Boat, at last"]
    assert contents.drafts[0].paragraphs[0].line == 4


def test_the_line_that_excel_writes() -> None:
    contents = read("sep=;\nTitle;Text\nThe Boat;One, two, three\n")
    assert [(draft.metadata.title, draft.paragraphs[1].text) for draft in contents.drafts] == [
        ("The Boat", "One, two, three")
    ]
    assert contents.drafts[0].paragraphs[0].line == 3


def test_lead_and_body_are_joined() -> None:
    header = ["body", "standfirst", "title"]
    (draft,) = read(table(header, ["The boat was old.", "A story of the sea.", "Boat"])).drafts
    assert [one.text for one in draft.paragraphs] == ["Boat", "A story of the sea.", "The boat was old."]


def test_a_lead_that_the_body_repeats_is_not_doubled() -> None:
    (draft,) = read(table(["lead", "body"], ["The boat was old.", "The boat was old.\nIt sank."])).drafts
    assert [one.text for one in draft.paragraphs] == ["The boat was old.", "It sank."]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("", ["All about a boat."]),
        ("The boat was ol… [+120 chars]", ["All about a boat.", "The boat was ol"]),
        ("The boat was old.", ["The boat was old."]),
    ],
)
def test_a_summary_stands_for_a_text_that_is_missing_or_cut(body: str, texts: list[str]) -> None:
    (draft,) = read(table(["description", "content"], ["All about a boat.", body])).drafts
    assert [one.text for one in draft.paragraphs] == texts


def test_html_in_a_cell() -> None:
    (draft,) = read(
        table(["title", "text"], ["Ann &amp; Bo", "<p>One <b>boat</b>.</p><h2>At sea</h2><p>Two.</p>"])
    ).drafts
    assert [(one.kind, one.text) for one in draft.paragraphs] == [
        (Kind.TITLE, "Ann & Bo"),
        (Kind.BODY, "One boat."),
        (Kind.HEADING, "At sea"),
        (Kind.BODY, "Two."),
    ]


def test_line_breaks_that_were_written_as_escapes() -> None:
    (draft,) = read(table(["text"], [r"One boat lay there.\n\nAnother came."])).drafts
    assert [one.text for one in draft.paragraphs] == ["One boat lay there.", "Another came."]


@pytest.mark.parametrize(
    ("dates", "read_as"),
    [
        (["4/5/2020", "31/12/2020"], ["2020-05-04", "2020-12-31"]),
        (["4/5/2020", "12/31/2020 10:00"], ["2020-04-05", "2020-12-31"]),
        (["4/5/2020", "31/12/2020", "12/31/2020"], ["None", "2020-12-31", "2020-12-31"]),
        (["4/5/2020", "2/1/2020"], ["None", "None"]),
        (["2016.0", "20160504"], ["2016", "2016-05-04"]),
    ],
)
def test_the_order_of_dates_is_told_by_the_column(dates: list[str], read_as: list[str]) -> None:
    contents = read(table(["date", "text"], *([date, TEXT] for date in dates)))
    assert [str(draft.metadata.date) for draft in contents.drafts] == read_as


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("['Ann Lee', \"Bo O'Ek\"]", ("Ann Lee", "Bo O'Ek")),
        ("[]", ()),
        ("Ann Lee; Bo Ek", ("Ann Lee", "Bo Ek")),
        ("Reuters Staff", ()),
        ("desk@herald.example", ()),
        ("Ann Lee | Springfield Herald", ("Ann Lee",)),
        ("", ()),
        ("null", ()),
        ("NaN", ()),
    ],
)
def test_lists_of_authors_in_a_cell(cell: str, names: tuple[str, ...]) -> None:
    contents = read(table(["authors", "text"], [cell, TEXT]))
    assert contents.drafts[0].metadata.authors == names
    assert contents.complaints == ()


@pytest.mark.parametrize("nothing", ["", "null", "None", "NaN", "N/A", "-", "\\N", " "])
def test_cells_that_say_nothing(nothing: str) -> None:
    contents = read(table(["title", "date", "source", "url", "text"], [*[nothing] * 4, TEXT]))
    assert contents.complaints == ()
    meta = contents.drafts[0].metadata
    assert (meta.title, meta.date, meta.source, meta.url) == (None, None, None, None)


def test_rows_without_names_have_numbers_and_doubled_names_are_said() -> None:
    contents = read(table(["id", "text"], ["a", TEXT], [], ["a", TEXT], ["", TEXT]))
    assert [draft.item for draft in contents.drafts] == ["a", "4", "5"]
    (complaint,) = contents.complaints
    assert complaint.startswith("Row 4: the id 'a' stands in a row above too")


def test_rows_that_are_too_wide_or_too_narrow() -> None:
    rows = ["title,author,text,tag", "Boat,Ann,Short text,x", "Boat, the,Ann,A much longer text than that,x"]
    contents = read("\n".join([*rows, "Boat", "Ship,Bo", ",,,", "A,B,C,D,,", ""]))
    assert [draft.metadata.title for draft in contents.drafts] == ["Boat", None, "Boat", "Ship", "A"]
    assert contents.drafts[1].metadata.authors == ()
    assert [one.text for one in contents.drafts[1].paragraphs] == ["A much longer text than that"]
    assert contents.complaints == (
        "Line 3 has 5 cells where the table has 4 columns; the longest one is read as the text.",
    )


def test_commas_of_a_last_column_without_quotation_marks() -> None:
    (draft,) = read("title,text\nBoat,It was old, leaky, and blue\n").drafts
    assert draft.paragraphs[1].text == "It was old,leaky,and blue"


@pytest.mark.parametrize("name", ["export.csv", "export.tsv"])
def test_a_quotation_mark_that_is_never_closed_takes_its_row_alone(name: str) -> None:
    delimiter = "\t" if name.endswith("tsv") else ","
    rows = ["id,text,tag", '1,"One boat",x', '2,"Two boats,x', '3,"Three boats",x', '4,"Four boats",x']
    contents = read("\n".join(rows).replace(",", delimiter), name)
    assert [draft.item for draft in contents.drafts] == ["1", "2", "3", "4"]
    assert [draft.paragraphs[0].text for draft in contents.drafts] == [
        "One boat",
        "Two boats",
        "Three boats",
        "Four boats",
    ]
    (complaint,) = contents.complaints
    assert complaint.startswith("Line 3: a quotation mark is never closed")


def test_a_last_quotation_mark_that_is_never_closed() -> None:
    contents = read('id,text\n1,"One boat\n2,Two boats\n')
    assert [draft.item for draft in contents.drafts] == ["1", "2"]
    assert len(contents.complaints) == 1


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('"He said ""no"""', 'He said "no"'),
        ('"He said "no" to it"', 'He said "no" to it'),
        ('He said "no"', 'He said "no"'),
        ('"a"",b"', 'a",b'),
        ('"one\ntwo"', "one two"),
    ],
)
def test_quotation_marks(cell: str, text: str) -> None:
    contents = read(f"id,text\n1,{cell}\n2,Other\n")
    assert [" ".join(one.text for one in draft.paragraphs) for draft in contents.drafts] == [text, "Other"]


def test_backslashes_before_quotation_marks() -> None:
    (draft,) = read('id,text\n1,"He said \\"no\\", and left"\n').drafts
    assert draft.paragraphs[0].text == 'He said "no", and left'


def test_a_cell_of_any_length_and_nuls() -> None:
    (draft,) = read("text\n" + "boat " * 100_000 + "\0\n").drafts
    assert len(draft.paragraphs[0].text) == 499_999


@pytest.mark.parametrize(
    "text",
    [
        'text\n"' * 20_000,
        'text\n"a\n' + '"a\n' * 20_000 + 'a"\n',
        "text" + ',"' * 50_000,
        '"' * 50_001,
        "text\n" + "," * 50_000,
        "text" + ",c" * 200_000 + "\n" + "a b\n" * 2_000,
    ],
)
def test_hostile_tables_take_no_long(text: str) -> None:
    with contextlib.suppress(UnreadableError):
        read(text)


@given(st.binary(max_size=300) | st.text(alphabet='ab,;\t|"\n \\', max_size=80).map(str.encode))
def test_any_bytes(data: bytes) -> None:
    for name in ("a.csv", "a.tsv"):
        with contextlib.suppress(UnreadableError, NotTextError):
            read(b"id,text,title\n" + data, name)
        with contextlib.suppress(UnreadableError, NotTextError):
            read(data, name)
