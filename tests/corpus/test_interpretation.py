"""The rules together, on whole texts."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Kind, Known
from searchtui.corpus.drafts import Draft
from searchtui.corpus.readers.plain import read_plain
from tests.corpus.sourced import source

BODY = (
    "The harbour had been closed since the spring, and the boats that used to come from the islands lay on the beach. "
    "Nobody in the town could remember such a year."
)
MORE = (
    "In May the council met for the third time, heard the fishermen and the owners of the two hotels, and decided "
    "nothing, as it had decided nothing before."
)
LAST = "So the boats stayed where they were, and the town learnt to live without the sea for another long year."


def read(*paragraphs: str) -> Draft:
    (draft,) = read_plain(source("\n\n".join(paragraphs))).drafts
    return draft


def kinds(draft: Draft) -> list[str]:
    return [paragraph.kind.value for paragraph in draft.paragraphs]


def found(draft: Draft) -> dict[str, str]:
    return {name: str(getattr(draft.metadata, name)) for name in draft.metadata.known}


def test_a_full_head() -> None:
    draft = read("The Town Without a Sea\nBy Ann Lee and Bo Ek\nSpringfield Herald\n5 May 2020", BODY, MORE, LAST)
    assert draft.metadata.title == "The Town Without a Sea"
    assert draft.metadata.authors == ("Ann Lee", "Bo Ek")
    assert draft.metadata.source == "Springfield Herald"
    assert str(draft.metadata.date) == "2020-05-05"
    assert kinds(draft) == ["title", "furniture", "furniture", "furniture", "body", "body", "body"]
    assert all(how.known is Known.FOUND for how in draft.metadata.known.values())


def test_head_in_any_order_with_a_standfirst() -> None:
    draft = read(
        "OPINION",
        "The Town Without a Sea",
        "A council cannot decide, and a town learns to live without its harbour.",
        "Ann Lee",
        "By Ann Lee",
        "Published: May 5, 2020 | Updated: May 9, 2020",
        BODY,
        MORE,
    )
    assert found(draft) == {
        "title": "The Town Without a Sea",
        "authors": "('Ann Lee',)",
        "date": "2020-05-05",
    }
    assert kinds(draft)[:3] == ["furniture", "title", "body"]


def test_publication_goes_before_revision() -> None:
    draft = read("The Town Without a Sea", "Updated: 9 May 2020", "Published: 5 May 2020", BODY)
    assert str(draft.metadata.date) == "2020-05-05"


def test_labelled_head() -> None:
    draft = read(
        "Title: The Town Without a Sea\nAuthor: Ann Lee\nDate: 2020-05-05\nSource: Springfield Herald\n"
        "URL: https://example.org/town",
        BODY,
        MORE,
    )
    assert found(draft) == {
        "title": "The Town Without a Sea",
        "authors": "('Ann Lee',)",
        "date": "2020-05-05",
        "source": "Springfield Herald",
        "url": "https://example.org/town",
    }


def test_tail() -> None:
    draft = read(
        BODY,
        MORE,
        LAST,
        "Ann Lee is a writer who lives in Springfield.",
        "The views expressed here are the author's own.",
        "This article first appeared in Springfield Review.",
        "Advertisement",
    )
    assert found(draft) == {"authors": "('Ann Lee',)", "source": "Springfield Review"}
    assert kinds(draft) == ["body", "body", "body", "footnote", "furniture", "furniture", "furniture"]


def test_dateline_names_the_agency() -> None:
    draft = read("OSLO, May 5, 2020 (Reuters) - " + BODY, MORE)
    assert found(draft) == {"source": "Reuters", "date": "2020-05-05"}
    assert kinds(draft) == ["body", "body"]


def test_headings_and_what_stands_below_them() -> None:
    draft = read(BODY, "A town of boats", MORE, "What happens next?", LAST)
    assert kinds(draft) == ["body", "heading", "body", "heading", "body"]
    assert [paragraph.heading for paragraph in draft.paragraphs] == [
        None,
        None,
        "A town of boats",
        None,
        "What happens next?",
    ]


def test_text_without_blank_lines() -> None:
    long = f"{BODY} {MORE}"
    (draft,) = read_plain(source(f"The Town Without a Sea\nBy Ann Lee\n{long}\nA town of boats\n{long}\n{long}")).drafts
    assert kinds(draft) == ["title", "furniture", "body", "heading", "body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "By nightfall the square was empty.",
        "By Monday, nothing had changed",
        "Source: close to the ministry said that the talks had failed.",
        "It happened in 1984.",
        "1984",
        "On 5 May 2020 the council met.",
        "But would it ever open again?",
        "What was he to do?",
        "He waited.",
        "“Never again,” she said.",
        "— Where were you?",
        "NOBODY KNEW WHERE HE HAD GONE.",
        "12 Harbour Street",
        "Ann Lee is a writer who lives in Springfield.",
        "Dec. 2",
        "5 May 2020",
        "Read the letter again, he said, and this time aloud.",
        "The photo was gone.",
    ],
)
def test_lines_inside_a_text_are_body(line: str) -> None:
    draft = read(BODY, MORE, line, BODY, MORE, LAST)
    assert found(draft) == {}
    assert kinds(draft) == ["body"] * 6


def test_verse_has_neither_title_nor_headings() -> None:
    stanza = "The boats lie on the sand,\nthe gulls have gone to land,\nand nobody will stand\nupon the pier"
    draft = read(stanza, stanza.replace("pier", "shore"), stanza)
    assert found(draft) == {}
    assert kinds(draft) == ["body"] * 3


def test_lists_addresses_and_names_have_neither() -> None:
    for lines in (
        ["Ann Lee", "Bo Ek", "Cy Dam", "Di Eng"],
        ["Harbour Office", "12 Harbour Street", "Springfield", "Norway"],
        ["Apples", "Pears", "Plums", "Cherries"],
    ):
        for joint in ("\n", "\n\n"):
            (draft,) = read_plain(source(joint.join(lines))).drafts
            assert found(draft) == {}
        draft = read(BODY, *lines, MORE)
        assert kinds(draft)[1:-1] == ["body"] * 4


def test_who_the_text_reports_on_is_not_its_author() -> None:
    draft = read("The mayor, Ann Lee, was there. " + BODY, MORE, LAST, "Ann Lee is a professor of law in Springfield.")
    assert found(draft) == {}
    assert kinds(draft)[-1] == "body"


def test_a_portrait_is_no_bio() -> None:
    draft = read("Ann Lee is a writer who lives in Springfield.")
    assert found(draft) == {}
    assert kinds(draft) == ["body"]


def test_bio_of_the_author_of_the_byline() -> None:
    draft = read("By Ann Lee", BODY, "Ann Lee is a writer who lives in Springfield.")
    assert kinds(draft) == ["furniture", "body", "footnote"]
    other = read("By Ann Lee", BODY, MORE, LAST, "Bo Ek is a writer who lives in Springfield.")
    assert kinds(other)[-1] == "body"
    assert other.metadata.authors == ("Ann Lee",)


def test_a_source_in_the_middle_is_that_of_a_table() -> None:
    draft = read(BODY, MORE, "Source: Harbour Office", *[BODY] * 12)
    assert "source" not in draft.metadata.known


def test_timeline_dates_are_not_the_date_of_publication() -> None:
    draft = read(BODY, MORE, LAST, "5 May 2020", BODY, "6 May 2020", MORE, LAST)
    assert found(draft) == {}


def test_publication_and_place_below_the_byline() -> None:
    draft = read("The Town Without a Sea", "By Ann Lee\nBBC News, Oslo", "Published\n5 May 2020", BODY, MORE)
    assert found(draft) == {
        "title": "The Town Without a Sea",
        "authors": "('Ann Lee',)",
        "source": "BBC News",
        "date": "2020-05-05",
    }
    unsigned = read("The Town Without a Sea", "BBC News, Oslo and other places", BODY, MORE)
    assert "source" not in unsigned.metadata.known


def test_credits_and_notices_below_the_text() -> None:
    draft = read(
        "By Ann Lee",
        BODY,
        MORE,
        LAST,
        "Reporting by Ann Lee in Oslo; Editing by Bo Ek",
        "The author is a professor of law in Springfield.",
        "Contact the editor at desk@example.org",
    )
    assert kinds(draft) == ["furniture", "body", "body", "body", "footnote", "footnote", "furniture"]
    inside = read(BODY, "The author is a professor of law in Springfield.", MORE, LAST)
    assert kinds(inside) == ["body"] * 4


def test_bio_below_the_byline() -> None:
    draft = read("The Town Without a Sea", "By Ann Lee\nAnn Lee is an economist.", BODY, MORE)
    assert kinds(draft) == ["title", "furniture", "footnote", "body", "body"]
    assert draft.metadata.authors == ("Ann Lee",)


def test_heading_above_the_first_paragraph() -> None:
    assert kinds(read("The Harbour", "by Ann Lee", "CHAPTER I", BODY, "CHAPTER II", MORE)) == [
        *("title", "furniture", "heading", "body", "heading", "body")
    ]
    assert kinds(read("The Harbour", "by Ann Lee", "A strange beginning", BODY))[2] == "body"


def test_furniture_alone() -> None:
    assert kinds(read("Advertisement", "* * *")) == ["furniture", "furniture"]


@given(st.text(st.sampled_from("aB. ,:?\n()1-“”"), max_size=400))
def test_any_text_is_numbered_in_order(text: str) -> None:
    for draft in read_plain(source(text)).drafts:
        numbers = [paragraph.number for paragraph in draft.paragraphs]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(paragraph.text and "\n" not in paragraph.text for paragraph in draft.paragraphs)
        assert sum(paragraph.kind is Kind.TITLE for paragraph in draft.paragraphs) <= 1


TITLE = "The Town Without a Sea"


@pytest.mark.parametrize(
    "line",
    [
        "The report was first published in The Lancet in 2019.",
        "It was translated into forty languages and sold a million copies.",
        "The opinions expressed in court were harsh.",
        "All rights reserved, the king said.",
        "Source: Anonymous",
        "Source: own calculations",
        "Source: World Bank (chart)",
        "Source: Wikimedia Commons",
        "SOURCE CODE IS LAW",
    ],
)
def test_last_lines_that_say_nothing_of_the_article(line: str) -> None:
    draft = read(TITLE, BODY, MORE, LAST, line)
    assert found(draft) == {"title": TITLE}
    assert kinds(draft)[-1] == "body"


def test_note_that_holds_more_stays_in_the_text() -> None:
    note = "This article is republished from Springfield Review under a Creative Commons license. Read the original."
    assert kinds(read(BODY, MORE, note))[-1] == "furniture"
    for text in (f"{LAST} {note}", "This story first appeared in Springfield Review, where it brought down the mayor."):
        draft = read(BODY, MORE, text)
        assert draft.metadata.source == "Springfield Review"
        assert draft.paragraphs[-1].text == text
        assert draft.paragraphs[-1].kind is Kind.BODY


@pytest.mark.parametrize(
    "line",
    ["By Special Arrangement", "By Train Across Siberia", "By Candle Light", "By Arctic Harbour", "BY STRANGE ISLANDS"],
)
def test_by_and_words_that_are_no_names(line: str) -> None:
    draft = read(TITLE, line, BODY, f"A strange year. {MORE}")
    assert found(draft) == {"title": TITLE}
    assert kinds(draft)[1] == "body"


def test_names_that_are_words_and_addresses_in_the_text_do_not_hinder_a_byline() -> None:
    draft = read(
        TITLE, "By Will Lee", BODY, f"It will open. {MORE}", "Write to will.lee@example.org or lee@example.org."
    )
    assert draft.metadata.authors == ("Will Lee",)


@pytest.mark.parametrize("line", ["June 1944", "1944", "1607179670000"])
def test_a_time_above_prose_is_no_date_of_publication(line: str) -> None:
    draft = read(TITLE, line, BODY, MORE)
    assert found(draft) == {"title": TITLE}
    assert kinds(draft)[1] == "body"


def test_a_labelled_month_is_one() -> None:
    assert str(read(TITLE, "Published: June 1944", BODY, MORE).metadata.date) == "1944-06"


def test_a_date_that_is_not_taken_stays_in_the_text() -> None:
    draft = read(TITLE, "By Ann Lee", "5 May 2020", "7 May 2020", BODY, MORE)
    assert "date" not in draft.metadata.known
    assert kinds(draft)[2:4] == ["body", "body"]


HEADS = ["\n".join([BODY, MORE, LAST]), "\n\n".join(map(textwrap.fill, [BODY, MORE, LAST]))]


@pytest.mark.parametrize("body", HEADS)
@pytest.mark.parametrize("joint", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "head",
    [
        ["Lira slides as bank holds rates", "Ann Lee in Oslo and Bo Ek in London"],
        ["STORM KILLS 12 IN MANILA", "Manila Times, Monday 6 November 2017"],
        ["Lira slides as bank holds rates", "It fell on Monday to a new low", "Ann Lee in Oslo"],
    ],
)
def test_the_first_line_is_the_title(head: list[str], joint: str, body: str) -> None:
    (draft,) = read_plain(source("\n".join(head) + joint + body)).drafts
    assert found(draft) == {"title": head[0]}
    assert [paragraph.text for paragraph in draft.paragraphs][: len(head)] == head


def test_a_broken_headline_is_one() -> None:
    head = "The council of the harbour decides after long\ntalks to close the pier"
    for body in HEADS:
        (draft,) = read_plain(source(f"{head}\n\n{body}")).drafts
        assert draft.metadata.title == head.replace("\n", " ")


@pytest.mark.parametrize("body", HEADS)
def test_header_of_a_message(body: str) -> None:
    head = "From: Ann Lee\nTo: Bo Ek\nDate: Mon, 6 Nov 2017 10:00:00 +0100\nSubject: File from Oslo"
    (draft,) = read_plain(source(f"{head}\n\n{body}")).drafts
    assert found(draft) == {"title": "File from Oslo", "date": "2017-11-06"}
    assert [(one.kind.value, one.text) for one in draft.paragraphs][:4] == [
        ("body", "From: Ann Lee"),
        ("body", "To: Bo Ek"),
        ("furniture", "Date: Mon, 6 Nov 2017 10:00:00 +0100"),
        ("title", "File from Oslo"),
    ]


def test_press_release() -> None:
    draft = read("FOR IMMEDIATE RELEASE", "ACME ANNOUNCES RECORD THIRD QUARTER", BODY, MORE, "SOURCE Acme Corp.")
    assert found(draft) == {"title": "ACME ANNOUNCES RECORD THIRD QUARTER", "source": "Acme Corp"}
    assert kinds(draft) == ["furniture", "title", "body", "body", "furniture"]


def test_label_of_a_title_is_not_shown() -> None:
    assert read("Headline: The Harbour", "By Ann Lee", BODY).paragraphs[0].text == "The Harbour"


def test_author_on_lines_of_its_own() -> None:
    draft = read(TITLE, "Author\nJane Smith\nProfessor of History, Springfield University", BODY, MORE)
    assert draft.metadata.authors == ("Jane Smith",)
    assert kinds(draft)[1:4] == ["furniture", "furniture", "footnote"]


def test_bio_below_a_short_text() -> None:
    draft = read(TITLE, BODY, MORE, "Jane Smith is a reporter based in Oslo.")
    assert found(draft) == {"title": TITLE, "authors": "('Jane Smith',)"}
    assert draft.metadata.known["authors"].detail == "bio"


def test_dateline_without_an_agency() -> None:
    text = f"OSLO, Dec. 11, 1982 -- {BODY}"
    draft = read(text, MORE)
    assert found(draft) == {"date": "1982-12-11"}
    assert (draft.paragraphs[0].kind, draft.paragraphs[0].text) == (Kind.BODY, text)


def test_credit_below_text_does_not_make_it_a_caption() -> None:
    credit = "Photograph: Ann Lee/Springfield Herald"
    for shaped in (str, textwrap.fill):
        draft = read(f"{shaped(f'{BODY} {MORE}')}\n{credit}", shaped(MORE), shaped(LAST))
        assert kinds(draft) == ["body", "caption", "body", "body"]
        assert draft.paragraphs[1].text == credit


def test_source_above_other_text_is_that_of_a_chart() -> None:
    draft = read(TITLE, BODY, MORE, "Source: World Bank", LAST)
    assert found(draft) == {"title": TITLE}
    assert kinds(draft)[3] == "body"


def test_native_byline_needs_its_language_and_its_place() -> None:
    german = (
        "Der Hafen der Stadt ist seit dem Frühling geschlossen, und die Boote der Fischer liegen auf dem Strand. "
        "Niemand in der Stadt kann sich an ein solches Jahr erinnern."
    )
    draft = read("Der Hafen bleibt zu", "Von Max Müller", "15. Juni 2022", german, german)
    assert found(draft) == {"title": "Der Hafen bleibt zu", "authors": "('Max Müller',)", "date": "2022-06-15"}
    assert "authors" not in read("Der Hafen bleibt zu", german, "Von Max Müller", german).metadata.known
    assert "authors" not in read("Der Hafen bleibt zu", "Von Boote Fischer", german, german).metadata.known
    assert "authors" not in read(TITLE, "Von Max Müller", BODY, MORE).metadata.known


BODY = (
    "The keepers of the harbour said on Monday that the boats would stay where they were until the ice had gone again."
)


def test_a_head_in_one_block_above_long_lines_is_no_paragraph() -> None:
    draft = read(
        "Ice keeps the boats at home\nVon Anna Muster und Jan Beispiel\nStand: 12.03.2024, 14:30 Uhr", BODY, BODY
    )
    assert draft.paragraphs[0].text == "Ice keeps the boats at home"
    assert [paragraph.text for paragraph in draft.paragraphs[-2:]] == [BODY, BODY]


def test_whom_to_ask_is_no_headline() -> None:
    draft = read("FOR IMMEDIATE RELEASE", "Contact: Anna Muster, anna@harbour.example", "Harbour opens again", BODY)
    assert draft.metadata.title == "Harbour opens again"


def test_a_name_in_letters_without_case_may_occur_in_the_text() -> None:
    draft = read(TITLE, "By محمد علي", BODY, f"The boats, said محمد on Monday, stayed in the harbour. {MORE}")
    assert draft.metadata.authors == ("محمد علي",)
