from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.article import Kind, Known, Reason
from searchtui.corpus.drafts import Contents, Draft
from searchtui.corpus.readers.rtf import read_rtf
from searchtui.corpus.sources import Source, UnreadableError

WORD = r"""{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}
{\f1\fswiss\fcharset204{\*\panose 020b0604020202020204}Arial Cyr{\*\falt Arial};}{\f2\fnil\fcharset2 Symbol;}}
{\colortbl;\red0\green0\blue0;}{\stylesheet{\ql \snext0 Normal;}{\s1\outlinelevel0 \sbasedon0 heading 1;}
{\s2 heading 2;}{\*\cs10 \additive Default Paragraph Font;}{\s15\qc Title;}{\s16 caption;}{\s17 toc 1;}}
{\*\listtable{\list\listtemplateid1{\listlevel{\leveltext\'01\'b7;}}}}{\info{\title The Harbour Report}
{\author Ann Lee;Bo Ek}{\operator Administrator}{\creatim\yr2020\mo5\dy4}}{\*\generator Writer 7;}
{\header\pard Running head\par}{\footerr\pard Page 1\par}
\pard\plain\s15 The harbour that froze\par
\pard\plain\s17 What is left\tab 7\par
\pard\plain\f0 The caf\'e9 at the quay was closed \emdash  and {\b everybody} knew\~why.{\super\chftn}{\footnote
\pard\plain {\super\chftn} Records of the harbour office, 1963.} It had been cold for \u8222"weeks\ldblquote .\par
\pard\plain\s2 What is left\par
\pard\plain\f1 \'ce\'f1\'eb\'ee {\f0 and} \u1054?\u1089?\u1083?\u1086?\par
\pard\s16 Ice in the harbour\par
{\listtext\pard\plain\f2 \'b7\tab}\pard\ls1 a first item of the list\par
{\listtext\pard\plain 2.\tab}\pard\ls1 a second item\par
\pard See {\field{\*\fldinst{HYPERLINK "https://example.org/ice"}}{\fldrslt{\ul the pictures}}}.
{\*\bkmkstart here}{\deleted gone }{\v hidden }{\*\unheard of{\b it}}{\xe\v index}\par
\trowd\cellx1\cellx2\pard\intbl Year\cell Ice\cell\row
\trowd\cellx1\cellx2\pard\intbl 1963\cell 40\par cm\cell\row
\pard {\shp{\*\shpinst\shpleft1{\sp{\sn shapeType}{\sv 202}}{\shptxt \pard A box at the side.\par}}{\shprslt{\*\do
\dptxbx{\dptxbxtext\pard A box at the side.\par}}}}After the box.\par
\pard {\pict\pngblip 89504e470d0a1a0a}{\*\shppict{\pict\bin3 }{}}}The end.\par}
"""


def read(text: str | bytes) -> Contents:
    return read_rtf(Source("article.rtf", text.encode("latin-1") if isinstance(text, str) else text))


def only(text: str | bytes) -> Draft:
    contents = read(text)
    assert contents.complaints == ()
    (draft,) = contents.drafts
    return draft


def texts(text: str | bytes) -> list[str]:
    return [paragraph.text for paragraph in only(text).paragraphs]


def test_a_document_of_a_word_processor() -> None:
    assert [(paragraph.kind, paragraph.text) for paragraph in only(WORD).paragraphs] == [
        (Kind.TITLE, "The harbour that froze"),
        (Kind.FURNITURE, "What is left 7"),
        (
            Kind.BODY,
            "The café at the quay was closed — and everybody knew why. It had been cold for „weeks“.",
        ),
        (Kind.HEADING, "What is left"),
        (Kind.BODY, "Осло and Осло"),
        (Kind.CAPTION, "Ice in the harbour"),
        (Kind.BODY, "a first item of the list"),
        (Kind.BODY, "2. a second item"),
        (Kind.BODY, "See the pictures."),
        (Kind.BODY, "Year | Ice"),
        (Kind.BODY, "1963 | 40 cm"),
        (Kind.BODY, "After the box."),
        (Kind.BODY, "A box at the side."),
        (Kind.BODY, "The end."),
        (Kind.FOOTNOTE, "Records of the harbour office, 1963."),
    ]


def test_the_title_of_the_text_goes_before_that_of_the_properties() -> None:
    metadata = only(WORD).metadata
    assert metadata.title == "The harbour that froze"
    assert metadata.authors == ("Ann Lee", "Bo Ek")
    assert metadata.known["authors"].known is Known.DECLARED
    assert str(metadata.date) == "2020-05-04"
    assert metadata.known["date"].known is Known.FALLBACK
    declared = only(r"{\rtf1{\info{\title The Harbour Report}}It was cold for a very long time that year.\par}")
    assert declared.metadata.title == "The Harbour Report"
    assert declared.paragraphs[0].kind is Kind.TITLE


