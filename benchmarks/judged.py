"""Collections with queries and judgements: folders of `docs.jsonl`, `queries.jsonl` and `qrels.tsv`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path

import msgspec

from searchtui.collection import Article, Kind

__all__ = ["JudgedCollection", "UnusableCollectionError", "blocks_of"]

_DOCUMENTS, _QUERIES = "docs.jsonl", "queries.jsonl"
_JUDGEMENTS = {"article": "qrels.tsv", "paragraph": "qrels_paragraphs.tsv"}
_blank_lines = re.compile(r"\n\s*\n")


class UnusableCollectionError(Exception):
    """A folder lacks something, or holds what cannot be understood."""


class JudgedCollection(msgspec.Struct, frozen=True):
    """What is asked of a collection, and what the right answers are.

    Args:
        name: of the folder.
        documents: the members of each by id; of several with one id the first.
        queries: of those that are judged the text by id.
        judgements: by query, how relevant each unit is: a document by its id, or a paragraph by `ID#N` with N from 0
            over the parts of the text between blank lines.
    """

    name: str
    documents: dict[str, Mapping[str, object]]
    queries: dict[str, str]
    judgements: dict[str, dict[str, int]]

    @classmethod
    def read(cls, folder: Path, unit: str) -> JudgedCollection:
        """Read a folder.

        Args:
            folder: nothing is written to it.
            unit: what is judged, `article` or `paragraph`.

        Raises:
            UnusableCollectionError: a file is missing or is not what it should be.
        """
        documents: dict[str, Mapping[str, object]] = {}
        try:
            for one in _lines(folder / _DOCUMENTS):
                documents.setdefault(str(one["id"]), one)
            queries = {str(one["id"]): str(one["text"]) for one in _lines(folder / _QUERIES)}
            judgements: dict[str, dict[str, int]] = {}
            for line in (folder / _JUDGEMENTS[unit]).read_text(encoding="utf-8").splitlines():
                query, document, grade = line.split("\t")
                judgements.setdefault(query, {})[document] = int(grade)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UnusableCollectionError(f"{folder}: {error}") from error
        relevant = {query for query, grades in judgements.items() if max(grades.values()) > 0}
        asked = {query: text for query, text in queries.items() if query in relevant}
        if not asked:
            raise UnusableCollectionError(f"{folder}: no query has a relevant {unit}")
        judged = {query: judgements[query] for query in asked}
        return cls(folder.resolve().name, documents, asked, judged)

    def text(self, document: str) -> str:
        """The text of a document; empty where it has none."""
        return str(self.documents[document].get("text") or "")

    def title(self, document: str) -> str:
        """The title of a document; empty where it has none."""
        return str(self.documents[document].get("title") or "")

    def write_documents(self, folder: Path) -> None:
        """Write the documents, and nothing else, into a folder that can be indexed."""
        lines = "".join(json.dumps(one) + "\n" for one in self.documents.values())
        (folder / _DOCUMENTS).write_text(lines, encoding="utf-8")


def _lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def blocks_of(article: Article, text: str) -> dict[int, Sequence[int]]:
    """Which parts of a document's text its paragraphs are, as they were read.

    They are told by their letters, in order, since reading may join lines, part a block, or add the title.

    Args:
        article: as it was read.
        text: of the document.

    Returns:
        For each paragraph that is in the index its number, and those of the parts between blank lines, from 0, whose
        beginning it holds; where it holds none, of the part that it is from. A title that is not in the text is left
        out.
    """
    parts = [_letters(part) for part in _blank_lines.split(text.strip())]
    starts = [0, *accumulate(map(len, parts))][:-1]
    whole, read = "".join(parts), 0
    found: dict[int, Sequence[int]] = {}
    for paragraph in article.paragraphs:
        letters = _letters(paragraph.text)
        at = whole.find(letters, read) if letters else -1
        # A declared title may be the words of a paragraph far below.
        if at < 0 or (paragraph.kind is Kind.TITLE and at != read):
            continue
        read = at + len(letters)
        if paragraph.kind is Kind.FURNITURE:
            continue
        held = [number for number, start in enumerate(starts) if at <= start < read and parts[number]]
        found[paragraph.number] = held or [max(number for number, start in enumerate(starts) if start <= at)]
    return found
