from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.keeping import Asked, with_asked, without_asked
from searchtui.keeping.history import MOST_QUERIES

QUERIES = st.lists(st.sampled_from(["a", "b", " a ", "", "  ", "c d"]), max_size=12)


@given(QUERIES)
def test_each_query_is_there_once_at_the_place_of_its_last_time(queries: list[str]) -> None:
    entries: list[Asked] = []
    for number, query in enumerate(queries):
        entries = with_asked(entries, Asked(query, str(number)))
    typed = [query.strip() for query in queries if query.strip()]
    assert [entry.query for entry in entries] == list(reversed(dict.fromkeys(reversed(typed))))


def test_how_it_was_asked_last_counts() -> None:
    entries = with_asked([Asked("a", "1"), Asked("b", "2")], Asked("a", "3", exactly=True))
    assert entries == [Asked("b", "2"), Asked("a", "3", exactly=True)]


def test_the_oldest_make_room() -> None:
    entries = [Asked(str(number), "") for number in range(MOST_QUERIES)]
    entries = with_asked(entries, Asked("new", ""))
    assert len(entries) == MOST_QUERIES
    assert (entries[0].query, entries[-1].query) == ("1", "new")


def test_an_entry_is_deleted() -> None:
    assert without_asked([Asked("a", ""), Asked("b", "")], "a") == [Asked("b", "")]
