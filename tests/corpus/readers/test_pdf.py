"""PDF."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.article import Known, Reason
from searchtui.corpus.drafts import Contents, Draft
from searchtui.corpus.readers import pdf
from searchtui.corpus.readers.pdf import read_pdf
from searchtui.corpus.sources import UnreadableError
from tests.corpus.readers.made_pdf import LEADING, at, column, made_pdf, picture
from tests.corpus.sourced import source

FIRST = (
    "The harbour was quiet when the fleet came home in the evening, and nobody on the quay had expected so many boats "
    "to come back before the storm that had been forecast for the night."
)
SECOND = (
    "An agreement on the catch was signed in the town hall, with all of the skippers present and the mayor reading "
    "each of the articles aloud to them, one after the other."
)
THIRD = "Nets hung in the wind until the morning. The skippers slept, and the mayor wrote a letter to the ministry."


def contents(data: bytes) -> Contents:
    return read_pdf(source(data, "article.pdf"))


def read(data: bytes) -> Draft:
    (draft,) = contents(data).drafts
    return draft


def shown(data: bytes) -> list[tuple[int | None, str, str]]:
    return [(one.page, one.kind.value, one.text) for one in read(data).paragraphs]


def refused(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        contents(data)
    return caught.value


def test_lines_become_paragraphs_and_know_their_page() -> None:
    page = [*column(72, 700, FIRST, 60), *column(72, 600, SECOND, 60)]
    assert shown(made_pdf([page, column(72, 700, THIRD, 60)])) == [
        (1, "body", FIRST),
        (1, "body", SECOND),
        (2, "body", THIRD),
    ]
    assert all(one.line is None for one in read(made_pdf([page])).paragraphs)


def test_the_first_line_of_an_indented_paragraph_stays_with_it() -> None:
    lines = len(column(72, 700, FIRST, 60, indent=3))
    page = column(72, 700, FIRST, 60, indent=3) + column(72, 700 - lines * LEADING, SECOND, 60, indent=3)
    assert [text for _, _, text in shown(made_pdf([page]))] == [FIRST, SECOND]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    words = FIRST.split()
    begin, rest = " ".join(words[:20]), " ".join(words[20:])
    notes = [at(72, 60, "1 The storm did not come, as the weather office said the day after.", 7)]
    found = shown(made_pdf([[*column(72, 700, begin, 60), *notes], column(72, 700, f"{rest} {THIRD}", 60)]))
    assert found[0] == (1, "body", f"{FIRST} {THIRD}")
    assert found[1][:2] == (1, "footnote")


def test_columns_are_read_one_after_the_other() -> None:
    text = f"{FIRST} {SECOND}"
    left, right = column(60, 700, text, 38), column(330, 700, THIRD + " " + text, 38)
    titled = [at(120, 740, "The fleet comes home before the storm", 18)]
    across = [line for pair in zip(left, right, strict=False) for line in pair] + right[len(left) :]
    for page in (titled + left + right, left + right + titled, across + titled):
        found = shown(made_pdf([page]))
        assert found[0] == (1, "title", "The fleet comes home before the storm")
        assert [text for _, _, text in found[1:]] == [text, f"{THIRD} {text}"]


def test_words_parted_at_the_end_of_a_line_are_whole_again() -> None:
    lines = ["The agree-", "ment was long-", "term, and an agree-", "ment of equals for a long term and so on."]
    page = [at(72, 700 - LEADING * number, line) for number, line in enumerate(lines)]
    (_, _, text), *_ = shown(made_pdf([page]))
    assert text == "The agreement was long-term, and an agreement of equals for a long term and so on."


def test_ligatures_are_letters() -> None:
    assert shown(made_pdf([[at(72, 700, "The ﬁrst ﬁeld.")]]))[0][2] == "The first field."


def test_running_heads_and_numbers_of_pages_are_left_out() -> None:
    pages = [
        [
            at(72, 750, "Annals of the Harbour" if number % 2 else f"{number}  A. Moor and B. Ek"),
            *column(72, 700, f"{text} {number}.", 60),
            at(300, 40, f"- {number} -"),
        ]
        for number, text in enumerate([FIRST, SECOND, THIRD, FIRST, SECOND, THIRD], start=1)
    ]
    found = [text for _, _, text in shown(made_pdf(pages))]
    assert len(found) == 6
    assert not any("Annals" in text or "Moor" in text or "- " in text for text in found)


@pytest.mark.parametrize(
    ("note", "stays"),
    [
        ("{note} Ibid., {cited}.", True),
        ("{note}. Minutes of the port, {cited}.", True),
        ("Ibid., {cited}.", True),
        ("{page} Annals of the Harbour", False),
        ("{page} Annals of the Harbour 12", False),
        ("Annals of the Harbour {page}", False),
        ("Annals of the Harbour supra {page}", False),
    ],
)
def test_footnotes_that_differ_by_their_numbers_are_no_running_feet(note: str, stays: bool) -> None:
    feet = [
        note.format(note=2 * number + number % 3, cited=40 + number * number, page=210 + number) for number in range(6)
    ]
    pages = [
        [*column(72, 700, f"{text} {number}.", 60), at(72, 60, foot, 8)]
        for number, (text, foot) in enumerate(zip([FIRST, SECOND, THIRD, FIRST, SECOND, THIRD], feet, strict=True))
    ]
    found = [text for _, _, text in shown(made_pdf(pages))]
    assert [text for text in found if text in feet] == (feet if stays else [])
    assert len(found) == (12 if stays else 6)


def test_headings_captions_and_footnotes_are_known_by_their_type() -> None:
    page = [
        at(72, 740, "The fleet", 20),
        *column(72, 700, FIRST, 60),
        at(72, 630, "What the skippers said", bold=True),
        *column(72, 610, SECOND, 60),
        picture(),
        at(72, 180, "Figure 1: The fleet at the quay.", 8),
        *column(72, 150, THIRD, 60),
        at(72, 60, "* The names of the skippers have been changed.", 7),
    ]
    assert shown(made_pdf([page])) == [
        (1, "title", "The fleet"),
        (1, "body", FIRST),
        (1, "heading", "What the skippers said"),
        (1, "body", SECOND),
        (1, "caption", "Figure 1: The fleet at the quay."),
        (1, "body", THIRD),
        (1, "footnote", "* The names of the skippers have been changed."),
    ]
    assert [one.heading for one in read(made_pdf([page])).paragraphs][3] == "What the skippers said"


def test_numbered_headings_need_no_type_of_their_own() -> None:
    heads = ["3. RESULTS", "3.1. What the skippers said", "2. Boats that stayed", "12 May 2020"]
    page = [
        part
        for y, head in enumerate(heads)
        for part in (at(72, 720 - 150 * y, head), *column(72, 690 - 150 * y, FIRST, 60))
    ]
    kinds = {text: kind for _, kind, text in shown(made_pdf([page]))}
    assert [kinds[head] for head in heads[:2]] == ["heading", "heading"]
    assert kinds["12 May 2020"] != "heading"


def test_a_table_is_read_row_by_row() -> None:
    rows = [("Boat", "Catch", "Skipper"), ("Ada", "12 t", "Moor"), ("Bea", "7 t", "Ek")]
    cells = [at(72 + 150 * x, 500 - LEADING * y, text) for y, row in enumerate(rows) for x, text in enumerate(row)]
    found = [text for _, _, text in shown(made_pdf([[*column(72, 700, FIRST, 60), *cells]]))]
    assert found[1:] == ["Boat | Catch | Skipper", "Ada | 12 t | Moor", "Bea | 7 t | Ek"]


def test_a_list_has_its_items() -> None:
    items = ["1. Boats that came home.", "2. Boats that did not come home.", "• Nets"]
    page = [*column(72, 700, FIRST, 60), *(at(72, 500 - LEADING * y, item) for y, item in enumerate(items))]
    assert [text for _, _, text in shown(made_pdf([page]))][1:] == items


def test_a_mark_that_is_drawn_after_its_line_is_no_paragraph() -> None:
    lines = column(72, 700, FIRST, 60)
    page = [*lines[:1], at(200, 704, "2", 6), *lines[1:], at(76, 60, "The storm did not come.", 8), at(72, 63, "2", 6)]
    assert [(kind, text) for _, kind, text in shown(made_pdf([page]))] == [
        ("body", FIRST),
        ("footnote", "2 The storm did not come."),
    ]


def test_a_sentence_goes_on_below_a_picture() -> None:
    words = FIRST.split()
    begin, rest = " ".join(words[:20]), " ".join(words[20:])
    labels = [at(200 + 40 * (number % 2), 500 - 30 * number, f"Boat {number}", 7) for number in range(4)]
    caption = at(150, 340, "Figure 1. Boats at the quay.", 8)
    found = shown(made_pdf([[*column(72, 700, begin, 60), *labels, caption, *column(72, 300, rest, 60)]]))
    assert [(kind, text) for _, kind, text in found] == [
        ("body", FIRST),
        ("body", "Boat 0 Boat 1 Boat 2 Boat 3"),
        ("caption", "Figure 1. Boats at the quay."),
    ]


def test_bold_words_that_open_a_paragraph_are_no_heading() -> None:
    lines = column(72, 700, FIRST, 60)
    page = [lines[0].replace("/F1", "/F2"), *lines[1:]]
    assert [(kind, text) for _, kind, text in shown(made_pdf([page]))] == [("body", FIRST)]


@pytest.mark.parametrize("font", [b"Courier-Bold", b"CMBX10", b"Kotka-Black"])
def test_bold_type_is_known_by_the_name_of_its_font(font: bytes) -> None:
    page = [*column(72, 700, SECOND, 60), *column(72, 600, FIRST, 60)]
    page += [at(72, 600 + LEADING, "Whatever the weather and the wind bring to the harbour", bold=True)]
    written = made_pdf([page]).replace(b"/Courier-Bold", b"/" + font.ljust(len(b"Courier-Bold")))
    assert shown(written)[1:] == [
        (1, "heading", "Whatever the weather and the wind bring to the harbour"),
        (1, "body", FIRST),
    ]


def test_a_heading_that_is_justified_is_no_row_of_a_table() -> None:
    words = [at(x, 620, word, 14) for x, word in [(72, "Whatever"), (232, "the"), (373.2, "weather")]]
    rows = [at(72 + 150 * x, 560 - 16 * y, f"{x} t", 14) for y in range(2) for x in range(3)]
    page = [*column(72, 700, FIRST, 60), *words, at(72, 604, "may bring", 14), *rows, *column(72, 500, SECOND, 60)]
    found = [text for _, _, text in shown(made_pdf([page]))]
    assert found == [FIRST, "Whatever the weather may bring", "0 t | 1 t | 2 t", "0 t | 1 t | 2 t", SECOND]


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("and nobody saw it in the", "Harbour of Kotka, of which more below."),
        ("and nobody had seen the like of it in any other winter", "1998 was over, and the ice had gone."),
    ],
)
def test_a_sentence_goes_on_over_the_end_of_a_page_with_a_number_or_a_name(last: str, first: str) -> None:
    lines = ["The ice was thick that year and the year after as well", last]
    above = [*column(72, 700, SECOND, 54), *(at(72, 600 - LEADING * place, line) for place, line in enumerate(lines))]
    found = [
        text for _, _, text in shown(made_pdf([above, [*column(72, 700, first, 54), *column(72, 650, THIRD, 54)]]))
    ]
    assert found == [SECOND, " ".join([*lines, first]), THIRD]


@pytest.mark.parametrize(("last", "indent"), [("knew whose. 1", 0), ("knew whatever had happened.” 12", 2)])
def test_the_mark_of_a_footnote_ends_a_paragraph(last: str, indent: int) -> None:
    lines = [
        "The harbour was quiet when the fleet came home in the evening",
        f"and nobody at all in that whole town {last}",
    ]
    page = [at(72, 700 - LEADING * place, line) for place, line in enumerate(lines)]
    page += column(
        72, 700 - 2 * LEADING, f"{'An' if indent == 0 else 'Notwithstanding'} offer was made. {THIRD}", 62, 10, indent
    )
    assert len(shown(made_pdf([page]))) == 2


def test_the_number_of_a_figure_ends_no_paragraph() -> None:
    lines = [
        "The harbour was quiet when the fleet came home in the evening",
        "and all that was there is shown in part in Fig. 1",
    ]
    page = [at(72, 700 - LEADING * place, line) for place, line in enumerate([*lines, "A and in a letter of theirs."])]
    assert [text for _, _, text in shown(made_pdf([page]))] == [" ".join([*lines, "A and in a letter of theirs."])]


MOMENT = at(30, 770, "5/4/20, 9:09 PM", 8)
WINDOW = at(300, 770, "The fleet | Springfield Herald", 8)
ADDRESS = at(30, 20, "https://www.herald.example/2020/fleet.html", 8)
NUMBER = at(570, 20, "1/1", 8)


@pytest.mark.parametrize(
    "edges",
    [
        [MOMENT, WINDOW, ADDRESS, NUMBER],
        [WINDOW, ADDRESS.replace(" 20 Td", " 770 Td"), NUMBER, MOMENT.replace(" 770 Td", " 20 Td")],
    ],
)
def test_a_page_that_a_browser_has_printed(edges: list[str]) -> None:
    page = [*edges, at(72, 740, "The fleet", 20), *column(72, 700, FIRST, 60)]
    properties = {"Title": "The fleet | Springfield Herald", "CreationDate": "D:20200504210900"}
    draft = read(made_pdf([page], properties))
    assert [one.text for one in draft.paragraphs] == ["The fleet", FIRST]
    assert (draft.metadata.title, draft.metadata.source) == ("The fleet", "Springfield Herald")
    assert (draft.metadata.url, draft.metadata.date) == ("https://www.herald.example/2020/fleet.html", None)


def test_of_an_address_that_is_cut_nothing_is_known() -> None:
    page = [MOMENT, ADDRESS.replace(".html", "..."), at(72, 740, "The fleet", 20), *column(72, 700, FIRST, 60)]
    metadata = read(made_pdf([page], {"Title": "The fleet - and what it caught"})).metadata
    assert (metadata.title, metadata.source, metadata.url) == ("The fleet", None, None)
    metadata = read(made_pdf([page[2:]], {"Title": "The fleet - and what it caught"})).metadata
    assert (metadata.title, metadata.source) == ("The fleet", None)


def test_an_address_or_a_moment_alone_is_text() -> None:
    page = [ADDRESS, at(72, 740, "The fleet", 20), *column(72, 700, FIRST, 60)]
    assert shown(made_pdf([page]))[-1] == (1, "body", "https://www.herald.example/2020/fleet.html")
    page = [MOMENT, *page[1:]]
    assert shown(made_pdf([page]))[0][2] == "5/4/20, 9:09 PM"


def test_a_name_that_is_wider_than_it_seems_begins_no_paragraph() -> None:
    lines = [
        "There was no plan for it and",
        "never has been. Samu",
        "Okonkwo is in it as it is to us",
        "to them.",
    ]
    page = [at(72, 700 - LEADING * place, line) for place, line in enumerate(lines)]
    # Narrow spaces: on average its letters take less room than those of its first word.
    page[2] = page[2].replace("Td", "Td -4 Tw")
    page[3] = page[3].replace("Td", "Td 0 Tw")
    assert [text for _, _, text in shown(made_pdf([page]))] == [" ".join(lines)]


def test_pages_that_say_the_same_are_no_running_heads() -> None:
    pages = [[at(72, 700, f"Receipt {number}"), *column(72, 660, FIRST, 60)] for number in range(1, 4)]
    assert [text for _, _, text in shown(made_pdf(pages))].count(FIRST) == 3


def test_thousands_of_scattered_letters_are_read() -> None:
    page = [at(20 + 9 * (number % 60), 20 + 12 * (number // 60 * 7 % 60), "x") for number in range(3600)]
    assert sum(text.count("x") for _, _, text in shown(made_pdf([page, page]))) >= 3600


def test_a_letter_as_high_as_several_lines_belongs_to_its_word() -> None:
    page = [at(72, 676, "T", 36), *column(100, 700, FIRST[1:], 56)]
    assert [text for _, _, text in shown(made_pdf([page]))] == [FIRST]


def test_a_turned_page_is_read_as_it_is_seen() -> None:
    turned = [f"q 0 1 -1 0 600 0 cm {line} Q" for line in [*column(72, 500, FIRST, 60), *column(72, 400, SECOND, 60)]]
    for degrees in (0, 90):
        assert [text for _, _, text in shown(made_pdf([turned], of_page=f"/Rotate {degrees}"))] == [FIRST, SECOND]


def test_text_below_a_scan_is_read_and_text_beside_the_page_is_not() -> None:
    hidden = [at(72, 700, "Nobody sees this, and everybody finds it.", mode=3), picture()]
    assert shown(made_pdf([hidden]))[0][2] == "Nobody sees this, and everybody finds it."
    beside = [*column(72, 500, FIRST, 60), at(72, 780, "Proof of the printing office")]
    assert shown(made_pdf([beside], of_page="/CropBox [0 0 612 760]")) == [(1, "body", FIRST)]


def test_the_title_is_declared_where_the_page_has_it() -> None:
    page = [at(72, 740, "A VERY LARGE WORD", 30), at(72, 720, "The fleet comes home"), *column(72, 650, FIRST, 60)]
    draft = read(made_pdf([page], {"Title": "The Fleet Comes Home", "Author": "Ada Moor; Bo Ek"}))
    assert draft.metadata.title == "The Fleet Comes Home"
    assert draft.metadata.known["title"].known is Known.DECLARED
    assert draft.metadata.authors == ("Ada Moor", "Bo Ek")
    assert draft.metadata.known["authors"].known is Known.DECLARED
    assert [one.text for one in draft.paragraphs if one.kind.value == "title"] == ["The fleet comes home"]


@pytest.mark.parametrize("junk", ["Microsoft Word - fleet.doc", "BullLeb2322015Moor.fm", "untitled", "Another article"])
def test_junk_among_the_properties_is_no_title(junk: str) -> None:
    page = [at(72, 740, "The fleet comes home", 20), *column(72, 650, FIRST, 60)]
    draft = read(made_pdf([page], {"Title": junk, "Author": "Administrator"}))
    assert draft.metadata.title == "The fleet comes home"
    assert draft.metadata.known["title"].detail == "largest-type"
    assert draft.metadata.authors == ()


def test_a_declared_title_that_no_page_has_is_a_paragraph() -> None:
    found = shown(made_pdf([column(72, 700, FIRST, 60)], {"Title": "The fleet comes home"}))
    assert found == [(1, "title", "The fleet comes home"), (1, "body", FIRST)]


def test_authors_stand_below_the_title() -> None:
    names = [
        at(72, 700, "A. B. Moor"),
        at(132, 704, "1,2", 6),
        at(144, 700, ", C. Ek"),
        at(186, 704, "*", 6),
        at(190, 700, " and D. Lee"),
        at(72, 680, "University of Springfield, Harbour Street"),
    ]
    page = [at(72, 740, "The fleet comes home", 20), *names, *column(72, 600, FIRST, 60)]
    draft = read(made_pdf([page]))
    assert draft.metadata.authors == ("A. B. Moor", "C. Ek", "D. Lee")
    assert draft.metadata.known["authors"].detail == "names-below-title"


def test_the_day_of_typesetting_is_a_date_where_the_text_has_no_other_year() -> None:
    properties = {"CreationDate": "D:20201205143000+01'00'"}
    draft = read(made_pdf([column(72, 700, FIRST, 60)], properties))
    assert str(draft.metadata.date) == "2020-12-05"
    assert draft.metadata.known["date"].known is Known.FOUND
    assert read(made_pdf([column(72, 700, f"In 1996, {FIRST}", 60)], properties)).metadata.date is None


def test_a_password_is_asked_for_only_where_there_is_one() -> None:
    page = column(72, 700, FIRST, 60)
    assert shown(made_pdf([page], {"Title": "The fleet"}, password=""))[1] == (1, "body", FIRST)
    error = refused(made_pdf([page], password="sesame"))
    assert (error.reason, str(error)) == (Reason.PASSWORD, "It can be opened only with a password.")


def test_pages_without_text() -> None:
    error = refused(made_pdf([[picture()], [picture()]]))
    assert error.reason is Reason.NO_TEXT_LAYER
    assert str(error) == "Its pages are pictures without text; run text recognition over it first."
    assert refused(made_pdf([[], []])).reason is Reason.EMPTY
    some = contents(made_pdf([column(72, 700, FIRST, 60), [picture()], [], [picture()]]))
    assert len(some.drafts) == 1
    assert some.complaints == (
        "Of its 4 pages 2 are pictures (pages 2, 4) without text: run text recognition over it first.",
    )


def test_what_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made_pdf([column(72, 700, FIRST, 60)] * 3)
    monkeypatch.setattr(pdf, "_MOST_CHARACTERS", 200)
    assert contents(data).complaints[0].startswith("Only the first 2 of its 3 pages are read")
    monkeypatch.setattr(pdf, "_MOST_PAGES", 2)
    assert refused(data).reason is Reason.TOO_LARGE
    monkeypatch.setattr(pdf, "_MOST_MEGABYTES", 0)
    assert refused(data).reason is Reason.TOO_LARGE


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\nnothing more", b"no PDF"])
def test_what_is_no_whole_file(data: bytes) -> None:
    assert refused(data).reason is Reason.BROKEN


SAMPLE = made_pdf(
    [[at(72, 740, "The fleet comes home", 20), *column(72, 700, FIRST, 60)], column(72, 700, SECOND, 60)],
    {"Title": "The fleet", "Author": "Ada Moor", "CreationDate": "D:20201205143000Z"},
)


def test_half_a_letter_in_a_property_costs_no_text() -> None:
    title = "The fleet".encode("utf-16-be").hex().encode()
    assert title in SAMPLE
    (draft,) = contents(SAMPLE.replace(title, b"d800" + title[4:])).drafts
    assert [one.text for one in draft.paragraphs][-1] == SECOND
    assert draft.metadata.authors == ("Ada Moor",)


@settings(max_examples=60)
@given(
    st.integers(0, len(SAMPLE)), st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=8)
)
def test_damaged_files_are_read_or_refused(end: int, changes: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for place, byte in changes:
        data[place] = byte
    for damaged in (bytes(data), bytes(data[:end]), bytes(data[:end] + data[end + 40 :])):
        try:
            contents(damaged)
        except UnreadableError as error:
            assert str(error).endswith(".")
