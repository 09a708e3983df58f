from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.citing.bibtex import articles_as_bibtex
from searchtui.cleaning import clean_line
from searchtui.dates import PartialDate
from tests.citing.rows import article
from tests.cli.samples import HOSTILE

_PLAIN = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
}
_ESCAPED = re.compile("|".join([*map(re.escape, _PLAIN), r"\\([$&#%_])"]))


def read(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """What BibTeX reads: type, key and fields of each entry, told apart by counting braces and nothing else."""
    entries = []
    at = 0
    while (start := text.find("@", at)) >= 0:
        opening = text.index("{", start)
        comma = text.index(",", opening)
        kind, key = text[start + 1 : opening], text[opening + 1 : comma]
        fields, at = {}, comma + 1
        while text[at:].lstrip()[0] != "}":
            equals = text.index("=", at)
            name, at = text[at:equals].strip(), equals + 1
            while text[at] == " ":
                at += 1
            if text[at] != "{":
                end = text.index(",", at)
                fields[name], at = text[at:end], end + 1
                continue
            begin, depth = at + 1, 0
            while True:
                depth += {"{": 1, "}": -1}.get(text[at], 0)
                at += 1
                if depth == 0:
                    break
            fields[name] = text[begin : at - 1]
            assert text[at] == ","
            at += 1
        at = text.index("}", at) + 1
        entries.append((kind, key, fields))
    return entries


def unescaped(text: str) -> str:
    """What LaTeX prints."""
    return _ESCAPED.sub(lambda match: match[1] or _PLAIN[match[0]], text)


def written(*articles: object) -> str:
    return "\n".join(articles_as_bibtex(articles))  # type: ignore[arg-type]


def test_an_entry() -> None:
    assert written(article()).splitlines() == [
        "@article{quill2020-6ac2874567e0,",
        "  title = {{A treaty, and what follows}},",
        "  author = {Ada Quill and Ben Page},",
        "  journal = {The Courier},",
        "  date = {2020-12-05},",
        "  year = {2020},",
        "  month = dec,",
        "  url = {https://courier.example/a_b?c=1&d=%20e#f~g},",
        "  path = {treaties/one.txt},",
        "}",
    ]


def test_what_is_not_known_is_left_out() -> None:
    ((kind, key, fields),) = read(written(article(authors=(), source=None, date=None, url=None, item="7")))
    assert (kind, key) == ("misc", "6ac2874567e0")
    assert fields == {"title": "{A treaty, and what follows}", "path": r"treaties/one.txt\#7"}


def test_a_date_is_as_precise_as_it_is_known() -> None:
    ((_, _, fields),) = read(written(article(date=PartialDate(2020))))
    assert (fields["date"], fields["year"], "month" in fields) == ("2020", "2020", False)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Quill", "Ada Quill"),
        ("Quill, Ada", "Quill, Ada"),
        ("Quill and Page", "{Quill and Page}"),
        ("Page, B., MP, Hull", "{Page, B., MP, Hull}"),
        ("others", "{others}"),
        ("Sand & Co", r"Sand \& Co"),
        ("Anderson", "Anderson"),
    ],
)
def test_names_are_parted_only_where_they_are_meant_to_be(name: str, expected: str) -> None:
    ((_, _, fields),) = read(written(article(authors=(name,))))
    assert fields["author"] == expected


def test_hostile_text_is_clean_and_stays_in_its_field() -> None:
    hostile = article(title=HOSTILE, authors=(HOSTILE,), source=HOSTILE, url=HOSTILE, path=HOSTILE)
    text = written(hostile, article())
    assert all(clean_line(line) == line for line in text.split("\n"))
    assert [key for _, key, _ in read(text)][1] == "quill2020-6ac2874567e0"


@given(st.lists(st.text(alphabet="ab {}\\$&#%_^~@,=\"'é", max_size=20), min_size=1, max_size=4))
def test_any_title_comes_back(titles: list[str]) -> None:
    entries = read(written(*(article(title=f"x{title}", source=f"x{title}") for title in titles)))
    assert [unescaped(fields["title"][1:-1]) for _, _, fields in entries] == [f"x{title}".strip() for title in titles]
    assert [unescaped(fields["journal"]) for _, _, fields in entries] == [f"x{title}".strip() for title in titles]
