"""The five articles are unchanged, and what is found in them is what stands in them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from searchtui.collection import Collection, SearchRequest

SHA256 = {
    "000_e0aa8bb2fa1916f9.txt": "bf15961cc1f0401b4ca8810cce4ac08c5063585c96de374fd402d466b5083e98",
    "001_3ad24007df3946f8.txt": "df1d36c051bf1a04fb558ee429b7527451e63f576f414ed066d76f07d71eefef",
    "002_66bbe7dcd765232d.txt": "452254ca741affffb8dbabd0f03275965a5b5f9d82c3b65f2f94f7d6cc72df80",
    "003_6ac2874567e0d2a0.txt": "b47d3f00583f8728a3c08df27018a6cccc52c1ef35322d4de551677f634988e4",
    "004_5ae6b6dd2b6d6c73.txt": "d022d18daa8da9487226e2ff393c538c86093f09a97e5cd3dc6b0ad74f7094e8",
}

FURNITURE = re.compile(
    r"Advertisement|By\s.{1,40}|CGTN|\d{13}|Source: .*|Read original article here\.|This article first appeared on .*"
)


def test_the_seeds_are_unchanged(seeds: Path) -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(seeds.iterdir())}
    assert found == SHA256


def lines(seeds: Path) -> dict[str, list[str]]:
    """The paragraphs of each seed, in which each line is one; of a doubled caption only the second line."""
    found = {}
    for path in sorted(seeds.iterdir()):
        some = [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        pairs = zip(some, [*some[1:], ""], strict=True)
        found[path.name] = [
            line for line, after in pairs if not FURNITURE.fullmatch(line) and not after.startswith(line)
        ]
    return found


def holding(seeds: Path, *patterns: str) -> dict[str, int]:
    """How many paragraphs of each seed hold all the patterns."""
    counts = {
        name: sum(all(re.search(pattern, line, re.IGNORECASE) for pattern in patterns) for line in some)
        for name, some in lines(seeds).items()
    }
    return {name: count for name, count in counts.items() if count}


ALLIANCE, MILITARY, RUSSIA = r"\balliances?\b", r"\bmilitary\b", r"\brussia\b"


@pytest.mark.parametrize(
    ("query", "patterns"),
    [
        ("", [r"."]),
        ("alliance", [ALLIANCE]),
        ("military alliance", [MILITARY, ALLIANCE]),
        ("russia alliance military", [RUSSIA, ALLIANCE, MILITARY]),
        ('"military alliance"', [r"\bmilitary alliance\b"]),
        ("allian*", [r"\ballian"]),
        ("pantucci", [r"\bpantucci\b"]),
        ("anti-western", [r"\banti-western\b"]),
    ],
)
def test_counts_are_those_of_the_texts(
    seeds: Path, seed_collection: Collection, query: str, patterns: list[str]
) -> None:
    expected = holding(seeds, *patterns)
    found = seed_collection.search(query, limit=0)
    assert found.paragraphs == sum(expected.values()) == len(found.hits)
    assert found.articles == len(expected)
    by_path: dict[str, int] = {}
    for hit in found.hits:
        by_path[hit.path] = by_path.get(hit.path, 0) + 1
    assert by_path == expected
    copies = {"000_e0aa8bb2fa1916f9.txt", "001_3ad24007df3946f8.txt"}
    assert found.stories == len(expected) - (copies <= expected.keys())


def test_facets_are_those_of_the_texts(seeds: Path, seed_collection: Collection) -> None:
    expected = holding(seeds, ALLIANCE)
    counts = [expected[name] for name in sorted(expected)]
    facets = seed_collection.search("alliance").facets
    assert {value.value: value.count for value in facets.source} == {
        "TRT World": counts[0] + counts[1],
        "unknown": counts[2],
        "CGTN": counts[3],
        "The Conversation": counts[4],
    }
    assert {value.value: value.count for value in facets.author} == {
        "Andrew Hammond": counts[2],
        "Danil Bochkov": counts[3],
        "Marcin Kaczmarski": counts[4],
        "Natasha Kuhrt": counts[4],
        "unknown": counts[0] + counts[1],
    }
    assert {value.value: value.count for value in facets.date} == {
        "2020-12": counts[3],
        "unknown": sum(counts) - counts[3],
    }


def test_the_copy_folds_under_its_fullest_version(seed_collection: Collection) -> None:
    groups = seed_collection.search("military alliance").groups
    heads = {seed_collection.record(group.article).path[:3]: group for group in groups}
    assert set(heads) == {"001", "003", "004"}
    assert [seed_collection.record(copy).path[:3] for copy in heads["001"].copies] == ["000"]


def test_a_search_is_the_same_by_every_way_of_asking(seed_collection: Collection) -> None:
    by_fields = seed_collection.search("alliance", sources=("CGTN",), limit=0)
    by_request = seed_collection.search(SearchRequest("alliance", sources=("CGTN",), limit=0))
    by_query = seed_collection.search("alliance source:CGTN", limit=0)
    assert [hit.paragraph for hit in by_fields.hits] == [hit.paragraph for hit in by_request.hits]
    assert {hit.paragraph for hit in by_query.hits} == {hit.paragraph for hit in by_fields.hits}
