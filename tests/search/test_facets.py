"""Facets of articles: what is found, masked, counted and shown."""

from __future__ import annotations

import numpy as np
import pytest

from searchtui.search.facets import ArticleFacet
from searchtui.search.request import Unit
from searchtui.search.results import FacetValue

AUTHORS = ArticleFacet(
    ["Ana", "ana", "Bo", "unknown", "Élise"], np.array([0, 2, 3, 4, 6]), np.array([0, 4, 3, 2, 1, 2])
)
SOURCES = ArticleFacet(["CGTN", "unknown", "Weekly"], None, np.array([2, 1, 0, 0]))


@pytest.mark.parametrize(
    ("wanted", "found", "missing"),
    [
        (["Ana"], [0], []),
        (["ANA"], [0, 1], []),
        (["elise", "Cy", "UNKNOWN"], [4, 3], ["Cy"]),
        ([], [], []),
    ],
)
def test_values_are_found_exactly_or_without_case_and_accents(
    wanted: list[str], found: list[int], missing: list[str]
) -> None:
    assert AUTHORS.find(wanted) == (found, missing)


def test_articles_are_masked_by_any_of_the_values() -> None:
    assert AUTHORS.mask([2, 3]).tolist() == [False, True, True, True]
    assert AUTHORS.mask([]).tolist() == [False] * 4
    assert SOURCES.mask([0]).tolist() == [False, False, True, True]


def test_some_articles_of_each_value() -> None:
    assert SOURCES.some_articles(3) == [[2, 3], [1], [0]]
    assert AUTHORS.some_articles(1) == [[0], [3], [2], [1], [0]]
    many = ArticleFacet(["a", "b"], None, np.array([0] * 9 + [1]))
    assert many.some_articles(3) == [[0, 4, 8], [9]]


def test_paragraphs_count_for_every_value_of_their_article() -> None:
    found, paragraphs = np.array([3, 0], np.int32), np.array([5, 2])
    assert AUTHORS.counts(found, paragraphs).tolist() == [2, 5, 5, 0, 2]
    assert SOURCES.counts(found, paragraphs).tolist() == [5, 0, 2]


def test_values_are_shown_by_count_then_name_and_the_unknown_last() -> None:
    shown = AUTHORS.shown(np.array([2, 0, 2, 9, 2]), [1])
    assert shown == (
        FacetValue("Ana", 2),
        FacetValue("Bo", 2),
        FacetValue("Élise", 2),
        FacetValue("ana", 0, True),
        FacetValue("unknown", 9),
    )


def test_dates_are_shown_in_order_of_time() -> None:
    months = ArticleFacet(["2019-12", "2020", "2020-01", "unknown", "zz"], None, np.array([0, 1, 2, 3, 4]))
    shown = months.shown(np.array([1, 2, 0, 4, 3]), [], by_time=True)
    assert [value.value for value in shown] == ["2019-12", "2020", "zz", "unknown"]


def test_spellings_of_one_name_are_one_value() -> None:
    facet = ArticleFacet(
        ["A. B. Roy", "AB Roy", "Cy Fox"], np.array([0, 2, 3, 3, 5]), np.array([0, 1, 1, 2, 0]), np.array([0, 1, 2, 3])
    ).merged(np.array([0, 0, 1]), [("A. B. Roy", "AB Roy"), ("Cy Fox",)])
    assert facet.find(["ab roy", "CY FOX", "Bo"]) == ([0, 1], ["Bo"])
    assert facet.names == (["A. B. Roy", "AB Roy", "Cy Fox"], [0, 0, 1])
    assert facet.mask([0]).tolist() == [True, True, False, True]
    assert facet.holdings().tolist() == [3, 1]
    articles, paragraphs = np.array([0, 1, 3], np.int32), np.array([5, 2, 1])
    counts = facet.counts(articles, paragraphs)
    assert counts.tolist() == [8, 1]
    assert facet.counts_in(Unit.ARTICLE, articles, paragraphs).tolist() == [3, 1]
    assert facet.counts_in(Unit.STORY, articles, paragraphs).tolist() == [3, 1]
    assert facet.shown(counts, [0]) == (FacetValue("A. B. Roy", 8, True, variants=("AB Roy",)), FacetValue("Cy Fox", 1))


def test_spellings_of_sources_are_one_value() -> None:
    facet = SOURCES.merged(np.array([0, 2, 0]), [("CGTN", "Weekly"), ("nothing",), ("unknown",)])
    assert facet.mask([0]).tolist() == [True, False, True, True]
    assert facet.counts(np.array([0, 1], np.int32), np.array([4, 2])).tolist() == [4, 0, 2]
