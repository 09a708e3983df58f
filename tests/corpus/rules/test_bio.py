"""Lines that introduce the author."""

from __future__ import annotations

import pytest

from searchtui.corpus.rules.bio import bio_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Lee is Lecturer in History at Springfield University.", ("Ann Lee",)),
        ("Ann Lee is a journalist based in Oslo.", ("Ann Lee",)),
        ("Ann Lee ( is an associate at the Institute of Harbours.", ("Ann Lee",)),
        ("Dr. Ann Lee is a senior research fellow at the Institute of Harbours.", ("Ann Lee",)),
        ("Ann Lee and Bo Ek are freelance journalists.", ("Ann Lee", "Bo Ek")),
        ("Ann Lee is Lecturer in History. Bo Ek is Professor of Law in Springfield.", ("Ann Lee", "Bo Ek")),
        ("Ann Lee is a writer. She lives in Oslo. Follow her on Twitter.", ("Ann Lee",)),
        ("About the author: Ann Lee is a writer.", ("Ann Lee",)),
        ("Ann Lee teaches at Springfield University.", ("Ann Lee",)),
    ],
)
def test_introductions(text: str, names: tuple[str, ...]) -> None:
    assert bio_names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee is tired.",
        "Ann Lee is the last to leave the harbour, and nobody waits for her.",
        "The minister is a professor of law.",
        "Springfield University is a member of the league.",
        "Ann Lee is a professor. The talks went on without her.",
        "He is a writer.",
        "Ann Lee said that Bo Ek is a writer.",
        "New York is home to many writers.",
    ],
)
def test_sentences(text: str) -> None:
    assert bio_names(text) == ()
