"""What queries mean."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.query import spans

from searchtui.query import Mode, NamedArticles, Published, parse
from searchtui.query.filters import Filter
from searchtui.query.tree import (
    AtLeast,
    Exactly,
    InPart,
    Joined,
    JoinedForms,
    Matching,
    Misspelt,
    Quoted,
    SameArticle,
    Unfinished,
    Word,
)


def text(stem: str) -> Word:
    return Word("text", stem, "", "")


def exact(word: str) -> Exactly:
    return Exactly(word, "")


def joined(*stems: str) -> Joined:
    return Joined("text", stems, "")


def quoted(*words: str, slop: int = 1) -> Quoted:
    return Quoted("exact", words, "", slop)


def near(*parts: q.Query, slop: int, ordered: bool = False) -> spans.SpanNear2:
    return spans.SpanNear2(list(parts), slop=slop, ordered=ordered)


MILITARY, ALLIANCE, PACT = text("militari"), text("allianc"), text("pact")
FIELD = NamedArticles


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("military alliance", q.And([MILITARY, ALLIANCE])),
        ("military AND alliances", q.And([MILITARY, ALLIANCE])),
        ("military SAME alliances", q.And([MILITARY, ALLIANCE])),
        ("military OR alliance", q.Or([MILITARY, ALLIANCE])),
        ("military OR alliance pact", q.And([q.Or([MILITARY, ALLIANCE]), PACT])),
        ("(military OR alliance) AND pact", q.And([q.Or([MILITARY, ALLIANCE]), PACT])),
        ("military AND alliance OR pact", q.Or([q.And([MILITARY, ALLIANCE]), PACT])),
        ("alliance NOT military", q.AndNot(ALLIANCE, MILITARY)),
        ("alliance -military", q.AndNot(ALLIANCE, MILITARY)),
        ("alliance AND NOT military", q.AndNot(ALLIANCE, MILITARY)),
        ("alliance -(military OR pact)", q.AndNot(ALLIANCE, q.Or([MILITARY, PACT]))),
        ("-military", q.AndNot(q.Every(), MILITARY)),
        ("NOT NOT military", MILITARY),
        ("+military alliance", q.And([ALLIANCE, MILITARY])),
        ("+the alliance", q.And([ALLIANCE, text("the")])),
        ('"military alliances"', quoted("military", "alliances")),
        ('"of the alliance"', quoted("of", "the", "alliance")),
        ("“Häfen”", exact("hafen")),
        ('"military alliance"~3', quoted("military", "alliance", slop=3)),
        ("=Alliances", exact("alliances")),
        ('="military alliances"', quoted("military", "alliances")),
        ("=anti-Western", quoted("anti", "western")),
        ("military NEAR/5 alliance", near(MILITARY, ALLIANCE, slop=5)),
        ("military BEFORE/2 alliance", near(MILITARY, ALLIANCE, slop=2, ordered=True)),
        ("military NEAR/5 alliance pact", q.And([near(MILITARY, ALLIANCE, slop=5), PACT])),
        ("military NEAR/5 alliance NEAR/5 pact", near(MILITARY, ALLIANCE, PACT, slop=5)),
        ("military NEAR/5 alliance BEFORE/5 pact", near(near(MILITARY, ALLIANCE, slop=5), PACT, slop=5, ordered=True)),
        (
            '"the pact" NEAR/3 (military OR alli*)',
            near(quoted("the", "pact"), q.Or([MILITARY, q.Prefix("exact", "alli")]), slop=3),
        ),
        ("military NEAR/0 alliance", near(MILITARY, ALLIANCE, slop=1)),
        ("military WITH alliance", SameArticle([MILITARY, ALLIANCE])),
        ("military AND alliance WITH pact", SameArticle([q.And([MILITARY, ALLIANCE]), PACT])),
        ("atleast3:alliance", AtLeast(3, ALLIANCE)),
        ('ATLEAST12:"military pact"', AtLeast(12, quoted("military", "pact"))),
        ("pact -atleast2:alliance", q.AndNot(PACT, AtLeast(2, ALLIANCE))),
        ("anti-western", joined("anti", "western")),
        ("alli*", q.Prefix("exact", "alli")),
        ("ALLI*", q.Prefix("exact", "alli")),
        ("*tion", q.Wildcard("exact", "*tion")),
        ("w?rd", q.Wildcard("exact", "w?rd")),
        ("/alli(ed|es)/", Matching("exact", "alli(ed|es)")),
        ("/(/", text("")),
        ("alliance~", Misspelt("exact", "alliance", 1)),
        ("Alliance~2", Misspelt("exact", "alliance", 2)),
        ("alliance?", ALLIANCE),
        ("*", q.Every()),
        ("", q.Every()),
        ("**alliance**", ALLIANCE),
        ("author:ham*", q.Prefix("author", "ham")),
        ("title:hammond~", Misspelt("title", "hammond", 1)),
        ("title:alliances", Word("title", "allianc", "", "")),
        ('title:"the alliances"', Quoted("title", ["the", "allianc"], "")),
        ("title:alliance*", q.Or([q.Prefix("title", "alliance"), q.Prefix("title", "allianc")])),
        ("heading:alliance", InPart("heading", ALLIANCE)),
        ("LEAD:alliance", InPart("lead", ALLIANCE)),
        ('caption:"military pact"', InPart("caption", quoted("military", "pact"))),
        ("lead:(military NEAR/2 pact)", InPart("lead", near(MILITARY, PACT, slop=2))),
        ("lead:(military pact)", q.And([InPart("lead", MILITARY), InPart("lead", PACT)])),
        ("path:2020/*", FIELD("path", "2020/*")),
        ("story:seeds/a.txt", FIELD("story", "seeds/a.txt")),
        ("source:a AND pact", q.And([FIELD("source", "a"), PACT])),
        ("北京大学", joined("北京", "京大", "大学")),
        ("京", q.Prefix("exact", "京")),
        ("what is an alliance", ALLIANCE),
        ("the WHO", text("who")),
        ("the", text("the")),
        ("the -pact", q.AndNot(text("the"), PACT)),
        ("U.S. alliance", q.And([text("us"), ALLIANCE])),
        ("http://pact.com", joined("http", "pact", "com")),
        ("and/or", joined("and", "or")),
        ("Putin's", text("putin")),
    ],
)
def test_what_a_query_means(typed: str, expected: q.Query) -> None:
    parsed = parse(typed)
    assert parsed.all == (q.NullQuery if expected == text("") else expected)
    assert not parsed.filters


def value(field: str, name: str, *, banned: bool = False, exactly: bool = False) -> Filter:
    return Filter(FIELD(field, name, exactly=exactly), banned)


def time(first: dt.date, last: dt.date, *, is_limit: bool = False) -> Filter:
    return Filter(Published(first, last, is_limit=is_limit))


TODAY = dt.date(2024, 3, 31)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("source:CGTN", [value("source", "CGTN")]),
        ('source:"TRT World" alliance', [value("source", "TRT World")]),
        ('source:="The ""Rock"" Times"', [value("source", 'The "Rock" Times', exactly=True)]),
        ("source:=CGTN", [value("source", "CGTN", exactly=True)]),
        ("Author:Hammond", [value("author", "Hammond")]),
        ("author:hammond~", [value("author", "hammond")]),
        ("author: hammond", [value("author", "hammond")]),
        ("alliance -author:pantucci", [value("author", "pantucci", banned=True)]),
        ("alliance NOT author:pantucci", [value("author", "pantucci", banned=True)]),
        ("author:(hammond OR bochkov)", [value("author", "hammond"), value("author", "bochkov")]),
        ("(source:a OR source:b) pact", [value("source", "a"), value("source", "b")]),
        ("-(source:a OR source:b)", [value("source", "a", banned=True), value("source", "b", banned=True)]),
        ("((source:a))", [value("source", "a")]),
        (
            "source:a source:b -source:c",
            [value("source", "a"), value("source", "b"), value("source", "c", banned=True)],
        ),
        ("date:2020", [time(dt.date(2020, 1, 1), dt.date(2020, 12, 31))]),
        ("date:2020-02", [time(dt.date(2020, 2, 1), dt.date(2020, 2, 29))]),
        ("date:2020..2021-03", [time(dt.date(2020, 1, 1), dt.date(2021, 3, 31), is_limit=True)]),
        ("date:>2020", [time(dt.date(2021, 1, 1), dt.date.max, is_limit=True)]),
        ("date:<=2020-06", [time(dt.date.min, dt.date(2020, 6, 30), is_limit=True)]),
        ('date:"last 3 months"', [time(dt.date(2023, 12, 31), TODAY, is_limit=True)]),
        ('date:"Last month"', [time(dt.date(2024, 2, 29), TODAY, is_limit=True)]),
        ('date:"past 10 days"', [time(dt.date(2024, 3, 21), TODAY, is_limit=True)]),
        ('date:"last 2 weeks"', [time(dt.date(2024, 3, 17), TODAY, is_limit=True)]),
        ('date:"last 9999 years"', [time(dt.date.min, TODAY, is_limit=True)]),
        ("date:yesterday", [time(dt.date(2024, 3, 30), dt.date(2024, 3, 30), is_limit=True)]),
        ("date:unknown", [value("date", "unknown", exactly=True)]),
        ("date:=2020-12", [value("date", "2020-12", exactly=True)]),
        ("date:[2020 TO 2021-03]", [time(dt.date(2020, 1, 1), dt.date(2021, 3, 31), is_limit=True)]),
    ],
)
def test_filters_stand_apart(typed: str, expected: list[Filter]) -> None:
    parsed = parse(typed, today=TODAY)
    assert list(parsed.filters) == expected
    assert not parsed.hints


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("AND", [text("and")]),
        ("alliance AND", [ALLIANCE, text("and")]),
        ("OR alliance", [text("or"), ALLIANCE]),
        ("alliance NOT ", [ALLIANCE, text("not")]),
        ("alliance WITH", [ALLIANCE, text("with")]),
        ("alliance NEAR/3", [ALLIANCE, joined("near", "3")]),
        ("NEAR/3 alliance", [joined("near", "3"), ALLIANCE]),
        ("military near/3 alliance", [MILITARY, joined("near", "3"), ALLIANCE]),
        ("atleast3:", [text("atleast3")]),
        ("atleast3: alliance", [text("atleast3"), ALLIANCE]),
        ('"military alliance', [MILITARY, ALLIANCE]),
        ('military alliance"', [MILITARY, ALLIANCE]),
        ("((military alliance", [MILITARY, ALLIANCE]),
        ("military) alliance)", [MILITARY, ALLIANCE]),
        ("military () alliance", [MILITARY, ALLIANCE]),
        ("military - alliance", [MILITARY, ALLIANCE]),
        ("military & alliance !", [MILITARY, ALLIANCE]),
        ("military ^ alliance", [MILITARY, ALLIANCE]),
        ("military source: ", [MILITARY, text("sourc")]),
        ("military /alliance", [MILITARY, ALLIANCE]),
        ("military alliance=", [MILITARY, ALLIANCE]),
    ],
)
def test_operators_that_have_nothing_to_work_on_are_words(typed: str, expected: list[q.Query]) -> None:
    made = parse(typed).all
    assert (list(made) if isinstance(made, q.And) else [made]) == expected


def test_any_joins_side_by_side_words_only() -> None:
    assert parse("military alliance").any == q.Or([MILITARY, ALLIANCE])
    assert parse("military AND alliance").any == q.And([MILITARY, ALLIANCE])
    made = parse("military alliance title:treaty -pact").any
    titled = Word("title", "treati", "", "")
    assert made == q.AndNot(q.And([q.Or([MILITARY, ALLIANCE]), titled]), PACT)


def test_what_is_required_is_so_in_every_mode() -> None:
    assert parse("+military alliance pact").any == q.AndMaybe(MILITARY, q.Or([ALLIANCE, PACT]))
    assert parse("+military +alliance").any == q.And([MILITARY, ALLIANCE])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("military alliance", 2),
        ("the military", 1),
        ('"a b" c source:x -d', 2),
        ("a OR b", 1),
        ("one two three four", 4),
        ("+one two", 2),
        ("(source:cgtn OR source:trt) military alliance", 2),
        ("lead:war path:x story:y title:z", 0),
    ],
)
def test_content_words_are_counted_without_stop_words_and_filters(typed: str, words: int) -> None:
    assert parse(typed).content_words == words


def test_plain_takes_operators_as_words() -> None:
    typed = 'military AND ("pact" OR alli*) -x source:CGTN =a ~b NEAR/3 /c/'
    made = parse(typed, Mode.PLAIN)
    words = [*map(text, ["militari", "and", "pact", "or", "alli", "x"]), joined("sourc", "cgtn")]
    assert made.any == q.Or([*words, text("b"), joined("near", "3"), text("c")])
    assert not made.filters


def test_exactly_takes_words_as_typed() -> None:
    made = parse('Alliances anti-Western "the pact" alli*', exactly=True).all
    expected = [exact("alliances"), quoted("anti", "western"), quoted("the", "pact"), q.Prefix("exact", "alli")]
    assert made == q.And(expected)


def test_the_word_that_is_being_typed_is_unfinished() -> None:
    unfinished = Unfinished(["alli"], "", "alli")
    assert parse("military alli", prefix_last=True).all == q.And([MILITARY, unfinished])
    assert parse("military alli ", prefix_last=True).all == q.And([MILITARY, text("alli")])
    assert parse('"military alli', prefix_last=True).all == q.And([MILITARY, unfinished])
    assert parse("th", prefix_last=True).all == Unfinished(["th"], "", "th")
    assert parse("author:ham", prefix_last=True).all == q.Prefix("author", "ham")
    begun = [q.Term("author", "andrew"), q.Prefix("author", "ham")]
    assert parse("author:andrew-ham", prefix_last=True).all == q.And(begun)
    assert parse("date:202", prefix_last=True).all == q.Every()
    parts = parse("anti-w", prefix_last=True)
    following = JoinedForms([q.Term("exact", "anti"), q.Prefix("exact", "w")], "anti-w", unfinished=True)
    assert parts.all == q.Or([joined("anti", "w"), following])
    assert parts.understood_all == "anti-w…, in any form"


@pytest.mark.parametrize("operator", ["AND ", "OR", "NOT ", "-", "+", "=", "WITH", "SAME", "NEAR", "NEAR/1", "BEFORE/"])
def test_an_operator_that_waits_for_its_word_is_left_out(operator: str) -> None:
    made = parse(f"military {operator}", prefix_last=True)
    assert made.all in (MILITARY, Unfinished(["militari"], "", "military"))
    assert not made.hints


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("military alliances", "military AND alliances, in any form"),
        ("military OR pact NOT war", "(military OR pact) NOT war, in any form"),
        ('"Military Alliance"', "“Military Alliance”"),
        ('"Military Alliance"~3', "“Military Alliance” at most 2 words apart"),
        ("=Alliances", "“Alliances”"),
        ('source:"TRT World"', "source: “TRT World”"),
        ("war source:a source:b -author:c", "war, in any form · NOT author: c · source: a or b"),
        ("alli*", "alli*"),
        ("/a+/", "/a+/"),
        ("war~2", "war or a word at most 2 letters off"),
        ("a NEAR/5 b", "a within 5 words of b, in any form"),
        ("=a BEFORE/1 =b", "“a” at most 1 word before “b”"),
        ("=a WITH =b", "“a” in one article with “b”"),
        ("atleast3:=a", "“a” at least 3 times"),
        ("lead:=a", "lead: “a”"),
        ("date:2020-01..2020-06", "date: 2020-01..2020-06"),
        ("foo AND", "foo AND “AND”, in any form"),
        ("title:runn*", "title: runn*"),
        ("", "everything"),
    ],
)
def test_what_was_understood_is_said_in_words(typed: str, said: str) -> None:
    assert parse(typed).understood_all == said


def test_a_time_up_to_today_is_said_with_its_days() -> None:
    said = parse('date:"last 2 days"', today=TODAY).understood_all
    assert said == "date: last 2 days (2024-03-29..2024-03-31)"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("what is the alliance", "Left out: what, is, the."),
        ("date:soon alliance", "'soon' is not a date"),
        ('"shut* comes"', "Inside quotes * is no wildcard."),
        ("…", "There is no word to look for in this query."),
        ("war AND", "AND has nothing to work on here and is taken as a word."),
        ("war NEAR pact", "NEAR is taken as a word; NEAR/5 looks within five words."),
        ("auther:hammond", "auther: is no field and is taken as a word; author: is one."),
        ("war NEAR/3 title:pact", "NEAR/3 needs words or phrases on both sides; it is taken as SAME."),
        ("atleast2:(war pact)", "atleast2: counts words, phrases and patterns; it was left out."),
        ("/(/", "/(/ is no regular expression"),
        (f"/{'a' * 201}/", "longer than 200 characters"),
        ('war "pact', "A quote character stands alone and was left out."),
        ("war (pact", "A parenthesis stands alone and was left out."),
        ("a" * 5000, "4,096 characters"),
        ("war " * 300, "256 words"),
        ("京" * 400, "256 words"),
        ("(" * 100 + "war", "nested too deeply"),
    ],
)
def test_a_hint_says_what_was_left_out_or_taken_literally(typed: str, hint: str) -> None:
    assert any(hint in said for said in parse(typed).hints)


@pytest.mark.parametrize("typed", ['"war (peace"', 'source:="a) ""b""" war', '(war) ")"'])
def test_parentheses_in_quotes_need_no_counterpart(typed: str) -> None:
    assert not parse(typed).hints


def parts(query: q.Query) -> list[q.Query]:
    return [query, *(part for child in query.children() for part in parts(child))]


@given(st.text())
@example("+: china")  # what is required has no word in it
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
    "/",
    "=",
    "NEAR/2",
    "BEFORE/2",
    "SAME",
    "WITH",
    "atleast2:",
    "lead:",
    "title:",
    "~",
    "[",
    "{",
    "\\",
]


@given(st.lists(st.sampled_from(SYNTAX), max_size=20).map("".join))
@example("+title: -china")  # a field of which nothing is left behind a `+`
def test_any_heap_of_operators_is_a_query(typed: str) -> None:
    for mode in Mode:
        assert parse(typed, mode).understood_all
        assert parse(typed, mode, prefix_last=True).understood_any
