from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from searchtui.article import Article
from searchtui.cleaning import clean_line, clean_text
from searchtui.cli.formats.csv_format import COLUMNS, hits_as_csv
from searchtui.cli.formats.json_format import article_as_json, facets_as_json, hits_as_json_lines, results_as_json
from searchtui.cli.formats.markdown import article_as_markdown, escape, hits_as_quotes, paragraph_as_quote
from searchtui.cli.formats.plain import article_as_lines, facets_as_lines, hits_as_lines
from searchtui.cli.formats.terminal import article_for_people, results_for_people
from tests.cli.samples import HOSTILE, article, hit, hostile_hit, results

HIT_KEYS = [
    "article",
    "path",
    "item",
    "title",
    "source",
    "authors",
    "date",
    "paragraph",
    "kind",
    "text",
    "highlights",
    "score",
    "story",
]


def shown(markdown: str) -> str:
    """The text that a reader of the rendered Markdown sees."""
    html = MarkdownIt("commonmark").render(markdown)
    text = re.sub(r"<[^>]*>", "", html)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text.strip("\n")


class TestPlain:
    def test_a_hit_is_path_paragraph_text(self) -> None:
        assert list(hits_as_lines([hit()])) == ["treaties/one.txt:2: The treaty holds, for now."]

    def test_an_item_follows_the_path(self) -> None:
        assert next(hits_as_lines([hit(item="7")])).startswith("treaties/one.txt#7:2: ")

    def test_a_hostile_hit_stays_one_clean_line(self) -> None:
        (line,) = hits_as_lines([hostile_hit()])
        assert clean_line(line) == line
        assert "[@click=app.quit]x[/]" in line

    def test_a_facet_value_is_count_tab_value(self) -> None:
        facets = results().facets
        assert list(facets_as_lines(facets, ["source"], named=False)) == ["2\tThe Courier", "1\tunknown"]
        assert next(facets_as_lines(facets, ["source", "date"], named=True)) == "source\t2\tThe Courier"

    def test_an_article_is_a_head_and_numbered_lines(self) -> None:
        shown = article(authors=())
        assert list(article_as_lines(shown, shown.paragraphs[2:])) == [
            "A treaty, and what follows",
            "source: The Courier",
            "date: 2020-12",
            "path: treaties/one.txt",
            "",
            "3: The treaty *holds*, for now.",
            "4: Advertisement",
        ]


class TestJson:
    def test_the_keys_of_version_1(self) -> None:
        found = json.loads(results_as_json(results(hit(), paragraphs=9)))
        assert list(found)[:10] == [
            "version",
            "query",
            "understood",
            "mode",
            "paragraphs",
            "articles",
            "stories",
            "took_ms",
            "hits",
            "facets",
        ]
        assert (found["version"], found["query"], found["mode"], found["paragraphs"]) == (1, "treaty", "auto", 9)
        assert found["took_ms"] == 0.123
        assert found["facets"] == {
            "source": [{"value": "The Courier", "count": 2}, {"value": "unknown", "count": 1}],
            "author": [],
            "date": [],
        }
        assert list(found["hits"][0]) == HIT_KEYS
        assert found["hits"][0]["authors"] == ["Ada Quill", "Ben Page"]
        assert found["hits"][0]["date"] == "2020-12-05"
        assert found["hits"][0]["highlights"] == [[4, 10]]

    def test_unknown_is_null(self) -> None:
        (line,) = hits_as_json_lines([hit(source=None, authors=(), date=None)])
        found = json.loads(line)
        assert (found["source"], found["authors"], found["date"], found["item"]) == (None, None, None, None)

    def test_hostile_text_is_safe_on_a_terminal_and_exact_to_a_program(self) -> None:
        (line,) = hits_as_json_lines([hostile_hit()])
        assert clean_line(line) == line
        assert json.loads(line)["path"] == HOSTILE.replace("\udcff", "�")

    @given(st.text())
    def test_any_text_comes_back_but_for_lone_surrogates(self, text: str) -> None:
        (line,) = hits_as_json_lines([hit(title=text)])
        assert clean_line(line) == line
        assert json.loads(line)["title"] == re.sub("[\ud800-\udfff]", "�", text)

    def test_facets_alone_have_counts_and_no_hits(self) -> None:
        found = json.loads(facets_as_json(results(hit()), ["date"]))
        assert found["facets"] == {"date": []}
        assert found["paragraphs"] == 1
        assert "hits" not in found

    def test_an_article(self) -> None:
        shown = article(source=None)
        found = json.loads(article_as_json(shown, shown.paragraphs[2:3], {3: ((4, 10),)}))
        assert (found["version"], found["article"], found["source"], found["date"]) == (1, "a1", None, "2020-12")
        assert found["known"]["authors"] == {"known": "found", "detail": "byline"}
        assert found["known"]["url"] == {"known": "unknown", "detail": ""}
        assert found["paragraphs"] == [
            {
                "paragraph": 3,
                "kind": "body",
                "heading": "The first year",
                "line": 5,
                "page": None,
                "text": "The treaty *holds*, for now.",
                "highlights": [[4, 10]],
            }
        ]


