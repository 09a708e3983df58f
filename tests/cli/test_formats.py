from __future__ import annotations

import json
import re

import pytest

from searchtui.article import Article, Paragraph
from searchtui.cleaning import clean_line, clean_text
from searchtui.cli.formats.json_format import article_as_json, facets_as_json, results_as_json
from searchtui.cli.formats.markdown import article_as_markdown, paragraph_as_quote
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
    "page",
]


class TestPlain:
    def test_a_hit_is_path_paragraph_text(self) -> None:
        assert list(hits_as_lines([hit()])) == ["treaties/one.txt:2: The treaty holds, for now."]

    def test_the_page_stands_before_the_text(self) -> None:
        assert list(hits_as_lines([hit(page=7)])) == ["treaties/one.txt:2: p. 7: The treaty holds, for now."]
        paged = article(paragraphs=(Paragraph(1, "The treaty holds.", page=7),))
        assert list(article_as_lines(paged, paged.paragraphs))[-1] == "1: p. 7: The treaty holds."

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


class TestMarkdown:
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

    def test_the_page_stands_behind_the_text(self) -> None:
        first, second = hit(page=7, highlights=()), hit(article="b2", path="b.txt", page=9)
        lines = "\n".join(results_for_people(results(first, second)))
        assert "for now.\x1b[0m\x1b[2m  p.\xa07" in lines or "for now.\x1b[2m  p.\xa07" in lines
        assert "also in b.txt ¶2, p. 9" in lines

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
