"""Groups: articles by their own scores, copies where the best of them stands."""

from __future__ import annotations

from unittest.mock import ANY

import msgspec

from searchtui.collection import Mode
from tests.conftest import MakeCollection

STORY = "The keeper lit the lamp of the tower by hand each night, and all that winter no ship was lost near the town."


def test_an_article_that_says_more_of_it_stands_before_one_with_a_better_paragraph(
    make_collection: MakeCollection,
) -> None:
    long = "\n\n".join(f"In the year {year} another treaty of the river was signed by both towns." for year in range(9))
    collection = make_collection(
        {
            "one.md": f"---\ntitle: Of neighbours\n---\n\n{long}",
            "two.md": "---\ntitle: Of winters\n---\n\nA treaty. \n\n" + "It was very cold indeed. " * 20,
        }
    )
    results = collection.search("treaty")
    assert results.hits[0].path == "two.md"
    assert [collection.record(group.article).path for group in results.groups] == ["one.md", "two.md"]
    best = results.groups[0].best
    assert best == next(hit.paragraph for hit in results.hits if hit.path == "one.md")


def test_a_story_stands_where_its_best_copy_stands(make_collection: MakeCollection) -> None:
    collection = make_collection(
        {
            "a.md": f"---\ntitle: Winter\nsource: A\n---\n\n{STORY}\n\n{STORY.replace('lamp', 'fire')}",
            "b.md": f"---\ntitle: Lamps\nsource: B\n---\n\n{STORY}",
            "c.md": "---\ntitle: Of lights\n---\n\nA lamp was bought.\n\nIt was dark.",
        }
    )
    results = collection.search("lamp", mode=Mode.ANY)
    paths = [collection.record(group.article).path for group in results.groups]
    assert paths == ["a.md", "c.md"]
    assert [collection.record(copy).path for copy in results.groups[0].copies] == ["b.md"]
    scores = {source: collection.search("lamp", sources=[source]).groups[0].score for source in ("A", "B")}
    assert scores["A"] < scores["B"] == results.groups[0].score


def test_without_words_groups_stand_in_the_order_of_the_hits(make_collection: MakeCollection) -> None:
    collection = make_collection({f"{name}.md": f"---\ntitle: {name}\n---\n\nText of {name}." for name in "bca"})
    for query in ("", "-absent"):
        results = collection.search(query)
        assert [collection.record(group.article).path for group in results.groups] == ["a.md", "b.md", "c.md"]
        assert {group.score for group in results.groups} == {0.0}


def test_the_hits_of_an_article_are_known_though_it_is_folded_under_another(make_collection: MakeCollection) -> None:
    collection = make_collection(
        {
            "a.md": f"---\ntitle: Winter\nsource: A\n---\n\n{STORY}\n\nThe lamp was old.",
            "b.md": f"---\ntitle: Lamps\nsource: B\n---\n\n{STORY}",
            "c.md": "---\ntitle: Of ships\n---\n\nIt was dark.",
        }
    )
    results = collection.search("lamp")
    a, b, c = (record.id for record in collection.articles())
    assert results.groups.of(a) == msgspec.structs.replace(results.groups[0], copies=(), score=ANY)
    copy = results.groups.of(b)
    assert copy is not None
    assert (copy.article, copy.numbers) == (b, tuple(sorted(hit.paragraph for hit in results.hits if hit.article == b)))
    assert results.groups.of(c) is None
    assert results.groups.of("no article") is None
