"""Exports of newspaper databases in RTF, Word and plain text, as the databases lay them out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchtui.corpus.drafts import Draft
from searchtui.corpus.readers.docx import read_docx
from searchtui.corpus.readers.plain import read_plain
from searchtui.corpus.readers.rtf import read_rtf
from searchtui.corpus.sources import Source
from tests.corpus.zipped import zipped

NEXIS_UNI = """User Name: Cy Orr
Date and Time: Tuesday, January 5, 2021 10:00:00 PM EST
Job Number: 133742
Documents (2)
1. Storm at the quay
2. Calm
Client/Matter: -None-
Search Terms: harbour
#Storm at the quay
The Harbour Herald (London)
May 5, 2020 Tuesday
Copyright 2020 The Harbour Herald All Rights Reserved
Section: NEWS; Pg. 4
Length: 812 words
Byline: By Ann Lee and Bo Ek
Body
The storm came at night, and nobody in the town of the harbour went out before the morning.
It went as it had come, and the people of the town found their boats on the beach.
Load-Date: May 6, 2020
End of Document
#Calm
The Quay Post
May 7, 2020 Thursday 10:15 AM GMT
Length: 20 words
Byline: Cy Orr
Body
It has been calm since the storm of Tuesday, and the boats are on the water again, as they were.
Load-Date: May 8, 2020
End of Document"""

FACTIVA = """News
Storm at the quay
By Ann Lee
1,234 words
5 May 2020
Harbour Herald
HARHER
4
English
(c) 2020 The Harbour Herald. All Rights Reserved.
The storm came at night, and nobody in the town of the harbour went out before the morning.
It went as it had come, and the people of the town found their boats on the beach.
Document HARHER0020200505eg5500001
Calm
20 words
7 May 2020
10:15
Quay Post
QUAYPO
English
Copyright 2020. The Quay Post
It has been calm since the storm of Tuesday, and the boats are on the water again, as they were.
Document QUAYPO0020200507eg5700002
Search Summary
Text | harbour"""

LEXISNEXIS = """


                               1 of 2 DOCUMENTS


                        The Harbour Herald (London)

                              May 5, 2020 Tuesday
                                 Final Edition

Storm at the quay

BYLINE: By Ann Lee and Bo Ek

SECTION: NEWS; Pg. 4

LENGTH: 812 words

DATELINE: HARBOUR

   The storm came at night, and nobody in the town of the harbour went out
before the morning, when it had gone away over the hills and the fields.

   It went as it had come, and the people of the town found their boats on the
beach.

LOAD-DATE: May 6, 2020

LANGUAGE: ENGLISH

             Copyright 2020 The Harbour Herald All Rights Reserved


                               2 of 2 DOCUMENTS


                                 The Quay Post

                             May 7, 2020 Thursday

Calm

BYLINE: Cy Orr

LENGTH: 20 words

   It has been calm since the storm of Tuesday, and the boats are on the water
again, as they were.

LOAD-DATE: May 8, 2020
"""

CODED = """HD
Storm at the quay
BY
By Ann Lee
WC
1,234 words
PD
5 May 2020
SN
Harbour Herald
SC
HARHER
LA
English
CY
(c) 2020 The Harbour Herald. All Rights Reserved.
LP
The storm came at night, and nobody in the town of the harbour went out before the morning.
TD
It went as it had come, and the people of the town found their boats on the beach.
AN
Document HARHER0020200505eg5500001
HD
Calm
WC
20 words
PD
7 May 2020
SN
Quay Post
LP
It has been calm since the storm of Tuesday, and the boats are on the water again, as they were.
AN
Document QUAYPO0020200507eg5700002
"""


def rtf(text: str) -> tuple[Draft, ...]:
    head = r"{\rtf1\ansi{\stylesheet{\s0 Normal;}{\s1 heading 1;}}{\header Page 1 of 3\par}"
    lines = [rf"\pard\s1 {line[1:]}\par" if line[:1] == "#" else rf"\pard {line}\par" for line in text.split("\n")]
    return read_rtf(Source("export.rtf", "\n".join([head, *lines, "}"]).encode())).drafts


def docx(text: str) -> tuple[Draft, ...]:
    style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    lines = "".join(
        f"<w:p>{style if line[:1] == '#' else ''}<w:r><w:t>{line.removeprefix('#')}</w:t></w:r></w:p>"
        for line in text.split("\n")
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return read_docx(
        Source(
            "export.docx", zipped({"word/document.xml": f"<w:document {space}><w:body>{lines}</w:body></w:document>"})
        )
    ).drafts


def plain(text: str) -> tuple[Draft, ...]:
    return read_plain(Source("export.txt", text.replace("#", "").encode())).drafts


def shown(draft: Draft) -> list[str]:
    return [one.text for one in draft.paragraphs if one.kind.value != "furniture"]


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (rtf, NEXIS_UNI),
        (docx, NEXIS_UNI),
        (plain, NEXIS_UNI.replace("\n", "\n\n")),
        (rtf, NEXIS_UNI.replace("#", "")),
        (rtf, FACTIVA),
        (docx, FACTIVA),
        (plain, FACTIVA.replace("\n", "\n\n")),
        (plain, LEXISNEXIS),
        (rtf, CODED),
        (plain, CODED),
    ],
)
def test_two_articles(read: Callable[[str], tuple[Draft, ...]], text: str) -> None:
    storm, calm = read(text)
    first, second, *rest = shown(storm)[1:]
    assert shown(storm)[0] == storm.metadata.title == "Storm at the quay"
    assert first.startswith("The storm came at night, and nobody in the town of the harbour went out before")
    assert second == "It went as it had come, and the people of the town found their boats on the beach."
    assert not rest
    assert storm.metadata.authors[0] == "Ann Lee"
    assert storm.metadata.source is not None and calm.metadata.source is not None
    assert storm.metadata.source.removeprefix("The ").removesuffix(" (London)") == "Harbour Herald"
    assert (str(storm.metadata.date), str(calm.metadata.date)) == ("2020-05-05", "2020-05-07")
    assert calm.metadata.title == "Calm"
    assert calm.metadata.source.removeprefix("The ") == "Quay Post"
    assert shown(calm) == [
        "Calm",
        "It has been calm since the storm of Tuesday, and the boats are on the water again, as they were.",
    ]
    assert storm.item != calm.item
    assert all("Job Number" not in paragraph.text for paragraph in storm.paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        "DOCUMENTS FOUND\n\nIt was cold that year, and nobody in the town went out.",
        "It was cold that year.\n\nEnd of Document",
        "The list\n\nDocument A1 was found.\nHD was not.",
    ],
)
def test_other_texts_are_one_article(text: str) -> None:
    (draft,) = plain(text)
    assert draft.item is None
