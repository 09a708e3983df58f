"""Names of people and of publications that are written in several ways."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.query.same_names import SameNames, is_domain, same_people, same_sources


def people(*names: str) -> list[tuple[str, ...]]:
    return same_people(names, [1] * len(names)).spellings


def sources(*names: str) -> list[tuple[str, ...]]:
    return same_sources(names, [1] * len(names)).spellings


@pytest.mark.parametrize(
    "names",
    [
        (
            "N. R. Kleinfield",
            "NR Kleinfield",
            "N.R. KLEINFIELD",
            "N R Kleinfield",
            "Kleinfield, N. R.",
            "n. r. kleinfield",
        ),
        ("Ann Lee", "ANN LEE", "ann lee", "Lee, Ann", "Ann  Lee", "Dr. Ann Lee", "Prof Ann Lee"),
        ("José Núñez", "Jose Nunez", "Jose\u0301 Nu\u0301n\u0303ez"),
        ("Jean-Luc Roy", "Jean Luc Roy"),
        ("Conor O'Brien", "Conor O’Brien", "Conor OBrien"),
        ("AJ Lee", "A. J. Lee", "A.J. Lee"),
        ("John Lee, Jr.", "John Lee Jr"),
        ("Ann Lee", "Ann Lee MD", "Ann Lee, M.D.", "Ann Lee PhD", "Ann Lee, Ph. D.", "Lee, Ann"),
        ("Juan de la Cruz", "DE LA CRUZ, Juan", "Juan DE LA CRUZ", "JUAN DE LA CRUZ"),
        ("Ursula von der Leyen", "Ursula Von Der Leyen"),
        ("Mary Ng", "MARY NG"),
        ("Анна Ли", "АННА ЛИ"),
    ],
)
def test_one_person(names: tuple[str, ...]) -> None:
    assert len(people(*names)) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("J. Lee", "John Lee", "Jane Lee", "J. A. Lee", "John A. Lee"),
        ("Al Jones", "A. L. Jones", "AL SMITH", "A. L. Smith"),
        ("John Lee", "John Lee Jr.", "John Lee III"),
        ("Lord Byron", "Byron"),
        ("J. Smith", "John Smith", "Jane Smith"),
        ("Yo Yo Ma", "Yo Yo", "Ann Md", "Ann"),
        ("DE Cruz", "De Cruz"),
        ("Ann Lee", "Lee Ann", "Anne Lee"),
        ("Kim", "Kimberly"),
        ("unknown", "Unknown"),
        ("李安", "李"),
        ("!", "?"),
    ],
)
def test_different_people(names: tuple[str, ...]) -> None:
    assert len(people(*names)) == len(names)


@pytest.mark.parametrize(
    "names",
    [
        ("NYTimes.com", "The New York Times", "nytimes.com", "New York Times", "www.nytimes.com", "NYTimes"),
        ("The Guardian", "theguardian.com", "guardian.co.uk", "THE GUARDIAN", "https://www.theguardian.com/"),
        ("Springfield Herald", "springfieldherald.com", "SpringfieldHerald.com"),
        ("Marks & Co", "Marks and Co"),
        ("El País", "elpais.com"),
        ("BBC", "bbc.com", "bbc.co.uk"),
        ("BBC News", "bbc.com", "bbc.co.uk"),
        ("Le Monde.fr", "Le Monde", "lemonde.fr"),
        ("Libération.fr", "Libération", "liberation.fr"),
    ],
)
def test_one_source(names: tuple[str, ...]) -> None:
    assert len(sources(*names)) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Herald", "herald.com", "herald.org"),
        ("The Herald", "Springfield Herald", "news.herald.com"),
        ("BBC", "BBC News"),
        ("The Times", "The Times of India"),
        ("The Times", "timesofindia.indiatimes.com"),
        ("Dr. Quay Inc.", "Dr. Quay"),
        ("ssnews.com", "thessnews.com"),
        ("Thessaloniki News", "ssaloniki News"),
        ("unknown", "Unknown"),
        ("The", "the hill"),
    ],
)
def test_different_sources(names: tuple[str, ...]) -> None:
    assert len(sources(*names)) == len(names)


@pytest.mark.parametrize(
    ("addresses", "groups"),
    [
        # Pages of the host have that name alone, and no others have it.
        ({"Frankfurter Rundschau": ["https://www.fr.de/a", "https://www.fr.de/b"]}, 1),
        ({"Frankfurter Rundschau": ["http://m.fr.de:80/a"]}, 1),
        ({}, 2),
        # A name that is found on several sites is that of an agency or of a collection.
        ({"Frankfurter Rundschau": ["https://www.fr.de/a", "https://other.example/b"]}, 2),
        # Other addresses say nothing.
        ({"Frankfurter Rundschau": ["https://example.com/fr.de", "fr.de", "https://[", "mailto:a@fr.de", ""]}, 2),
        ({"Frankfurter Rundschau": ["https://abo.fr.de/a"]}, 2),
    ],
)
def test_pages_tell_whose_their_host_is(addresses: dict[str, list[str]], groups: int) -> None:
    names = ["Frankfurter Rundschau", "fr.de"]
    assert len(same_sources(names, [1, 1], addresses).spellings) == groups


def test_a_host_of_several_names_is_none_of_theirs() -> None:
    names = ["Quay Notes", "Harbour Notes", "medium.com"]
    addresses = {name: ["https://medium.com/x"] for name in names[:2]}
    assert len(same_sources(names, [1] * 3, addresses).spellings) == 3
    written = {"The Quay Notes": ["https://q.example/x"], "quay notes": ["https://q.example/y"]}
    assert len(same_sources([*written, "q.example"], [1] * 3, written).spellings) == 1


def test_what_pages_tell_goes_before_what_is_known() -> None:
    names = ["BBC", "BBC News", "bbc.co.uk"]
    assert ("BBC", "bbc.co.uk") in same_sources(names, [1] * 3).spellings
    told = same_sources(names, [1] * 3, {"BBC News": ["https://www.bbc.co.uk/news/1", "https://www.bbc.com/news/2"]})
    assert ("BBC News", "bbc.co.uk") in told.spellings


def test_the_name_that_is_shown() -> None:
    assert same_people(["NR Kleinfield", "N. R. Kleinfield"], [3, 2]).spellings == [
        ("NR Kleinfield", "N. R. Kleinfield")
    ]
    assert (
        people("NR Kleinfield", "N. R. Kleinfield", "Kleinfield, N. R.", "N. R. KLEINFIELD")[0][0] == "N. R. Kleinfield"
    )
    assert people("Dr. Ann Lee", "Ann Lee MD", "Ann Lee")[0][0] == "Ann Lee"
    assert sources("newyorktimes", "NYTimes.com", "The New York Times", "New York Times")[0][0] == "The New York Times"


def test_names_are_in_order() -> None:
    assert same_people(["b c", "A b", "B C"], [2, 1, 1]) == SameNames([("A b",), ("b c", "B C")], [1, 0, 1])


WORDS = [
    "Ann",
    "ANN",
    "A.",
    "AL",
    "Al",
    "lee",
    "Lee",
    "Lee,",
    "Dr.",
    "Jr.",
    "N",
    "NR",
    "é",
    "O'B",
    "-",
    "von",
    "unknown",
]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
PARTS = [
    "The ",
    "the",
    "herald",
    "Herald",
    ".com",
    ".org",
    ".co.uk",
    "www.",
    " & ",
    " and ",
    "New York Times",
    "nytimes",
    "é",
]
SITES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map("".join)
COUNTED = st.dictionaries(NAMES | st.text(max_size=8), st.integers(1, 3), max_size=12)
SITES_COUNTED = st.dictionaries(SITES | st.text(max_size=8), st.integers(1, 3), max_size=12)


@settings(deadline=None)
@given(st.data(), st.booleans())
def test_names_are_parted_the_same_way_in_any_order(data: st.DataObject, of_people: bool) -> None:
    counted = data.draw(COUNTED if of_people else SITES_COUNTED)
    find = same_people if of_people else same_sources
    names = list(counted)
    found = find(names, list(counted.values()))
    assert sorted(name for spellings in found.spellings for name in spellings) == sorted(names)
    assert all(name in found.spellings[place] for name, place in zip(names, found.of, strict=True))
    shuffled = data.draw(st.permutations(names))
    assert find(shuffled, [counted[name] for name in shuffled]).spellings == found.spellings
    assert [spellings[0] for spellings in found.spellings] == sorted(spellings[0] for spellings in found.spellings)
    for spellings in found.spellings:
        assert counted[spellings[0]] == max(counted[name] for name in spellings)


@settings(deadline=None)
@given(NAMES, NAMES, st.lists(NAMES, max_size=5))
def test_whether_two_people_are_one_depends_on_no_other(one: str, other: str, more: list[str]) -> None:
    def alike(names: list[str]) -> bool:
        found = same_people(names, [1] * len(names)).of
        return found[names.index(one)] == found[names.index(other)]

    assert alike(list(dict.fromkeys([one, other]))) == alike(list(dict.fromkeys([*more, one, other])))


@settings(deadline=None)
@given(st.data())
def test_what_pages_tell_parts_no_names_and_depends_on_no_order(data: st.DataObject) -> None:
    counted = data.draw(SITES_COUNTED)
    names = list(counted)
    address = st.text(max_size=12) | SITES.map(lambda host: f"https://{host}/x")
    addresses = {name: data.draw(st.lists(address, max_size=3)) for name in names}
    found = same_sources(names, list(counted.values()), addresses)
    assert sorted(name for spellings in found.spellings for name in spellings) == sorted(names)
    shuffled = data.draw(st.permutations(names))
    assert same_sources(shuffled, [counted[name] for name in shuffled], addresses).spellings == found.spellings
    apart = same_sources(names, list(counted.values()))
    for spellings in apart.spellings:
        named = [name for name in spellings if not is_domain(name)]
        assert any(set(named) <= set(others) for others in found.spellings)
