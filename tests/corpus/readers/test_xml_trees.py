from __future__ import annotations

import pytest

from searchtui.article import Reason
from searchtui.corpus.readers.xml_trees import attribute, children, first, inside, name_of, read_tree, steps, text_of
from searchtui.corpus.sources import Source, UnreadableError

DOCUMENT = """<a xmlns:n="urn:n" n:Lang="en"><!-- no --><n:B>one <i>two</i> <?pi no?>three</n:B>
<b x="1">four<c><d>five</d></c></b>tail</a>"""


def test_looking_around() -> None:
    root = read_tree(Source("a.xml", DOCUMENT.encode())).root
    assert [name_of(child) for child in root] == ["", "b", "b"]
    assert [text_of(child) for child in children(root, "b")] == ["one two three", "fourfive"]
    assert text_of(first(root, "b", "c|x", "d")) == "five"
    assert first(root, "d") is first(None, "d") is None
    assert [text_of(one) for one in inside(root, "i", "d")] == ["two", "five"]
    assert list(children(None)) == list(inside(None, "d")) == []
    assert (attribute(root, "lang"), attribute(root, "x"), attribute(None, "x")) == ("en", "", "")
    assert text_of(root, "b") == "tail"
    assert text_of(None) == ""
    assert "".join(text for _, _, text in steps(root)).split() == ["one", "two", "three", "fourfivetail"]


def test_what_is_whole_is_not_complained_of() -> None:
    assert read_tree(Source("a.xml", DOCUMENT.encode())).complaints == ()


@pytest.mark.parametrize("broken", ["<a><b>x</a>", "<a>x & y</a>", "<a b=1>x</a>", "<a><n:b>x</n:b>", "<a>x"])
def test_what_is_broken_is_read_and_complained_of(broken: str) -> None:
    tree = read_tree(Source("a.xml", broken.encode()))
    assert text_of(tree.root).startswith("x")
    assert tree.complaints == ("Its markup is broken in line 1; what could be read of it was read.",)


def test_nothing_at_all() -> None:
    with pytest.raises(UnreadableError) as error:
        read_tree(Source("a.xml", b"words"))
    assert error.value.reason is Reason.BROKEN
