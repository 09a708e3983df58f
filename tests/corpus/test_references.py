"""Bibliographies in JSON."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Known
from searchtui.corpus.references import Reference, read_references

CSL = {
    "id": "http://zotero.org/users/1/items/ABCD1234",
    "citation-key": "leeBoat2020",
    "type": "article-journal",
    "title": "The <i>Boat</i> of the Town",
    "author": [{"family": "Lee", "given": "Ann"}, {"family": "Ek", "given": "Bo", "non-dropping-particle": "van"}],
    "container-title": "Journal of Boats",
    "publisher": "Sea Press",
    "issued": {"date-parts": [["2020", 5, 4]]},
    "DOI": "10.1000/boat",
    "language": "en-GB",
    "abstract": "On a boat.",
}
ZOTERO = {
    "itemType": "newspaperArticle",
    "title": "The Boat of the Town",
    "creators": [
        {"firstName": "Ann", "lastName": "Lee", "creatorType": "author"},
        {"firstName": "Cy", "lastName": "Dam", "creatorType": "editor"},
        {"name": "The Council", "creatorType": "author"},
    ],
    "publicationTitle": "Springfield Herald",
    "date": "2020-05",
    "url": "https://example.org/boat",
    "citationKey": "leeBoat2020",
    "abstractNote": "",
    "notes": [{"note": "<p>A note.</p>"}],
    "attachments": [{"title": "Full text", "path": "/home/ann/Zotero/storage/ABCD1234/boat.pdf"}],
}


def one(value: object) -> Reference:
    references = read_references(value)
    assert references is not None
    (reference,) = references
    return reference


@pytest.mark.parametrize(
    "around", [lambda work: [work], lambda work: {"items": [work]}, lambda work: {"message": {"items": [work]}}]
)
def test_csl(around) -> None:  # type: ignore[no-untyped-def]
    reference = one(around(CSL))
    meta = reference.metadata
    assert (meta.title, meta.authors) == ("The Boat of the Town", ("Ann Lee", "Bo van Ek"))
    assert (meta.source, str(meta.date)) == ("Journal of Boats", "2020-05-04")
    assert (meta.url, meta.language) == ("https://doi.org/10.1000/boat", "en")
    assert (meta.known["title"].known, meta.known["title"].detail) == (Known.DECLARED, "csl-json")
    assert reference.item == "leeBoat2020"
    assert reference.keys == ("leeBoat2020", "ABCD1234")
    assert reference.surnames == ("Lee", "van Ek")
    assert reference.texts == ("On a boat.",)


@pytest.mark.parametrize(
    "around", [lambda work: {"config": {}, "items": [work]}, lambda work: [{"key": "X", "data": work}]]
)
def test_better_bibtex_and_the_interface_of_zotero(around) -> None:  # type: ignore[no-untyped-def]
    reference = one(around(ZOTERO))
    meta = reference.metadata
    assert meta.authors == ("Ann Lee", "The Council")
    assert (meta.source, str(meta.date), meta.url) == ("Springfield Herald", "2020-05", "https://example.org/boat")
    assert reference.files == ("/home/ann/Zotero/storage/ABCD1234/boat.pdf",)
    assert reference.texts == ("<p>A note.</p>",)


def test_a_work_of_which_little_is_known_is_one_among_others() -> None:
    little = {"id": "b", "type": "article", "title": "A Boat", "abstract": "On another boat."}
    works = read_references([CSL, CSL, CSL | {"citation-key": "c"}, little, little | {"text": "It is an article."}])
    assert [work.item for work in works or []] == ["leeBoat2020", "leeBoat2020", "c", "b"]
    assert read_references([little, little]) is None


def test_what_zotero_keeps_for_programs_is_no_note() -> None:
    assert one([{**CSL, "abstract": "", "note": "PMID: 12345\nZSCC: 0000003"}]).texts == ()
    assert one([{**CSL, "abstract": "", "note": "Read this again."}]).texts == ("Read this again.",)


@pytest.mark.parametrize(
    ("file", "paths"),
    [
        ("boat.pdf", ("boat.pdf",)),
        ("Full text:files/12/boat.pdf:application/pdf", ("files/12/boat.pdf",)),
        ("a.pdf;b.html", ("a.pdf", "b.html")),
        (5, ()),
    ],
)
def test_files(file: object, paths: tuple[str, ...]) -> None:
    assert one([{**CSL, "file": file}]).files == paths


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        None,
        [{"title": "The Boat", "text": "A boat lay there.", "author": "Ann Lee", "type": "article"}],
        {"articles": [CSL]},
        [5, CSL, {}, {}],
        [{"type": "note", "title": "x"}],
    ],
)
def test_what_is_no_bibliography(value: object) -> None:
    assert read_references(value) is None


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2020]]}, "2020"),
        ({"date-parts": [[2020, 5]]}, "2020-05"),
        ({"date-parts": [[2020, 5, 0]]}, "2020-05"),
        ({"date-parts": [["2020", "00", "00"]]}, "2020"),
        ({"date-parts": [[2020, 13, 45]]}, "None"),
        ({"raw": "4 May 2020"}, "2020-05-04"),
        ({"literal": "soon"}, "None"),
        ({"date-parts": [[]]}, "None"),
        ({"date-parts": None}, "None"),
    ],
)
def test_dates(issued: object, date: str) -> None:
    assert str(one([{**CSL, "issued": issued}]).metadata.date) == date


names = st.sampled_from([*CSL, *ZOTERO, "family", "note", "file"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*CSL, *ZOTERO, "family"]), inner, max_size=4)
    ),
    max_leaves=10,
)


@given(st.dictionaries(names, values, max_size=8))
def test_values_of_any_type(work: dict[str, object]) -> None:
    read_references([work])
    read_references([{**CSL, **work}])
    read_references([{**ZOTERO, **work}])
