from __future__ import annotations

from searchtui.keeping import Anchor, Pin, with_pin, without_pin

ONE, TWO = (Pin(Anchor(f"{name}.txt", name, number=1), "then") for name in "ab")


def test_an_article_is_pinned_once_and_keeps_its_place() -> None:
    again = Pin(Anchor("a.txt", "other", number=3), "now")
    assert with_pin([ONE, TWO], again) == [again, TWO]
    assert with_pin([TWO], ONE) == [TWO, ONE]


def test_items_of_one_file_are_different_articles() -> None:
    item = Pin(Anchor("a.txt", "a", item="2"))
    assert with_pin([ONE], item) == [ONE, item]


def test_unpinning() -> None:
    assert without_pin([ONE, TWO], ONE.anchor) == [TWO]
