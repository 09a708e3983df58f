"""Articles in several languages: each is found by other forms of its words, with and without accents."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from whoosh import query as q
from whoosh.searching import Searcher

from searchtui.analysis import stem
from searchtui.collection import Collection
from searchtui.columnar import IndexArrays
from searchtui.indexing.store import IndexFolder
from searchtui.search.languages import stemming_languages
from tests.conftest import MakeCollection

ARTICLES = {
    "en.txt": "The harbour of the town has been closed since the spring. Three ships are waiting outside, and the "
    "captains have written to the ministers. The kinder ones of them say that it is nobody's fault.",
    "de.txt": "Die Häfen an der Küste sind seit dem Frühling geschlossen. Drei Schiffe warten vor den Häusern der "
    "Stadt, und die Kinder sehen ihnen von den Brücken aus zu. Die Reeder haben den Regierungen geschrieben.",
    "fr.txt": "Les ports de la côte sont fermés depuis le printemps. Trois navires attendent devant la ville, et les "
    "armées alliées n'ont pas répondu. Les capitaines ont écrit à l'assemblée, qui est fatiguée de ces lettres.",
    "es.txt": "Los puertos de la costa están cerrados desde la primavera. Las tripulaciones esperan delante de la "
    "ciudad y los capitanes han escrito a las naciones vecinas, pero no hay canción que no hable de ellos.",
    "ru.txt": "Порты на побережье закрыты с весны. Три корабля ждут перед городом, и никто не знает, когда им "
    "ответят. Капитаны написали союзникам, но те говорят, что ёлки в этом году важнее, чем война.",
    "zh.txt": "海岸的港口从春天起就关闭了。三艘船在城外等候，船长们给各国政府写了信，但是没有人回答。"
    "渔民说，战争也没有这么久。",
    "ja.txt": "海岸の港は春から閉ざされている。三隻の船が町の前で待っていて、船長たちは"
    "政府に手紙を書いたが、誰も答えない。",
    "names.txt": "Oslo Bergen Narvik Tromsø Bodø",
}


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("languages")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    made = Collection.open(folder)
    made.reindex()
    yield made
    made.close()


@pytest.fixture(scope="module")
def searcher(collection: Collection) -> Iterator[Searcher]:
    with IndexFolder(collection.index_folder).open().index.searcher() as opened:
        yield opened


def found(searcher: Searcher, query: q.Query) -> list[str]:
    """The files of the paragraphs that a query finds, sorted."""
    return sorted(name for name in ARTICLES if searcher.search(q.And([query, q.Term("path", name)]), limit=1))


def test_languages_are_guessed(collection: Collection) -> None:
    assert {record.path: record.language for record in collection.articles()} == {
        **{name: name.removesuffix(".txt") for name in ARTICLES},
        "names.txt": None,
    }


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ship", ["en.txt"]),
        ("captain", ["en.txt"]),
        ("Haus", ["de.txt"]),
        ("Häuser", ["de.txt"]),
        ("hauser", ["de.txt"]),
        ("Brücke", ["de.txt"]),
        ("brucke", ["de.txt"]),
        ("Regierung", ["de.txt"]),
        ("allié", ["fr.txt"]),
        ("allie", ["fr.txt"]),
        ("alliees", ["fr.txt"]),
        ("armée", ["fr.txt"]),
        ("armee", ["fr.txt"]),
        ("fatigué", ["fr.txt"]),
        ("navire", ["fr.txt"]),
        ("assemblées", ["fr.txt"]),
        ("nación", ["es.txt"]),
        ("nacion", ["es.txt"]),
        ("canciones", ["es.txt"]),
        ("tripulación", ["es.txt"]),
        ("кораблей", ["ru.txt"]),
        ("союзник", ["ru.txt"]),
        ("елка", ["ru.txt"]),
        ("ёлок", []),
        ("войны", ["ru.txt"]),
        ("港口", ["zh.txt"]),
        ("政府", ["ja.txt", "zh.txt"]),
        ("手紙", ["ja.txt"]),
        ("Tromso", ["names.txt"]),
        ("port", ["fr.txt"]),
        ("Kind", ["de.txt"]),
        ("kinder", ["de.txt", "en.txt"]),
    ],
)
def test_each_article_is_found_by_other_forms_of_its_words(
    collection: Collection, word: str, expected: list[str]
) -> None:
    results = collection.search(word, limit=0)
    assert sorted({hit.path for hit in results.hits}) == expected
    assert all(hit.highlights for hit in results.hits)
    assert not results.corrections


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Kapitän Schiff", []),
        ("Hafen Frühlinge", ["de.txt"]),
        ("Hafen OR canciones OR captain", ["de.txt", "en.txt", "es.txt"]),
        ('"die kinder"', ["de.txt"]),
        ("=hausern", ["de.txt"]),
        ("=haus", []),
        ("Schiff NEAR/3 warten", ["de.txt"]),
        ("Schiff BEFORE/3 Häuser", []),
        ("Schiff BEFORE/4 Haus", ["de.txt"]),
        ("战争 NEAR/9 渔民", ["zh.txt"]),
        ("atleast2:captain", []),
        ("kinder -haus", ["en.txt"]),
        ("schife~", ["de.txt"]),
        ("союзникаам", ["ru.txt"]),
        ("regierugnen", ["de.txt"]),
    ],
)
def test_the_query_language_works_in_all_languages(collection: Collection, query: str, expected: list[str]) -> None:
    results = collection.search(query, limit=0, mode="all")
    assert sorted({hit.path for hit in results.hits}) == expected
    assert all(hit.highlights for hit in results.hits)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (q.Term("exact", "kinder"), ["de.txt", "en.txt"]),
        (q.Term("exact", "hausern"), ["de.txt"]),
        (q.Term("exact", "haus"), []),
        (q.Term("exact", "alliees"), ["fr.txt"]),
        (q.Term("exact", "порты"), ["ru.txt"]),
        (q.Prefix("exact", "haus"), ["de.txt"]),
        (q.Prefix("exact", "kin"), ["de.txt", "en.txt"]),
        (q.Phrase("exact", ["die", "kinder"]), ["de.txt"]),
        (q.Phrase("exact", ["the", "kinder"]), ["en.txt"]),
    ],
)
def test_exact_forms_are_those_of_all_languages(searcher: Searcher, query: q.Query, expected: list[str]) -> None:
    assert found(searcher, query) == expected


def test_a_word_has_the_stem_of_its_article(searcher: Searcher) -> None:
    assert (stem("kinder", "de"), stem("kinder", "en")) == ("kind", "kinder")
    assert found(searcher, q.Term("text", "kind")) == ["de.txt"]
    assert found(searcher, q.Term("text", "kinder")) == ["en.txt"]


def test_the_languages_of_a_collection(searcher: Searcher) -> None:
    assert stemming_languages(IndexArrays(searcher.reader()), None) == ("de", "en", "es", "fr", "ru", "und")
    assert stemming_languages(IndexArrays(searcher.reader()), "nb") == ("no",)


def test_the_setting_beats_the_guess_and_a_change_of_it_is_seen(make_collection: MakeCollection) -> None:
    collection = make_collection({"a.txt": ARTICLES["de.txt"], "b.txt": ARTICLES["en.txt"]})

    def holding(term: str) -> int:
        with IndexFolder(collection.index_folder).open().index.searcher() as opened:
            return len(opened.search(q.Term("text", term), limit=None))

    assert (holding("haus"), holding("ship")) == (1, 1)
    settings = collection.folder / "searchtui.toml"
    for language, expected in [("de", (1, 0)), ("en", (0, 1)), ("zh", (0, 0)), ("auto", (1, 1))]:
        settings.write_text(f'language = "{language}"\n', encoding="utf-8")
        with Collection.open(collection.folder) as again:
            report = again.reindex()
            assert (report.added, report.changed, report.removed) == (0, 0, 0)
            assert [record.language for record in again.articles()] == ["de", "en"]
        assert (holding("haus"), holding("ship")) == expected


def test_what_is_declared_beats_the_guess(make_collection: MakeCollection) -> None:
    collection = make_collection({"a.md": f"---\nlang: en\n---\n{ARTICLES['de.txt']}"})
    with IndexFolder(collection.index_folder).open().index.searcher() as opened:
        assert [len(opened.search(q.Term("text", term))) for term in ("haus", "hausern")] == [0, 1]