def test_junk_among_the_properties_is_left_alone() -> None:
    draft = only(r"{\rtf1{\info{\title Microsoft Word - memo.doc}{\author Administrator}}It was cold that year.\par}")
    assert draft.metadata.title is None
    assert draft.metadata.authors == ()


def test_title_is_read_only_as_a_property() -> None:
    assert texts(r"{\rtf1 {\title Not this} It was cold that year.\par}") == ["Not this It was cold that year."]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"{\rtf1\ansi\ansicpg1251 \'cc\'ee\'f1\'ea\'e2\'e0}", "Москва"),
        (r"{\rtf1\mac Z\'9frich}", "Zürich"),
        (r"{\rtf1\pca Z\'81rich}", "Zürich"),
        (r"{\rtf1\ansi{\fonttbl\f0\fnil\fcharset128 Mincho;}\f0 \'93\'fa\'96\'7b}", "日本"),
        ("{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset134 Song;}}\\f0 \\'d3\\'a1\r\n\\'cb\\'a2}", "印刷"),
        (r"{\rtf1\ansi{\fonttbl{\f0\fcharset0\cpg1253 Athens;}}\f0 \'c1\'e8\'de\'ed\'e1}", "Αθήνα"),
        (r"{\rtf1\ansi{\fonttbl{\f0 A;}{\f1\fcharset238 B;}}\f1 \'9a{\f0 \'9a}\plain \'9c\f1 \'9c}", "ššœś"),
        (r"{\rtf1\ansicpg99999 caf\'e9}", "café"),
        (r"{\rtf1\uc0\u27721\u23383}", "汉字"),
        (r"{\rtf1\u-10179?\u-8704?!}", "😀!"),
        (r"{\rtf1{\uc2\u8217\'a1\'af}s \u8217's {\u8217}s \uc1000\u8217 12345678s}", "’s ’s ’s ’s"),
        (r"{\rtf1\u8217\par}", "’"),
        (r"{\rtf1 It\u8217\rquote s \u8220\ldblquote here\u8221\'94\u8212\tab \endash}", "It’s “here”— –"),
        (r"{\rtf1 \u99999999?a\u b}", "?ab"),
        (r"{\rtf1 soft\-hyphen, hard\_hyphen, C:\\a \{b\}}", r"softhyphen, hard-hyphen, C:\a {b}"),
        ("{\\rtf1 of one li\nne}", "of one line"),
    ],
)
def test_characters(written: str, read: str) -> None:
    assert texts(written) == [read]


def test_utf_8_that_stands_there_against_the_rules() -> None:
    assert texts("{\\rtf1\\ansi Zürich und Łódź\\par}".encode()) == ["Zürich und Łódź"]


def test_of_two_forms_of_a_text_the_one_in_unicode_is_read() -> None:
    read = only(
        r"{\rtf1{\info{\title{\upr{???}{\*\ud{\u1051?\u1077?\u1076?}}}}{\upr{\author A}{\*\ud{\author Ann Lee}}}}"
        r"It {\upr{was {\b ???}}{\*\ud{was \u1051?}}}.{\upr{One}} {\upr Two}{\*\ud three}\par}"
    )
    assert (read.metadata.title, read.metadata.authors) == ("Лед", ("Ann Lee",))
    assert [paragraph.text for paragraph in read.paragraphs] == ["Лед", "It was Л.One Two"]


def test_two_forms_that_are_never_closed_lose_nothing() -> None:
    assert "One" in read(r"{\rtf1 {\upr{One \par").drafts[0].paragraphs[0].text


def test_a_text_box_of_an_old_word() -> None:
    box = r"{\*\do\dobxcolumn\dobypara\dptxbx{\dptxbxtext\pard A box at the side.\par}\dpx1\dpy2}"
    assert texts(rf"{{\rtf1 {box}It was cold.\par}}") == ["It was cold.", "A box at the side."]


def test_what_was_moved_is_read_once() -> None:
    assert texts(r"{\rtf1 It {\mvf was cold}is {\mvt was cold}.\par}") == ["It is was cold."]


def test_a_character_of_two_bytes_may_have_a_letter_as_its_second() -> None:
    assert texts(r"{\rtf1\ansi{\fonttbl{\f0\fcharset128 Mincho;}}\f0 \'83A\'83\'43}") == ["アイ"]


@pytest.mark.parametrize("broken", ["\\\n", "\\\r\n", "\\par ", "\\sect ", "\\page "])
def test_what_ends_a_paragraph(broken: str) -> None:
    assert texts(f"{{\\rtf1 One.{broken}Two.}}") == ["One.", "Two."]


def test_lines_within_a_paragraph() -> None:
    assert texts(r"{\rtf1 By Ann Lee\line It was cold that year, and the harbour froze.\par The end.\par}") == [
        "By Ann Lee",
        "It was cold that year, and the harbour froze.",
        "The end.",
    ]


