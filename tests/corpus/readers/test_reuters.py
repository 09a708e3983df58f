from __future__ import annotations

import pytest

from searchtui.article import Kind, Reason
from searchtui.corpus.readers.reuters import read_sgml
from searchtui.corpus.sources import Source, UnreadableError

COLLECTION = """<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" CGISPLIT="TRAINING-SET" OLDID="5544" NEWID="1">
<DATE>26-FEB-1987 15:01:01.79</DATE>
<TOPICS><D>cocoa</D></TOPICS>
<UNKNOWN>
&#5;&#5;&#5;C T
&#22;&#22;&#1;f0704&#31;reute</UNKNOWN>
<TEXT>&#2;
<TITLE>HARBOUR &lt;HRB.O> FREEZES</TITLE>
<AUTHOR>    By Ann Lee, Reuters</AUTHOR>
<DATELINE>    OSLO, Feb 26 - </DATELINE><BODY>It was cold that year in the harbour, and
nobody in the town of &lt;Springfield Corp> went out
before the ice was gone again in the spring.
    The quay was closed for weeks, said the people who
had to work there in those days, and nobody knew.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS TOPICS="NO" NEWID="2">
<DATE>26-FEB-1987 15:02:20.00</DATE>
<TEXT TYPE="BRIEF">&#2;
<TITLE>ICE GONE</TITLE>
</TEXT>
</REUTERS>
<REUTERS NEWID="3"><TEXT TYPE="UNPROC">&#2;
HARBOUR OPEN AGAIN AFTER WEEKS OF ICE AND SNOW.
&#3;</TEXT></REUTERS>
<REUTERS NEWID="4"><DATE></DATE></REUTERS>
"""


def test_the_collection() -> None:
    contents = read_sgml(Source("reut2-000.sgm", COLLECTION.encode("latin-1")))
    first, brief, raw = contents.drafts
    assert [draft.item for draft in contents.drafts] == ["1", "2", "3"]
    assert first.metadata.title == "HARBOUR <HRB.O> FREEZES"
    assert first.metadata.authors == ("Ann Lee",)
    assert (first.metadata.source, str(first.metadata.date)) == ("Reuters", "1987-02-26")
    title, *body = first.paragraphs
    assert (title.kind, title.line) == (Kind.TITLE, 2)
    assert [(p.text, p.line) for p in body] == [
        (
            (
                "It was cold that year in the harbour, and nobody in the town of <Springfield Corp> went out before "
                "the ice was gone again in the spring."
            ),
            11,
        ),
        (
            "The quay was closed for weeks, said the people who had to work there in those days, and nobody knew.",
            14,
        ),
    ]
    assert [p.text for p in brief.paragraphs] == ["ICE GONE"]
    assert [p.text for p in raw.paragraphs] == ["HARBOUR OPEN AGAIN AFTER WEEKS OF ICE AND SNOW."]
    assert contents.complaints == ("Article 4 (line 28) has neither title nor text.",)


def test_what_is_no_sgml() -> None:
    with pytest.raises(UnreadableError) as error:
        read_sgml(Source("a.sgm", b"plain words"))
    assert error.value.reason is Reason.BROKEN
