"""Markdown (CommonMark with tables): front matter, headings, paragraphs; its marks are not shown.

Each item of a list, each row of a table and each block of code is a paragraph; a picture becomes a caption of its
alternative text; comments, rules and HTML tags go, the text between the tags stays.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from searchtui.article import Kind
from searchtui.corpus.decoding import tidy
from searchtui.corpus.drafts import Contents
from searchtui.corpus.interpretation import interpret, with_title
from searchtui.corpus.readers.blocks import Block, mark_title, pieces_of
from searchtui.corpus.readers.front_matter import read_front_matter
from searchtui.corpus.readers.plain import plain_pieces
from searchtui.corpus.rules.furniture import is_furniture
from searchtui.corpus.sources import Source
from searchtui.corpus.values import one_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["read_markdown"]

_LONGEST_MARKDOWN = 2 * 1024 * 1024
"""Characters from which on a text is read as plain text: parsing Markdown takes seconds for each megabyte."""

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_IMAGE = re.compile(r"<img\b[^<>]*?\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')[^<>]*>", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|li|tr|h[1-6]|figcaption|summary|details|section|blockquote)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_FOOTNOTE = re.compile(r"^\[\^[^\[\]\s]{1,200}\]:\s*")
_FOOTNOTE_MARK = re.compile(r"\[\^[^\[\]\s]{1,200}\]")


def read_markdown(source: Source) -> Contents:
    """Read the text of a file as one article."""
    text = tidy(source.text())
    front = read_front_matter(text)
    body = text.split("\n", front.lines)[-1] if front.lines else text
    if front.lines > text.count("\n"):
        body = ""
    blocks = [] if len(body) > _LONGEST_MARKDOWN else list(_blocks(body))
    pieces = pieces_of(blocks) if blocks else plain_pieces(body)
    for piece in pieces:
        piece.move_down(front.lines)
    title = front.metadata.title
    if blocks and title is None:
        mark_title(blocks, pieces)
    pieces = with_title(pieces, title, 1)
    draft = interpret(pieces, front.metadata, headings_are_marked=bool(blocks))
    return Contents((draft,) if draft.paragraphs else (), front.complaints)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # 40 ms, which a search without Markdown need not spend

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _blocks(text: str) -> Iterator[Block]:
    inside: list[str] = []
    cells: list[str] = []
    line = 1
    level = 0
    for token in _parser().parse(text):
        if token.map:
            line = token.map[0] + 1
        name, _, border = token.type.rpartition("_")
        if border == "open":
            inside.append(name)
            if name == "tr":
                cells = []
            elif name == "heading":
                level = int(token.tag.removeprefix("h"))
        elif border == "close":
            inside.pop()
            if name == "tr":
                yield Block(" | ".join(cell for cell in cells if cell), line, Kind.BODY)
        elif token.type in ("fence", "code_block"):
            yield Block(" ".join(token.content.split("\n")), line, Kind.BODY)
        elif token.type == "html_block":
            yield from _html_blocks(token.content, line)
        elif token.type == "inline":
            shown, captions = _inline(token.children or ())
            if inside[-1] in ("td", "th"):
                cells.append(" ".join(shown.split()))
            elif inside[-1] == "heading":
                yield Block(shown.replace("\n", " "), line, Kind.HEADING, level)
            elif _FOOTNOTE.match(token.content):
                yield from _footnotes(token, line)
            elif shown.strip():
                listed = "list_item" in inside or "blockquote" in inside
                yield Block(shown, line, Kind.BODY if listed and not is_furniture(one_line(shown)) else None)
            yield from (Block(caption, line, Kind.CAPTION) for caption in captions)


def _footnotes(token: Token, line: int) -> Iterator[Block]:
    for part in re.split(r"\n(?=\[\^)", token.content):
        yield Block(_FOOTNOTE.sub("", part), line, Kind.FOOTNOTE)


def _inline(tokens: Sequence[Token]) -> tuple[str, list[str]]:
    """The text that is shown, and the alternative texts of its pictures."""
    shown: list[str] = []
    captions: list[str] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            shown.append("\n")
        elif token.type == "image":
            caption = _inline(token.children or ())[0].strip() or str(token.attrGet("title") or "").strip()
            if caption:
                captions.append(caption.replace("\n", " "))
        elif token.type == "html_inline":
            shown.append("\n" if token.content.casefold().startswith("<br") else "")
        elif token.type in ("text", "code_inline"):
            shown.append(token.content)
    return _FOOTNOTE_MARK.sub("", "".join(shown)), captions


def _html_blocks(content: str, line: int) -> Iterator[Block]:
    content = _SCRIPT.sub(" ", _COMMENT.sub(" ", content))
    captions = [html.unescape(match[1] or match[2] or "").strip() for match in _IMAGE.finditer(content)]
    text = html.unescape(_TAG.sub(" ", _BLOCK_TAG.sub("\n\n", content)))
    for part in text.split("\n\n"):
        if part.strip():
            yield Block(" ".join(part.split()), line)
    yield from (Block(caption, line, Kind.CAPTION) for caption in captions if caption)
