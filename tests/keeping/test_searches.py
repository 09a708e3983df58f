from __future__ import annotations

import pytest

from searchtui.keeping import SavedSearch, named, new_id, renamed, with_looked, with_search, without_search

ONE = SavedSearch("a1", "Alliance", "military alliance", "then")
TWO = SavedSearch("b2", "Gas", "gas", "then")


def test_a_name_is_there_once_whatever_its_case() -> None:
    other = SavedSearch("c3", "alliance", "nato", "now")
    assert with_search([ONE, TWO], other) == [TWO, other]
    assert named([ONE, TWO], " GAS ") is TWO
    assert named([ONE], "gas") is None


def test_renaming_keeps_the_order_and_takes_no_name_away() -> None:
    assert [entry.name for entry in renamed([ONE, TWO], "a1", " Pact ")] == ["Pact", "Gas"]
    assert [entry.name for entry in renamed([ONE, TWO], "a1", "ALLIANCE")] == ["ALLIANCE", "Gas"]
    assert renamed([ONE, TWO], "a1", "gas") == [ONE, TWO]
    assert renamed([ONE, TWO], "a1", "  ") == [ONE, TWO]


def test_looking_and_deleting() -> None:
    (looked,) = with_looked([ONE], "a1", "now", 12, "1-2-3")
    assert (looked.looked, looked.found, looked.stamp) == ("now", 12, "1-2-3")
    assert without_search([ONE, TWO], "a1") == [TWO]


def test_ids_differ_and_are_names_of_files() -> None:
    assert new_id() != new_id()
    assert new_id().isalnum()
    for bad in ("../x", "", "a/b", "ä"):
        with pytest.raises(ValueError, match="letters and digits"):
            SavedSearch(bad, "x", "y", "z")
