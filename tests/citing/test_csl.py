from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from searchtui.citing.csl import articles_as_csl
from searchtui.cleaning import clean_line
from searchtui.dates import PartialDate
from tests.citing.rows import article


def test_an_item() -> None:
    assert json.loads("\n".join(articles_as_csl([article(authors=("Ada Quill", "Page, Ben"))]))) == [
        {
            "id": "quill2020-6ac2874567e0",
            "type": "article-newspaper",
            "title": "A treaty, and what follows",
            "author": [{"literal": "Ada Quill"}, {"family": "Page", "given": "Ben"}],
            "container-title": "The Courier",
            "issued": {"date-parts": [[2020, 12, 5]]},
            "URL": "https://courier.example/a_b?c=1&d=%20e#f~g",
            "language": "en",
            "custom": {"article": "6ac2874567e0", "path": "treaties/one.txt"},
        }
    ]


def test_what_is_not_known_is_left_out() -> None:
    (item,) = json.loads(
        "\n".join(articles_as_csl([article(authors=(), source=None, date=None, url=None, language=None)]))
    )
    assert sorted(item) == ["custom", "id", "title", "type"]
    assert item["type"] == "document"


def test_a_date_is_as_precise_as_it_is_known() -> None:
    found = json.loads("\n".join(articles_as_csl([article(date=PartialDate(2020, *rest)) for rest in ((), (3,))])))
    assert [item["issued"]["date-parts"] for item in found] == [[[2020]], [[2020, 3]]]


def test_no_article_is_an_empty_array() -> None:
    assert json.loads("\n".join(articles_as_csl([]))) == []


@given(st.lists(st.text(min_size=1), max_size=4))
def test_any_text_comes_back(titles: list[str]) -> None:
    lines = list(articles_as_csl([article(title=title) for title in titles]))
    assert all(clean_line(line) == line for line in lines)
    assert [item["title"] for item in json.loads("\n".join(lines))] == [
        re.sub("[\ud800-\udfff]", "�", title) for title in titles
    ]
