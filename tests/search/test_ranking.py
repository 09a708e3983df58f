"""The order of hits: those with all words first, and the same however many are wanted."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchtui.analysis import words
from searchtui.collection import Mode
from tests.conftest import MakeCollection
from tests.examples import examples
from tests.search.test_relevance import VOCABULARY, articles, collection_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("random")


@settings(deadline=None, max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles, st.lists(st.sampled_from(VOCABULARY), min_size=4, max_size=5, unique=True))
def test_those_with_all_words_stay_first(folder: Path, made: list[dict[str, object]], query: list[str]) -> None:
    with collection_of(folder, made) as collection:
        results = collection.search(" ".join(query), limit=0)
        stems = {word.stem for word in words(" ".join(query))}
        having = [stems <= {word.stem for word in words(hit.text)} for hit in results.hits]
        if results.paragraphs_with_all is not None:
            assert sum(having) == results.paragraphs_with_all
        assert having == sorted(having, reverse=True)
        with_all = {hit.article for hit, has in zip(results.hits, having, strict=True) if has}
        groups = [bool({group.article, *group.copies} & with_all) for group in results.groups]
        assert groups == sorted(groups, reverse=True)
        if 0 < sum(having) < len(having):
            # Within each part, the order is that of the plain scores.
            plain = collection.search(" ".join(query), limit=0, mode=Mode.ANY)
            ranks = {(hit.article, hit.paragraph): place for place, hit in enumerate(plain.hits)}
            order = [ranks[hit.article, hit.paragraph] for hit in results.hits]
            assert order[: sum(having)] == sorted(order[: sum(having)])
            assert order[sum(having) :] == sorted(order[sum(having) :])


def test_no_place_depends_on_how_many_are_wanted(make_collection: MakeCollection) -> None:
    drawn = random.Random(3)
    made = [" ".join(drawn.choices(VOCABULARY, k=drawn.randint(3, 20))) for _ in range(900)]
    collection = make_collection({"a.jsonl": "\n".join(json.dumps({"id": n, "text": t}) for n, t in enumerate(made))})
    whole = collection.search("cold bears treaty", mode=Mode.ANY, limit=0)
    assert len(whole.hits) > 500
    scores = [hit.score for hit in whole.hits]
    assert scores == sorted(scores, reverse=True)
    for offset, limit in ((0, 1), (0, 199), (150, 100), (200, 5), (260, 300)):
        some = collection.search("cold bears treaty", mode=Mode.ANY, limit=limit, offset=offset)
        assert some.hits == whole.hits[offset : offset + limit]
        assert list(some.groups[:20]) == list(whole.groups[:20])
