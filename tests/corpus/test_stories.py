"""Copies of one text."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise, starmap
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.article import UNKNOWN_PROVENANCE, Kind, Known, Provenance
from searchtui.catalogue import ArticleRecord, StoryLink
from searchtui.corpus import (
    Pair,
    Sidecars,
    compare,
    copied,
    find_candidates,
    fingerprints,
    group,
    read_file,
    scan,
    words_of,
)
from tests.examples import examples

LEXICON = [
    f"{start}{end}"
    for start in ["ba", "be", "bi", "bo", "bu", "da", "de", "di", "do", "du", "ka", "ke", "ki"]
    for end in ["ran", "len", "mis", "tor", "gul"]
]


def paragraph(seed: int, words: int = 40) -> str:
    chosen = random.Random(seed).choices(LEXICON, k=words)
    return " ".join(chosen).capitalize() + "."


def links_of(bodies: Mapping[str, Sequence[str]], new: Sequence[str] | None = None) -> list[StoryLink]:
    ids = list(bodies)
    prints = [fingerprints(body) for body in bodies.values()]
    found = find_candidates(
        np.cumsum([0, *map(len, prints)]),
        np.array(list(chain.from_iterable(prints)), np.uint64),
        np.array([sorted(ids).index(one) for one in ids], np.int64),
        np.array([new is None or one in new for one in ids], bool),
    )
    columns = zip(found.one.tolist(), found.other.tolist(), found.only_common.tolist(), strict=True)
    copies = list(compare(list(starmap(Pair, columns)), list(bodies.values())))
    for copy, same in zip(copies, found.same.tolist(), strict=True):
        assert not same or (copy is not None and copy.share == 1.0)
    links = [StoryLink(ids[copy.shorter], ids[copy.longer], copy.share) for copy in copies if copy is not None]
    return sorted(links, key=lambda link: (link.shorter, link.longer))


def stories_of(bodies: Mapping[str, Sequence[str]]) -> dict[str, str]:
    sizes = {identity: sum(len(words_of(text)) for text in body) for identity, body in bodies.items()}
    return group(links_of(bodies), sizes, {identity: identity for identity in bodies})


def test_exact_and_partial_copies() -> None:
    whole = [paragraph(seed) for seed in range(10)]
    bodies = {"whole": whole, "copy": list(whole), "half": whole[:5], "other": [paragraph(99), paragraph(98)]}
    assert links_of(bodies) == [
        StoryLink("copy", "whole", 1.0),
        StoryLink("half", "copy", 1.0),
        StoryLink("half", "whole", 1.0),
    ]
    stories = stories_of(bodies)
    assert stories["whole"] == stories["copy"] == stories["half"] == "copy"
    assert stories["other"] == "other"


def test_edited_copy() -> None:
    whole = [paragraph(seed) for seed in range(6)]
    edited = [text.replace(text.split()[20], "harbour", 1) for text in whole]
    (link,) = links_of({"a": whole, "b": edited})
    assert link.share == 1.0


def test_copy_that_is_cut_into_paragraphs_differently() -> None:
    whole = [paragraph(seed) for seed in range(12)]
    merged = [f"{whole[place]} {whole[place + 1]}" for place in range(0, 12, 2)]
    (link,) = links_of({"a": whole, "b": merged})
    assert link.share >= 0.9


def test_quoting_one_paragraph_makes_no_story() -> None:
    whole = [paragraph(seed) for seed in range(10)]
    quoting = [paragraph(100), paragraph(101), whole[4], paragraph(102)]
    assert links_of({"a": whole, "b": quoting}) == []


def test_boilerplate_makes_no_story() -> None:
    footer = paragraph(500, 60)
    bodies = {f"a{number}": [paragraph(number, 30), footer] for number in range(60)}
    assert links_of(bodies) == []
    stories = stories_of(bodies)
    assert all(stories[identity] == identity for identity in bodies)


def test_the_same_subject_makes_no_story() -> None:
    one = ["The harbour of the town was closed in May, said the mayor, and the boats lay on the beach all summer long."]
    two = ["In May the town closed its harbour; all summer long, the mayor said, boats were lying on the beach there."]
    assert links_of({"a": one, "b": two}) == []


def test_short_texts_must_be_the_same_word_for_word() -> None:
    short = paragraph(1, 12)
    assert links_of({"a": [short], "b": [short.upper()]}) == [StoryLink("a", "b", 1.0)]
    assert links_of({"a": [short], "b": [short.rsplit(" ", 1)[0]]}) == []
    assert links_of({"a": [short], "b": [short, paragraph(2)]}) == []
    assert links_of({"a": ["One two three."], "b": ["One two three."]}) == []


def test_text_copied_very_often_is_one_story() -> None:
    whole = [paragraph(seed) for seed in range(5)]
    bodies = {f"a{number:03}": [*whole, paragraph(1000 + number)] for number in range(80)}
    assert len(set(stories_of(bodies).values())) == 1
    assert len(links_of(bodies)) < 80 * 10


def test_only_new_articles_are_compared() -> None:
    whole = [paragraph(seed) for seed in range(5)]
    bodies = {"a": whole, "b": list(whole), "c": list(whole)}
    assert [(link.shorter, link.longer) for link in links_of(bodies, ["c"])] == [("a", "c"), ("b", "c")]
    assert links_of(bodies, ["unknown"]) == []


BODIES = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=4),
    st.lists(st.integers(0, 6).map(paragraph), max_size=5),
    max_size=8,
)


@settings(max_examples=examples(50))
@given(BODIES, st.randoms(use_true_random=False))
def test_order_makes_no_difference(bodies: dict[str, list[str]], shuffler: random.Random) -> None:
    names = list(bodies)
    shuffler.shuffle(names)
    shuffled = {name: bodies[name] for name in names}
    assert links_of(shuffled) == links_of(bodies)
    assert stories_of(shuffled) == stories_of(bodies)


@settings(max_examples=examples(50))
@given(BODIES)
def test_an_article_is_in_the_story_of_its_exact_copy(bodies: dict[str, list[str]]) -> None:
    stories = stories_of(bodies)
    for one in bodies:
        for other in bodies:
            if bodies[one] == bodies[other] and bodies[one]:
                assert stories[one] == stories[other]
        assert stories[stories[one]] == stories[one]


def test_fullest_article_names_the_story() -> None:
    links = [StoryLink("b", "a", 1.0), StoryLink("c", "b", 0.6), StoryLink("x", "gone", 1.0)]
    sizes = {"a": 50, "b": 90, "c": 90, "x": 1}
    names = {"a": "a.txt", "b": "z.txt", "c": "c.txt", "x": "x.txt"}
    assert group(links, sizes, names) == {"a": "c", "b": "c", "c": "c", "x": "x"}


def record(identity: str, source: str | None = None, *, words: int = 100, how: Known = Known.FOUND) -> ArticleRecord:
    known = Provenance(how, "test") if source or how is Known.SIDECAR else UNKNOWN_PROVENANCE
    return ArticleRecord(identity, f"{identity}.txt", "Title", source=source, words=words, known={"source": known})


def sources(records: Sequence[ArticleRecord], links: Sequence[StoryLink]) -> dict[str, str | None]:
    changed = copied(records, links)
    return {one.id: changed.get(one.id, one).source for one in records}


def test_source_is_copied_from_what_contains_the_text() -> None:
    records = [record("a"), record("b", "Herald", words=200)]
    changed = copied(records, [StoryLink("a", "b", 0.95)])
    assert changed["a"].source == "Herald"
    assert changed["a"].known["source"] == Provenance(Known.COPIED, "b.txt")
    assert list(changed) == ["a"]


@pytest.mark.parametrize(
    ("records", "links"),
    [
        ([record("a"), record("b", "Herald")], [StoryLink("a", "b", 0.89)]),
        ([record("a", words=300), record("b", "Herald", words=100)], [StoryLink("b", "a", 1.0)]),
        (
            [record("a"), record("b", "Herald"), record("c", "Post")],
            [StoryLink("a", "b", 1.0), StoryLink("a", "c", 1.0)],
        ),
        ([record("a", how=Known.SIDECAR), record("b", "Herald")], [StoryLink("a", "b", 1.0)]),
        ([record("a"), record("b"), record("c", "Herald")], [StoryLink("a", "b", 1.0), StoryLink("b", "c", 0.6)]),
    ],
)
def test_source_is_not_copied(records: list[ArticleRecord], links: list[StoryLink]) -> None:
    assert sources(records, links)["a"] is None


def test_copies_of_equal_length_tell_each_other() -> None:
    records = [record("a", "Herald"), record("b")]
    assert sources(records, [StoryLink("a", "b", 1.0)])["b"] == "Herald"


def test_what_was_copied_is_taken_back_when_its_origin_is_gone() -> None:
    stale = record("a", "Herald", how=Known.COPIED)
    changed = copied([stale], [])
    assert changed["a"].source is None
    assert changed["a"].known["source"] == UNKNOWN_PROVENANCE
    origin = record("b", "Herald", words=200)
    fresh = copied([stale, origin], [StoryLink("a", "b", 1.0)])["a"]
    assert copied([fresh, origin], [StoryLink("a", "b", 1.0)]) == {}


def test_the_seeds(seeds: Path) -> None:
    articles = [article for file in scan(seeds).files for article in read_file(file, Sidecars()).articles]
    bodies = {one.path[:3]: [text.text for text in one.paragraphs if text.kind is Kind.BODY] for one in articles}
    stories = stories_of(bodies)
    assert stories == {"000": "001", "001": "001", "002": "002", "003": "003", "004": "004"}
    records = [
        ArticleRecord(
            one.path[:3],
            one.path,
            one.title,
            authors=one.authors,
            source=one.source,
            known=one.known,
            words=sum(len(words_of(text)) for text in bodies[one.path[:3]]),
        )
        for one in articles
    ]
    changed = copied(records, links_of(bodies))
    assert list(changed) == ["000"]
    assert changed["000"].source == "TRT World"
    assert changed["000"].authors == ()
    assert changed["000"].known["source"] == Provenance(Known.COPIED, "001_3ad24007df3946f8.txt")


def grown(
    bodies: Mapping[str, Sequence[str]], known: Mapping[str, str], steps: Sequence[Sequence[str]]
) -> tuple[dict[str, str], dict[str, str | None]]:
    """The stories and sources after articles were added step by step, links found earlier being kept."""
    prints = {identity: fingerprints(body) for identity, body in bodies.items()}
    sizes = {identity: sum(len(words_of(text)) for text in body) for identity, body in bodies.items()}
    present: list[str] = []
    links: list[StoryLink] = []
    records: dict[str, ArticleRecord] = {}
    for step in steps:
        present.extend(step)
        links.extend(links_of({one: bodies[one] for one in present}, step))
        for one in step:
            how = Provenance(Known.FOUND, "source-line") if one in known else UNKNOWN_PROVENANCE
            records[one] = ArticleRecord(
                one,
                f"{one}.txt",
                one,
                source=known.get(one),
                known={"source": how},
                words=sizes[one],
                fingerprints=prints[one],
            )
        records |= copied(records.values(), links)
    stories = group(links, sizes, {one: one for one in bodies})
    return stories, {one: records[one].source for one in sorted(records)}


@settings(max_examples=examples(12), deadline=None)
@given(
    st.integers(25, 40),
    st.integers(0, 3),
    st.lists(st.integers(1, 39), max_size=5),
    st.randoms(use_true_random=False),
)
def test_large_clusters_do_not_depend_on_the_order_of_arrival(
    copies: int, longer: int, cuts: list[int], shuffler: random.Random
) -> None:
    whole = [paragraph(seed) for seed in range(12)]
    bodies = {f"a{number:02}": list(whole) for number in range(copies - longer)}
    # Nearly identical: fuller by a short paragraph of its own, and so with more fingerprints.
    bodies |= {f"b{number}": [*whole, paragraph(700 + number, 12)] for number in range(longer)}
    bodies["other"] = [paragraph(900), paragraph(901)]
    order = list(bodies)
    shuffler.shuffle(order)
    borders = [0, *sorted(set(cuts)), len(order)]
    steps = [order[start:end] for start, end in pairwise(borders)]
    known = {shuffler.choice(sorted(bodies.keys() - {"other"})): "Northern Post"}
    stories, sources_then = grown(bodies, known, steps)
    assert (stories, sources_then) == grown(bodies, known, [list(bodies)])
    assert len(set(stories.values())) == 2
    assert {one for one, source in sources_then.items() if source is None} == {"other"}


def test_copies_that_arrive_later_and_are_fuller_join_the_story_of_the_first() -> None:
    whole = [paragraph(seed) for seed in range(12)]
    bodies = {f"a{number:02}": list(whole) for number in range(30)}
    bodies |= {f"z{number}": [*whole, paragraph(700 + number, 12)] for number in range(6)}
    steps = [[one for one in bodies if one.startswith(letter)] for letter in "az"]
    stories, lent = grown(bodies, {"a29": "Northern Post"}, steps)
    assert len(set(stories.values())) == 1
    assert set(lent.values()) == {"Northern Post"}


def test_all_of_a_cluster_must_agree() -> None:
    links = [StoryLink("a", "b", 1.0), StoryLink("b", "c", 1.0), StoryLink("c", "d", 1.0)]
    records = [record("a", "Herald"), record("b"), record("c"), record("d")]
    assert sources(records, links) == dict.fromkeys("abcd", "Herald")
    records[3] = record("d", "Post")
    assert sources(records, links) == {"a": "Herald", "b": None, "c": None, "d": "Post"}


def test_a_cluster_takes_from_an_article_that_contains_one_of_it() -> None:
    links = [StoryLink("a", "b", 1.0), StoryLink("b", "long", 0.95)]
    records = [record("a"), record("b"), record("long", "Herald", words=500)]
    assert sources(records, links)["a"] == "Herald"
    lender = [record("a", "Herald"), record("b"), record("long", words=500)]
    assert sources(lender, links)["long"] is None