class TestCsv:
    def rows(self, *hits: object) -> list[list[str]]:
        text = "".join(f"{line}\n" for line in hits_as_csv(hits))  # type: ignore[arg-type]
        assert text.count("\r\n") == len(hits) + 1
        return list(csv.reader(io.StringIO(text, newline="")))

    def test_a_header_and_a_row_a_hit(self) -> None:
        header, row = self.rows(hit(item=None))
        assert tuple(header) == COLUMNS
        assert row == [
            "a1",
            "treaties/one.txt",
            "",
            "A treaty, and what follows",
            "The Courier",
            "Ada Quill; Ben Page",
            "2020-12-05",
            "2",
            "body",
            "The treaty holds, for now.",
            "1.5",
            "a1",
        ]

    def test_unknown_is_empty(self) -> None:
        _, row = self.rows(hit(source=None, authors=(), date=None))
        assert row[4:7] == ["", "", ""]

    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1"])
    def test_no_cell_is_a_formula(self, text: str) -> None:
        _, row = self.rows(hit(title=text))
        assert row[3] == "'" + text.replace("\t", " ")

    def test_hostile_and_quoted_text_stays_in_its_row(self) -> None:
        rows = self.rows(hostile_hit(), hit(text='He said "no", then\nleft'))
        assert [len(row) for row in rows] == [12, 12, 12]
        assert rows[2][9] == 'He said "no", then left'
        assert all(clean_line(cell) == cell for row in rows for cell in row)


class TestMarkdown:
    def test_a_quote_says_where_it_comes_from(self) -> None:
        assert list(hits_as_quotes([hit(), hit(authors=(), source=None, date=None, item="7")])) == [
            "> The treaty holds, for now.",
            ">",
            "> — Ada Quill, Ben Page, “A treaty, and what follows”, The Courier, 2020-12-05, treaties/one.txt, ¶2",
            "",
            "> The treaty holds, for now.",
            ">",
            r"> — “A treaty, and what follows”, treaties/one.txt\#7, ¶2",
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "# no heading",
            "- no list",
            "+ no list",
            "1. no list",
            "12) no list",
            "=== no rule",
            "--- no rule",
            "*no* _emphasis_ ~~at~~ all",
            "[no](link) ![no](image) <b>no</b> &amp; no `code`",
            "> no quote",
            r"a back\slash",
            "2020-12-05",
            "<script>alert(1)</script>",
        ],
    )
    def test_escaped_text_shows_as_it_is(self, text: str) -> None:
        assert shown(escape(text)) == text
        assert shown(f"> {escape(text)}").strip() == text

    @given(st.text(alphabet="ab 1.)-+=#*_[]()<>&`~|!\\\"'", max_size=30).map(str.strip))
    def test_whatever_the_text_is(self, text: str) -> None:
        assert shown(escape(text)) == text

    def test_hostile_text_is_clean(self) -> None:
        lines = list(hits_as_quotes([hostile_hit()]))
        assert len(lines) == 3
        assert all(clean_line(line) == line for line in lines)

    def test_an_article_has_its_hits_in_bold(self) -> None:
        shown = article()
        assert list(article_as_markdown(shown, shown.paragraphs[1:3], {3: ((4, 10),)})) == [
            "# A treaty, and what follows",
            "",
            "— Ada Quill, The Courier, 2020-12, treaties/one.txt",
            "",
            "## The first year",
            "",
            r"¶3 The **treaty** \*holds\*, for now.",
        ]

    def test_one_paragraph_is_a_quote(self) -> None:
        shown = article()
        assert next(paragraph_as_quote(shown, shown.paragraphs[2])) == r"> The treaty \*holds\*, for now."


