"""reStructuredText."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Kind, Known
from searchtui.corpus.decoding import NotTextError
from searchtui.corpus.drafts import Draft
from searchtui.corpus.readers.rst import read_rst
from tests.corpus.sourced import source

ARTICLE = """\
.. A comment that nobody
   is to see.

=========
The Boat
=========

:Author: Ann Lee
:Date: 2020-05-04
:Version: 3

A boat lay on the *beach* for **all** of
the year; see `the town <https://example.org/town>`_ and :ref:`its sea <sea>`.

At sea
------

It was ``blue``. Nobody knew why [1]_.

.. figure:: boat.png
   :alt: A boat
   :width: 200

   The boat of the town.

.. include:: /etc/passwd
.. _target: https://example.org

.. [1] The council knew.
"""


def read(text: str) -> Draft:
    (draft,) = read_rst(source(text, "article.rst")).drafts
    return draft


def shown(text: str) -> list[tuple[Kind, str]]:
    return [(one.kind, one.text) for one in read(text).paragraphs]


def test_an_article() -> None:
    draft = read(ARTICLE)
    meta = draft.metadata
    assert (meta.title, meta.authors, str(meta.date)) == ("The Boat", ("Ann Lee",), "2020-05-04")
    assert meta.known["authors"].known is Known.DECLARED
    assert [(one.kind, one.text, one.line) for one in draft.paragraphs] == [
        (Kind.TITLE, "The Boat", 5),
        (Kind.BODY, "A boat lay on the beach for all of the year; see the town and its sea.", 12),
        (Kind.HEADING, "At sea", 15),
        (Kind.BODY, "It was blue. Nobody knew why.", 18),
        (Kind.CAPTION, "The boat of the town.", 24),
        (Kind.FOOTNOTE, "The council knew.", 29),
    ]
    assert draft.paragraphs[3].heading == "At sea"


def test_a_header_like_that_of_a_mail() -> None:
    draft = read(
        "PEP: 9\nTitle: The Boat\nAuthor: Ann Lee <a@example.org>,\n        Bo Ek\nCreated: 04-May-2020\n\nOne boat."
    )
    meta = draft.metadata
    assert (meta.title, meta.authors, str(meta.date)) == ("The Boat", ("Ann Lee", "Bo Ek"), "2020-05-04")
    assert [one.text for one in draft.paragraphs] == ["The Boat", "One boat."]


@pytest.mark.parametrize(
    "fields",
    [
        ":Authors: Ann Lee; Bo Ek\n:Date: 4 May 2020\n",
        ":Authors:\n  - Ann Lee\n  - Bo Ek\n:date: 2020-05-04 10:20\n",
        ".. author: Ann Lee, Bo Ek\n.. date: 2020-05-04 10:20:00 UTC\n.. slug: boat\n",
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_fields_above_the_text_are_metadata(fields: str, place: str) -> None:
    title = "The Boat\n========\n"
    draft = read(f"{fields}\n{title}\nOne boat." if place == "above" else f"{title}\n{fields}\nOne boat.")
    meta = draft.metadata
    assert (meta.title, meta.authors, str(meta.date)) == ("The Boat", ("Ann Lee", "Bo Ek"), "2020-05-04")
    assert [one.text for one in draft.paragraphs] == ["The Boat", "One boat."]


def test_several_headings_of_one_style_are_no_title() -> None:
    kinds = [kind for kind, _ in shown("One\n===\n\nText here.\n\nTwo\n===\n\nMore text.\n")]
    assert kinds == [Kind.HEADING, Kind.BODY, Kind.HEADING, Kind.BODY]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Code::\n\n  a = 1\n  b = 2\n\nEnd.", ["Code:", "a = 1 b = 2", "End."]),
        ("Code\n\n::\n\n  a *b* c\n", ["Code", "a *b* c"]),
        (".. code-block:: python\n   :linenos:\n\n   a = 1\n\n   b = 2\n", ["a = 1 b = 2"]),
        ("- One boat,\n  two boats\n- Three\n\n  - Four\n", ["One boat, two boats", "Three", "Four"]),
        ("1. One\n2. Two\n#. Three\n", ["One", "Two", "Three"]),
        ("1914. That was the\nyear of the boat.", ["1914. That was the year of the boat."]),
        ("Term\n  What it means.\n", ["Term", "What it means."]),
        ("A quote:\n\n  The boat is old.\n\n  -- Ann Lee\n", ["A quote:", "The boat is old.", "— Ann Lee"]),
        ("| One line\n| another\n", ["One line another"]),
        ("=====  ====\nBoat   Year\n=====  ====\nBlue   1914\nGreen  1920\n=====  ====\n", 3),
        ("+------+------+\n| Boat | Year |\n+======+======+\n| Blue | 1914 |\n+------+------+\n", 2),
        (".. note:: The boat is old.\n", ["The boat is old."]),
        (".. note::\n\n   The boat\n   is old.\n\n   It is blue.\n", ["The boat is old.", "It is blue."]),
        (".. image:: boat.png\n   :alt: A blue boat\n", ["A blue boat"]),
        (".. list-table:: Boats\n   :header-rows: 1\n\n   * - Blue\n     - 1914\n", ["Boats", "Blue", "1914"]),
        (".. raw:: html\n\n   <b>boat</b>\n\nEnd.", ["End."]),
        ("..\n   Nothing of this.\n\nEnd.", ["End."]),
        ("..\n\n   A quote.", ["A quote."]),
        (".. |boat| image:: boat.png\n\nA |boat| here.", ["A |boat| here."]),
        ("One.\n\n----\n\nTwo.", ["One.", "Two."]),
    ],
)
def test_blocks(text: str, pieces: list[str] | int) -> None:
    texts = [text for _, text in shown(f"Above is text.\n\n{text}\n")][1:]
    assert (
        texts == pieces
        or texts == ["Boat | Year", "Blue | 1914", "Green | 1920"][: pieces if isinstance(pieces, int) else 0]
    )


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a `b`_ c", "a b c"),
        ("a `b <https://example.org>`__ c", "a b c"),
        ("a boat_, b", "a boat, b"),
        ("snake_case and trail_ x", "snake_case and trail x"),
        ("__init__ and _private_ and a__ stay", "__init__ and _private_ and a stay"),
        ("2 * 3 * 4 and a*b*c", "2 * 3 * 4 and a*b*c"),
        (r"a\ b \*c\*", "ab *c*"),
        ("``*a*`` and ``x`y``", "*a* and x`y"),
        (":py:func:`~os.path.join` and `H2O`:sub:", "os.path.join and H2O"),
        ("text [#note]_ and [CIT2002]_.", "text and."),
        ("[sic] stays", "[sic] stays"),
    ],
)
def test_marks_in_a_paragraph(text: str, plain: str) -> None:
    assert shown(f"Text.\n\n{text}")[-1][1] == plain


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(" " * depth + "- x" for depth in range(500)),
        "\n".join(" " * depth + "x" for depth in range(2000)),
        "*" * 50_000,
        "`" * 50_001,
        "**a" * 20_000,
        "`a\\" * 20_000,
        "=" * 100 + "\n" + "x\n" * 5000,
        ".. note:: " * 2000,
        "+-+\n" * 5000,
        ":a: b\n" * 5000,
        "x\n=\n" * 3000,
    ],
)
def test_hostile_texts(text: str) -> None:
    read_rst(source(text, "article.rst"))


@given(st.text(alphabet="ab=-.:|`*_[]\\ \n+>#1", max_size=120) | st.text(max_size=80))
def test_any_text(text: str) -> None:
    read_rst(source(text, "article.rst"))


@given(st.integers(0, len(ARTICLE)), st.binary(max_size=3))
def test_damaged_texts(place: int, data: bytes) -> None:
    whole = ARTICLE.encode()
    with contextlib.suppress(NotTextError):
        read_rst(source(whole[:place] + data + whole[place + 2 :], "article.rst"))
