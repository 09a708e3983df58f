"""Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Kind, Known
from searchtui.corpus.drafts import Draft
from searchtui.corpus.readers.markdown import read_markdown
from tests.corpus.sourced import source


def read(text: str) -> Draft:
    (draft,) = read_markdown(source(text)).drafts
    return draft


def shown(text: str) -> list[tuple[str, str]]:
    return [(paragraph.kind.value, paragraph.text) for paragraph in read(text).paragraphs]


def test_marks_are_not_shown() -> None:
    assert shown(
        'A *b* **c** _d_ `e` ~~f~~ [g](https://example.org "t") <https://example.org> &amp; \\*h\\*\nnext line'
    ) == [("body", "A b c d e f g https://example.org & *h* next line")]


def test_headings() -> None:
    draft = read("# The Harbour\n\nA boat.\n\n## Boats\n\nMore boats.\n\nAnd more\n---\n\nThe end.\n")
    assert [(one.kind.value, one.text, one.heading) for one in draft.paragraphs] == [
        ("title", "The Harbour", None),
        ("body", "A boat.", None),
        ("heading", "Boats", None),
        ("body", "More boats.", "Boats"),
        ("heading", "And more", None),
        ("body", "The end.", "And more"),
    ]
    assert draft.metadata.title == "The Harbour"
    assert draft.metadata.known["title"].known is Known.FOUND
    assert [one.line for one in draft.paragraphs] == [1, 3, 5, 7, 9, 12]


def test_lists_quotes_tables_and_code() -> None:
    text = (
        "- one\n- two\n  goes on\n    - three\n\n1. four\n\n> five\n> six\n\n| a | b |\n|---|---|\n| c | d |\n\n"
        "```python\nx = 1\ny = 2\n```\n\n***\n"
    )
    assert shown(text) == [
        ("body", "one"),
        ("body", "two goes on"),
        ("body", "three"),
        ("body", "four"),
        ("body", "five six"),
        ("body", "a | b"),
        ("body", "c | d"),
        ("body", "x = 1 y = 2"),
    ]


def test_pictures_become_captions() -> None:
    assert shown("![A crane *lifts*](a.png)\n\nText with ![a boat](b.png) in it.\n\n![](c.png)\n") == [
        ("caption", "A crane lifts"),
        ("body", "Text with in it."),
        ("caption", "a boat"),
    ]


def test_html() -> None:
    text = (
        "<!-- hidden -->\n\n<div>shown <b>bold</b></div>\n\n<script>alert(1)</script>\n\n"
        "A<br>b <span>c</span><!-- no -->\n\n<img src='x' alt='A crane'>\n"
    )
    assert shown(text) == [("body", "shown bold"), ("body", "A b c"), ("caption", "A crane")]


def test_footnotes() -> None:
    assert shown("A boat.[^1]\n\n[^1]: Of wood *and* iron.\n") == [
        ("body", "A boat."),
        ("footnote", "Of wood *and* iron."),
    ]


def test_head_lines_of_one_paragraph() -> None:
    draft = read("# The Harbour\n\n*By Ann Lee*\n5 May 2020\n\nA boat lay on the beach for a year.\n")
    assert draft.metadata.authors == ("Ann Lee",)
    assert str(draft.metadata.date) == "2020-05-05"
    assert [one.line for one in draft.paragraphs] == [1, 3, 4, 6]


def test_short_lines_are_no_headings() -> None:
    long = "The harbour had been closed since the spring, and the boats lay on the beach. " * 2
    assert [kind for kind, _ in shown(f"{long}\n\nA town of boats\n\n{long}")] == ["body"] * 3


def test_yaml_front_matter() -> None:
    draft = read(
        "---\ntitle: 'The Harbour: a story'\nauthors:\n  - Ann Lee\n  - name: Bo Ek\ndate: 2020-05-05 10:00:00 +0200\n"
        "source: Herald\nlang: en-GB\nurl: https://example.org/a\ntags: [x]\n---\n\nA boat.\n"
    )
    meta = draft.metadata
    assert (meta.title, meta.authors, str(meta.date), meta.source) == (
        "The Harbour: a story",
        ("Ann Lee", "Bo Ek"),
        "2020-05-05",
        "Herald",
    )
    assert (meta.language, meta.url) == ("en", "https://example.org/a")
    assert {how.known for how in meta.known.values()} == {Known.DECLARED}
    assert [(one.kind, one.text, one.line) for one in draft.paragraphs] == [
        (Kind.TITLE, "The Harbour: a story", 1),
        (Kind.BODY, "A boat.", 13),
    ]


def test_toml_front_matter() -> None:
    draft = read(
        '+++\ntitle = "The Harbour"\nauthors = ["Ann Lee and Bo Ek"]\ndate = 2020-05-05\n+++\n# The harbour\n\n'
        "A boat.\n"
    )
    assert draft.metadata.authors == ("Ann Lee", "Bo Ek")
    assert str(draft.metadata.date) == "2020-05-05"
    # The heading that repeats the title is the title's paragraph.
    assert [(one.kind.value, one.text) for one in draft.paragraphs] == [("title", "The harbour"), ("body", "A boat.")]


def test_names_of_toml_front_matter_in_any_case() -> None:
    metadata = read('+++\nTitle = "The Harbour"\npubDate = 2020-05-05\ntitle = "Another"\n+++\nA boat.\n').metadata
    assert (metadata.title, str(metadata.date)) == ("The Harbour", "2020-05-05")


@pytest.mark.parametrize(
    ("front", "title", "complaint"),
    [
        ("title: 1984", "1984", None),
        ("title: no", "no", None),
        ("Title: A", "A", None),
        ("TITLE: A\ntitle: B", "A", "more than once"),
        ("title: null", None, None),
        ("title: ~", None, None),
        ("title: A\ntitle: B", "A", "more than once"),
        ("title: [a, b]", None, "`title` is no text"),
        ("title: A\ndate: 2020-13-45", "A", "`date`"),
        ("title: A\ndate: soon", "A", "`date`"),
        ("title: [", None, "cannot be read"),
        ("title: &a [*a]", None, "nested too deeply"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nauthors: *c\ntitle: A", None, "nested too deeply"),
        ("<<: {title: B}\ntitle: A", "A", None),
        ("title: !!python/object/apply:os.system ['true', 'false']", None, "`title` is no text"),
    ],
)
def test_difficult_yaml(front: str, title: str | None, complaint: str | None) -> None:
    contents = read_markdown(source(f"---\n{front}\n---\n\nA boat lay on the beach.\n"))
    (draft,) = contents.drafts
    assert draft.metadata.title == title
    assert draft.paragraphs[-1].text == "A boat lay on the beach."
    assert len(contents.complaints) == (complaint is not None)
    assert complaint is None or complaint in contents.complaints[0]


def test_front_matter_of_programs_that_save_pages() -> None:
    front = (
        'title: "The Harbour"\nsource: "https://www.herald.com/2020/05/harbour"\nauthor:\n  - "[[Ann Lee]]"\n'
        '  - "[[people/ek|Bo Ek]]"\n  - "[Kim Moor](https://x.com/moor)"\npublished: 2020-05-04\ncreated: 2021-01-02\n'
    )
    metadata = read(f"---\n{front}---\nA boat.\n").metadata
    assert metadata.authors == ("Ann Lee", "Bo Ek", "Kim Moor")
    assert (metadata.source, metadata.url) == ("herald.com", "https://www.herald.com/2020/05/harbour")
    assert str(metadata.date) == "2020-05-04"
    assert read("---\nauthor: [[Ann Lee]]\nsource: https://herald.com/\n---\nA boat.\n").metadata.authors == (
        "Ann Lee",
    )
    assert read("---\nsource: https://herald.com/\n---\nA boat.\n").metadata.url is None


@pytest.mark.parametrize(
    "authors", ["authors: [Ann Lee, 'Bo Ek']", 'author:\n- Ann Lee\n- "Bo Ek"', "Byline: Ann Lee and Bo Ek"]
)
def test_front_matter_that_is_nearly_yaml_is_read_line_by_line(authors: str) -> None:
    contents = read_markdown(
        source(f"---\ntitle: Kotka: a port\n{authors}\nNewspaper:\tHerald\nrating: [\n---\nA boat.\n")
    )
    (draft,) = contents.drafts
    assert draft.metadata.title == "Kotka: a port"
    assert (draft.metadata.authors, draft.metadata.source) == (("Ann Lee", "Bo Ek"), "Herald")
    assert "is no YAML, and read line by line: mapping values are not allowed here (line 2)" in contents.complaints[0]
    assert [one.text for one in draft.paragraphs] == ["Kotka: a port", "A boat."]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert shown("---\n\nA boat.\n\n---\n\nAnother.\n") == [("body", "A boat."), ("body", "Another.")]
    assert shown("---\nA boat.\n") == [("body", "A boat.")]


def test_unended_front_matter_is_text() -> None:
    assert "A boat." in [text for _, text in shown("---\ntitle: A\n\nA boat.\n")]


def test_front_matter_alone() -> None:
    assert shown("---\ntitle: A\n---") == [("title", "A")]
    assert read_markdown(source("---\nx: A\n---\n")).drafts == ()


@given(st.text(st.sampled_from("ab *_`[]()#>-+|\n!<&;:~^1."), max_size=300))
def test_any_text_is_read(text: str) -> None:
    for draft in read_markdown(source(text)).drafts:
        assert all(paragraph.text == " ".join(paragraph.text.split()) for paragraph in draft.paragraphs)
        assert all(paragraph.line and paragraph.line <= text.count("\n") + 1 for paragraph in draft.paragraphs)