def test_a_table_within_a_table_and_a_page_within_one() -> None:
    page = "It was cold that year. " * 15
    nested = (
        r"{\rtf1\trowd\cellx1\pard\intbl Before\par\pard\intbl\itap2 A\nestcell B\nestcell"
        r"{\*\nesttableprops\trowd\cellx1\nestrow}{\nonesttables\par}\pard\intbl After\cell\row}"
    )
    assert texts(nested) == ["Before", "A | B", "After"]
    assert texts(rf"{{\rtf1\intbl {page}\par {page}\cell Menu\cell\row\pard Last.}}") == [
        page.strip(),
        page.strip(),
        "Menu",
        "Last.",
    ]


def test_a_row_that_never_ends() -> None:
    assert texts(r"{\rtf1\intbl A\cell B\cell\pard C\par}") == ["A | B | C"]


def test_headings_of_which_one_is_the_title() -> None:
    head = r"{\rtf1{\stylesheet{\s1 heading 1;}{\s2 heading 2;}}"
    one = only(head + r"\pard\s1 Above\par\pard It was cold.\par\pard\s2 Below\par\pard It was warm.\par}")
    assert [p.kind for p in one.paragraphs] == [Kind.TITLE, Kind.BODY, Kind.HEADING, Kind.BODY]
    below = only(head + r"\pard It was cold.\par\pard\s1 One\par\pard It was warm.\par}")
    assert [p.kind for p in below.paragraphs] == [Kind.BODY, Kind.HEADING, Kind.BODY]
    outline = only(r"{\rtf1\pard\outlinelevel1 Above\par\pard\outlinelevel9 It was cold.\par}")
    assert [p.kind for p in outline.paragraphs] == [Kind.TITLE, Kind.BODY]


def test_a_file_that_breaks_off_is_read_and_complained_of() -> None:
    contents = read(r"{\rtf1{\b It was cold that year. {\footnote And the next")
    assert [p.text for p in contents.drafts[0].paragraphs] == ["It was cold that year.", "And the next"]
    assert contents.complaints == ("It breaks off before its end. What could be read of it was read.",)


def test_a_brace_too_many_loses_nothing() -> None:
    assert texts(r"{\rtf1 One.\par}} Two.\par}") == ["One.", "Two."]


def test_a_fragment_without_its_mark() -> None:
    assert texts(r"{\pard \ql It was cold that year.\par}") == ["It was cold that year."]


def test_what_is_no_rtf() -> None:
    with pytest.raises(UnreadableError) as error:
        read("It was cold that year.")
    assert error.value.reason is Reason.BROKEN


@pytest.mark.parametrize(
    "hostile",
    [
        "{\\rtf1 " + "{" * 10_000 + "deep" + "}" * 10_000 + "}",
        "{\\rtf1 " + "{\\footnote " * 20_000 + "deep" + "}" * 20_000 + "}",
        "{\\rtf1 " + "{\\*\\unheard " * 20_000 + "deep" + "}" * 20_000 + "deep}",
        "{\\rtf1 " + "\\cell " * 10_000 + "deep}",
        "{\\rtf1 " + "\\'" * 10_000 + " deep}",
        "{\\rtf1 " + "\\u65?" * 10_000 + " deep}",
        "{\\rtf1 deep\\bin2000000000 x}",
        "{\\rtf1\\f99999999999999999999 deep}",
    ],
)
def test_hostile(hostile: str) -> None:
    assert "deep" in " ".join(p.text for draft in read(hostile).drafts for p in draft.paragraphs)


def test_a_flood_of_text_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchtui.corpus.readers.rtf._LONGEST_TEXT", 1000)
    contents = read("{\\rtf1 " + "It was cold.\\par " * 1000 + "}")
    assert len(contents.complaints) == 1
    assert 80 < len(contents.drafts[0].paragraphs) < 100


@settings(max_examples=50)
@given(st.data())
def test_nothing_but_a_refusal_is_raised(data: st.DataObject) -> None:
    whole = bytearray(WORD.encode("latin-1"))
    del whole[data.draw(st.integers(0, len(whole))) :]
    for place in data.draw(st.lists(st.integers(0, max(0, len(whole) - 1)), max_size=5)) if whole else ():
        whole[place] = data.draw(st.integers(0, 255))
    try:
        read(bytes(whole))
    except UnreadableError:
        assert len(whole) < 2000


COMMANDS = [
    *(r"\par", r"\u-1?", r"\'", r"\uc", "{", "}", r"\*", r"\cell", r"\row", r"\f1", "\\", "x", r"\bin3", r"\'ff"),
    *(r"{\footnote", r"{\info{\title", r"{\stylesheet{\s1", r"{\pict", r"{\fonttbl\f1\fcharset128 ", r"{\shp{\shptxt "),
]


@settings(max_examples=50)
@given(st.lists(st.sampled_from(COMMANDS), max_size=40))
def test_any_sequence_of_commands(words: list[str]) -> None:
    try:
        read("{\\rtf1 " + " ".join(words))
    except UnreadableError as error:
        assert error.reason is Reason.BROKEN
