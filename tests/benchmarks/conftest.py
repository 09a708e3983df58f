"""A small collection of made-up articles."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from benchmarks.paragraphs import PreparedParagraphs, count, prepare

# Words that every tokenizer and both of Porter's stemmers treat alike.
WORDS = [
    *("the", "of", "and", "harbour", "harbours", "ship", "ships", "captain", "storm", "storms", "lamp", "lamps"),
    *("tower", "towers", "walk", "walked", "walks", "rain", "market", "markets", "bread", "baker", "bakers", "garden"),
    *("gardens", "letter", "letters", "road", "roads", "winter", "summer"),
]
SOURCES = ["Morning Post", "Harbour Gazette", "Lamp"]
AUTHORS = ["Ada Moor", "Ben Hill", "Cora Dale", "Dan Wood"]
ARTICLES = 60
ALL = 1_000_000


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of one to five paragraphs; some without an author, a source or a date."""
    drawn = random.Random(1)
    file = tmp_path_factory.mktemp("collection") / "made-up.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for number in range(ARTICLES):
            paragraphs = [
                " ".join(drawn.choices(WORDS, range(len(WORDS), 0, -1), k=drawn.randint(4, 30))).capitalize() + "."
                for _ in range(drawn.randint(1, 5))
            ]
            author = drawn.choice([None, drawn.choice(AUTHORS), drawn.sample(AUTHORS, 2)])
            date = drawn.choice([None, "2001", f"2002-{drawn.randint(1, 12):02}", f"{drawn.randint(1, 28)}-Mar-2003"])
            article = {
                "id": str(number),
                "title": None,
                "author": author,
                "source": drawn.choice([None, *SOURCES]),
                "date": date,
                "text": "\n\n".join(paragraphs),
            }
            lines.write(json.dumps(article) + "\n")
    return file


@pytest.fixture(scope="session")
def paragraphs(collection: Path, tmp_path_factory: pytest.TempPathFactory) -> PreparedParagraphs:
    """All paragraphs of that collection."""
    return prepare([collection], count([collection]), ALL, tmp_path_factory.mktemp("prepared") / "paragraphs")
