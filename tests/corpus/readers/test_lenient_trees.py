from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.readers.lenient_trees import lenient_tree
from searchtui.corpus.readers.xml_trees import text_of


def shape(element: Any) -> object:
    """An element as nested lists."""
    inner = [shape(child) for child in element]
    return [element.tag, *inner] if inner else element.tag


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<A><b>x</B></a>", ["a", "b"]),
        ("<a><p>x<p>y</a>", ["a", "p", "p"]),
        ("<a><b>x</a>", ["a", "b"]),
        ("<a>x</c></a>", "a"),
        ("<a><b>x</></a>", ["a", "b"]),
        ("<a><br>x<xref id=1>y</a>", ["a", "br", "xref"]),
        ("<dc:a b:c='1'/><d>", ["text", "a", "d"]),
        ("<!DOCTYPE a [<!ENTITY b '>'>]><?php echo ?><!-- <c> --><a>x</a>", "a"),
        ("<a b='<c>' d>x</a>", "a"),
        ("<aé²><b½:c>", ["a__", "c"]),
        ("x < y <a>", ["text", "a"]),
        ("x < y", None),
    ],
)
def test_shapes(written: str, read: object) -> None:
    tree = lenient_tree(written)
    assert (tree if tree is None else shape(tree)) == read


def test_text_attributes_and_lines() -> None:
    tree = lenient_tree("<a>&eacute; &#3;&#x1F;&lt;\n\n<![CDATA[<&amp;]]><b xml:id='1&amp;2' C = d>x")
    assert tree is not None
    assert text_of(tree) == "é < <&amp;x"
    assert dict(tree[0].attrib) == {"id": "1&2", "c": "d"}
    assert (tree.sourceline, tree[0].sourceline) == (1, 3)


def test_depth_is_bounded_and_no_text_lost() -> None:
    tree = lenient_tree("<a>" * 5000 + "deep" + "</a>" * 5000 + "end")
    assert tree is not None
    assert "deep" in text_of(tree)
    assert "end" in text_of(tree)


@given(st.text("<>/!?[]-'\"= ab&;#1\n", max_size=60))
def test_any_text(text: str) -> None:
    tree = lenient_tree(text)
    assert tree is None or text_of(tree) is not None
