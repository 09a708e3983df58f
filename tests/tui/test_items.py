from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.collection import HitGroup
from searchtui.tui.items import Items
from tests.listed import ListedGroups


def grouped(copies: list[int]) -> Items:
    """Groups `0`, `1`, ... with so many copies `0.1`, `0.2`, ... each."""
    names = {at: [f"{at}.{copy}" for copy in range(1, count + 1)] for at, count in enumerate(copies)}
    groups = [HitGroup(str(at), 1.0, 1, (1,), tuple(names[at])) for at in names]
    return Items(ListedGroups(groups, {name: HitGroup(name, 1.0, 1, (1,)) for some in names.values() for name in some}))


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8), st.lists(st.integers(0, 7)))
def test_unfolded_copies_follow_their_article(copies: list[int], toggled: list[int]) -> None:
    items, unfolded = grouped(copies), set[int]()
    for group in toggled:
        group %= len(copies)
        unfolded ^= {group} if copies[group] else set()
        assert items.toggle(group) == (group in unfolded)
    expected = [(at, copy) for at, count in enumerate(copies) for copy in range(1 + (count if at in unfolded else 0))]
    assert len(items) == len(expected)
    assert [items.origin(item) for item in range(len(items))] == expected
    assert [items[item].article for item in range(len(items))] == [
        f"{at}.{copy}" if copy else str(at) for at, copy in expected
    ]
    assert [items.item_of(at) for at in range(len(copies))] == [
        item for item, (_, copy) in enumerate(expected) if not copy
    ]
    for at, count in enumerate(copies):
        assert len(items.copies(at)) == (count if at in unfolded else 0)
        assert items.is_unfolded(items[items.item_of(at)]) == (at in unfolded)
