from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.naming import free_name, item_names


def test_a_name_that_is_taken_has_a_number() -> None:
    assert free_name("a", ()) == "a"
    assert free_name("a", {"a", "a-2"}) == "a-3"


def test_the_first_of_several_with_one_name_keeps_it() -> None:
    names, complaints = item_names([(1, "a"), (2, None), (5, "a"), (6, "5")], "Entry")
    assert names == {1: "a", 2: "2", 5: "5-2", 6: "5"}
    assert complaints == ["Entry 5: the id 'a' stands in an entry above too, so that this article is read as '5-2'."]


identities = st.none() | st.sampled_from(["1", "2", "a", "1-2"])


@given(st.lists(identities, max_size=8))
def test_each_article_has_a_name_of_its_own_and_the_first_one_keeps_what_it_is_called(
    given_names: list[str | None],
) -> None:
    names, _ = item_names(enumerate(given_names, start=1))
    assert len(set(names.values())) == len(names) == len(given_names)
    for number, identity in enumerate(given_names, start=1):
        if identity is not None and identity not in given_names[: number - 1]:
            assert names[number] == identity