class TestTerminal:
    @pytest.fixture(autouse=True)
    def terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("searchtui.cli.formats.terminal.marks_wanted", lambda: True)
        monkeypatch.setattr("searchtui.cli.formats.terminal.terminal_width", lambda: 60)

    def test_hits_stand_under_their_article_with_the_words_in_bold(self) -> None:
        lines = list(results_for_people(results(hit(), hit(paragraph=5, highlights=()))))
        assert lines == [
            "\x1b[1mA treaty, and what follows\x1b[0m",
            "\x1b[2mThe Courier · Ada Quill, Ben Page · 2020-12-05 ·\x1b[0m",
            "\x1b[2mtreaties/one.txt\x1b[0m",
            "   ¶2 The \x1b[1mtreaty\x1b[0m holds, for now.",
            "   ¶5 The treaty holds, for now.",
            "",
            "treaty (any form) · 2 paragraphs in 1 article (1 story)",
        ]

    def test_long_and_wide_text_is_wrapped_to_the_terminal(self) -> None:
        lines = list(results_for_people(results(hit(text="联盟" * 60, highlights=()))))
        body = [line for line in lines if "联" in line]
        assert [len(line) for line in body] == [6 + 27] * 4 + [6 + 12]

    def test_a_copy_is_folded_under_the_fullest_text(self) -> None:
        copy = hit(article="b2", path="treaties/copy.txt", paragraph=7)
        other = hit(article="b2", path="treaties/copy.txt", paragraph=9, text="Only the copy says this.", highlights=())
        lines = "\n".join(results_for_people(results(copy, hit(), other)))
        assert lines.count("holds, for now.") == 1
        assert "also in treaties/copy.txt ¶7" in lines
        assert "¶9 Only the copy says this." in lines

    def test_without_marks_there_is_no_escape_sequence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("searchtui.cli.formats.terminal.marks_wanted", lambda: False)
        text = "".join(results_for_people(results(hit(), hostile_hit())))
        assert clean_text(text) == text

    def test_hostile_text_shows_as_it_is_and_nothing_obeys_it(self) -> None:
        hostile = article(title=HOSTILE, path=HOSTILE, authors=(HOSTILE,), source=HOSTILE)
        for lines in (results_for_people(results(hostile_hit())), article_for_people(hostile, hostile.paragraphs, {})):
            text = re.sub(r"\x1b\[[0-9;]*m", "", "".join(lines))
            assert clean_text(text) == text
            assert "[@click=app.quit]x[/]" in text

    def test_an_article_with_its_hits(self) -> None:
        shown: Article = article()
        text = "\n".join(article_for_people(shown, shown.paragraphs, {3: ((4, 10),)}))
        assert "   ¶3 The \x1b[1mtreaty\x1b[0m *holds*, for now." in text
        assert "\x1b[1mThe first year" in text
