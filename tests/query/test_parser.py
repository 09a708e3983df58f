"""What queries mean."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import query as q

from searchtui.query import Mode, parse
from searchtui.query.published import Published


def text(word: str) -> q.Term:
    return q.Term("text", word)


def exact(word: str) -> q.Term:
    return q.Term("exact", word)


MILITARY, ALLIANCE, PACT = text("militari"), text("allianc"), text("pact")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("military alliance", q.And([MILITARY, ALLIANCE])),
        ("military AND alliances", q.And([MILITARY, ALLIANCE])),
        ("military OR alliance", q.Or([MILITARY, ALLIANCE])),
        ("military OR alliance pact", q.And([q.Or([MILITARY, ALLIANCE]), PACT])),
        ("(military OR alliance) AND pact", q.And([q.Or([MILITARY, ALLIANCE]), PACT])),
        ("alliance NOT military", q.AndNot(ALLIANCE, MILITARY)),
        ("alliance -military", q.AndNot(ALLIANCE, MILITARY)),
        ("alliance AND NOT military", q.AndNot(ALLIANCE, MILITARY)),
        ("alliance -(military OR pact)", q.AndNot(ALLIANCE, q.Or([MILITARY, PACT]))),
        ("-military", q.AndNot(q.Every(), MILITARY)),
        ("NOT NOT military", MILITARY),
        ('"military alliances"', q.Phrase("exact", ["military", "alliances"])),
        ('"of the alliance"', q.Phrase("exact", ["of", "the", "alliance"])),
        ("“Häfen”", exact("hafen")),
        ('"military alliance"~3', q.Phrase("exact", ["military", "alliance"], slop=3)),
        ("anti-western", q.Phrase("text", ["anti", "western"])),
        ("alli*", q.Prefix("exact", "alli")),
        ("ALLI*", q.Prefix("exact", "alli")),
        ("*tion", q.Wildcard("exact", "*tion")),
        ("w?rd", q.Wildcard("exact", "w?rd")),
        ("alliance?", ALLIANCE),
        ("*", q.Every()),
        ("", q.Every()),
        ("**alliance**", ALLIANCE),
        ("source:CGTN", q.Term("source", "cgtn")),
        ('source:"TRT World" alliance', q.And([ALLIANCE, q.Phrase("source", ["trt", "world"])])),
        ("Author:Hammond", q.Term("author", "hammond")),
        ("author:ham*", q.Prefix("author", "ham")),
        ("title:alliances", q.Term("title", "allianc")),
        ("alliance -author:pantucci", q.AndNot(ALLIANCE, q.Term("author", "pantucci"))),
        ("author:(hammond OR bochkov)", q.Or([q.Term("author", "hammond"), q.Term("author", "bochkov")])),
        ("date:2020", Published(dt.date(2020, 1, 1), dt.date(2020, 12, 31))),
        ("date:2020-02", Published(dt.date(2020, 2, 1), dt.date(2020, 2, 29))),
        ("date:2020..2021-03", Published(dt.date(2020, 1, 1), dt.date(2021, 3, 31))),
        ("date:>2020", Published(dt.date(2021, 1, 1), dt.date.max)),
        ("date:<=2020-06", Published(dt.date.min, dt.date(2020, 6, 30))),
        ("date:unknown", q.Term("date", "unknown")),
        ("date:[2020 TO 2021-03]", Published(dt.date(2020, 1, 1), dt.date(2021, 3, 31))),
        ("author: hammond", q.Term("author", "hammond")),
        ("title:alliance*", q.Or([q.Prefix("title", "alliance"), q.Prefix("title", "allianc")])),
        ("(source:CGTN OR source:TRT) pact", q.And([PACT, q.Or([q.Term("source", "cgtn"), q.Term("source", "trt")])])),
        ("北京大学", q.Phrase("text", ["北京", "京大", "大学"])),
        ("京", q.Prefix("exact", "京")),
        ("what is an alliance", ALLIANCE),
        ("the WHO", text("who")),
        ("the", text("the")),
        ("U.S. alliance", q.And([text("us"), ALLIANCE])),
        ("http://pact.com", q.Phrase("text", ["http", "pact", "com"])),
        ("Putin's", text("putin")),
    ],
)
def test_what_a_query_means(typed: str, expected: q.Query) -> None:
    assert parse(typed).all == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("AND", [text("and")]),
        ("alliance AND", [ALLIANCE, text("and")]),
        ("OR alliance", [text("or"), ALLIANCE]),
        ("alliance NOT ", [ALLIANCE, text("not")]),
        ('"military alliance', [MILITARY, ALLIANCE]),
        ('military alliance"', [MILITARY, ALLIANCE]),
        ("((military alliance", [MILITARY, ALLIANCE]),
        ("military) alliance)", [MILITARY, ALLIANCE]),
        ("military () alliance", [MILITARY, ALLIANCE]),
        ("military - alliance", [MILITARY, ALLIANCE]),
        ("military & alliance !", [MILITARY, ALLIANCE]),
        ("military ^ alliance", [MILITARY, ALLIANCE]),
        ("military source: ", [MILITARY, text("sourc")]),
    ],
)
def test_operators_that_have_nothing_to_work_on_are_words(typed: str, expected: list[q.Query]) -> None:
    made = parse(typed).all
    assert (list(made) if isinstance(made, q.And) else [made]) == expected


def test_any_joins_side_by_side_words_only() -> None:
    assert parse("military alliance").any == q.Or([MILITARY, ALLIANCE])
    assert parse("military AND alliance").any == q.And([MILITARY, ALLIANCE])
    made = parse("military alliance source:CGTN -pact").any
    assert made == q.AndNot(q.And([q.Or([MILITARY, ALLIANCE]), q.Term("source", "cgtn")]), PACT)


@pytest.mark.parametrize(
    "filters", ["(source:cgtn OR source:trt)", "source:(cgtn OR trt)", "((source:cgtn) OR source:trt)"]
)
def test_filters_in_parentheses_are_filters(filters: str) -> None:
    made = parse(f"{filters} military alliance")
    wanted = q.Or([q.Term("source", "cgtn"), q.Term("source", "trt")])
    assert made.any == q.And([q.Or([MILITARY, ALLIANCE]), wanted])
    assert made.content_words == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("military alliance", 2),
        ("the military", 1),
        ('"a b" c source:x -d', 2),
        ("a OR b", 1),
        ("one two three four", 4),
    ],
)
def test_content_words_are_counted_without_stop_words_and_filters(typed: str, words: int) -> None:
    assert parse(typed).content_words == words


def test_plain_takes_operators_as_words() -> None:
    made = parse('military AND ("pact" OR alli*) -x source:CGTN', Mode.PLAIN).any
    assert made == q.Or(
        [*map(text, ["militari", "and", "pact", "or", "alli", "x"]), q.Phrase("text", ["sourc", "cgtn"])]
    )


def test_the_word_that_is_being_typed_is_a_prefix() -> None:
    made = parse("military alli", prefix_last=True).all
    assert made == q.And([MILITARY, q.Or([text("alli"), q.Prefix("exact", "alli")])])
    assert parse("military alli ", prefix_last=True).all == q.And([MILITARY, text("alli")])
    assert parse("author:ham", prefix_last=True).all == q.Or([q.Term("author", "ham"), q.Prefix("author", "ham")])
    assert parse('"military alli', prefix_last=True).all == made
    assert parse("th", prefix_last=True).all == q.Or([text("th"), q.Prefix("exact", "th")])
    unfinished = parse("anti-w", prefix_last=True)
    following = q.Sequence([exact("anti"), q.Prefix("exact", "w")])
    assert unfinished.all == q.Or([q.Phrase("text", ["anti", "w"]), following])
    assert unfinished.understood_all == "anti-w…, in any form"


@pytest.mark.parametrize("typed", ["military AND ", "military OR", "military NOT ", "military -"])
def test_an_operator_that_waits_for_its_word_is_left_out(typed: str) -> None:
    assert parse(typed, prefix_last=True).all in (MILITARY, q.Or([MILITARY, q.Prefix("exact", "military")]))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("military alliances", "military AND alliances, in any form"),
        ("military OR pact NOT war", "(military OR pact) NOT war, in any form"),
        ('"Military Alliance"', "“Military Alliance”"),
        ('source:"TRT World"', "source: “TRT World”"),
        ("alli*", "alli*"),
        ("date:2020-01..2020-06", "date: 2020-01..2020-06"),
        ("foo AND", "foo AND “AND”, in any form"),
        ("title:runn*", "title: runn*"),
        ("", "everything"),
    ],
)
def test_what_was_understood_is_said_in_words(typed: str, said: str) -> None:
    assert parse(typed).understood_all == said


def test_hints_say_what_was_left_out_or_taken_literally() -> None:
    assert parse("what is the alliance").hints == ("Left out: what, is, the.",)
    assert "'soon' is not a date" in parse("date:soon alliance").hints[0]
    assert parse("date:soon").all == text("soon")
    assert parse('"shut* comes"').hints == ("Inside quotes * is no wildcard.",)
    assert parse("…").hints == ("There is no word to look for in this query.",)
    assert "4,096 characters" in parse("a" * 5000).hints[0]
    assert "256 words" in parse("war " * 300).hints[0]
    assert "parentheses" in parse("(" * 100 + "war").hints[0]


def parts(query: q.Query) -> list[q.Query]:
    return [query, *(part for child in query.children() for part in parts(child))]


@given(st.text())
def test_any_text_is_a_query(typed: str) -> None:
    for mode in Mode:
        for prefix_last in (False, True):
            made = parse(typed, mode, prefix_last=prefix_last)
            for reading in (made.all, made.any):
                assert not any(isinstance(part, q.Not) for part in parts(reading))


SYNTAX = [
    "AND",
    "OR",
    "NOT",
    "-",
    "+",
    "(",
    ")",
    '"',
    "*",
    "?",
    ":",
    "source:",
    "date:",
    "~2",
    "..",
    "war",
    "the",
    "京",
    " ",
    "^",
    "[",
    "{",
    "\\",
]


@given(st.lists(st.sampled_from(SYNTAX), max_size=20).map("".join))
def test_any_heap_of_operators_is_a_query(typed: str) -> None:
    for mode in Mode:
        assert parse(typed, mode).understood_all
        assert parse(typed, mode, prefix_last=True).understood_any
