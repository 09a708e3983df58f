"""The words of all segments as one lexicon, compared with counting."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from whoosh import fields
from whoosh.filedb.filestore import RamStorage

from searchtui.analysis import WordAnalyzer
from searchtui.columnar import REFINEMENT, ColumnarCodec, IndexArrays, SegmentBuilder
from searchtui.query.spelling import Lexicon, corrections
from searchtui.search import lexicon as lexicon_module
from searchtui.search.lexicon import CollectionLexicon
from tests.examples import examples

# Some distributions of Whoosh keep the temporary files of all indexes of one name in one place.
NAME = f"LEXICON{os.getpid()}"

WORDS = ["ally", "allies", "alliance", "bear", "beat", "cold", "colt", "мир", "миры"]
close = st.integers(0, 2)
batches = st.lists(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=1, max_size=5), max_size=4
)
checked = settings(deadline=None, max_examples=examples(60))


def arrays_of(batches: Sequence[Sequence[Sequence[str]]], deleted: Sequence[int] = ()) -> IndexArrays:
    """A segment of each batch of paragraphs; some paragraphs, counted through, are deleted afterwards."""
    schema = fields.Schema(
        text=fields.TEXT(analyzer=WordAnalyzer(stemmed=True)),
        exact=REFINEMENT("text", analyzer=WordAnalyzer(stemmed=False)),
    )
    index = RamStorage().create_index(schema, NAME)
    for batch in batches:
        builder = SegmentBuilder(index.storage, index.indexname, index.schema)
        for paragraph in batch:
            builder.add(text=" ".join(paragraph), exact=" ".join(paragraph))
        segment = builder.finish()
        index.writer(codec=ColumnarCodec()).commit(mergetype=lambda _, others, made=segment: [*others, made])
    if deleted:
        writer = index.writer(codec=ColumnarCodec())
        for number in deleted:
            writer.delete_document(number)
        writer.commit(merge=False)
    return IndexArrays(index.reader())


def counted(paragraphs: Sequence[Sequence[str]]) -> Counter[str]:
    return Counter(word for paragraph in paragraphs for word in set(paragraph))


@checked
@given(
    batches, st.sampled_from([*WORDS, "alli", "bea", "col"]), st.integers(0, 2), st.integers(0, 2), st.integers(1, 9)
)
def test_segments_are_added_up(
    batches: list[list[list[str]]], word: str, distance: int, alike: int, least: int
) -> None:
    expected = counted([paragraph for batch in batches for paragraph in batch])
    lexicon: Lexicon = CollectionLexicon(arrays_of(batches))
    assert lexicon.frequency(word) == expected[word]
    assert sorted(lexicon.similar(word, distance, alike, least)) == sorted(
        (other, edits, count)
        for other, count in expected.items()
        if (edits := OSA.distance(word, other)) <= distance and other.startswith(word[:alike]) and count >= least
    )


@checked
@given(batches, st.sampled_from(["", "a", "all", "be", "x", "м"]), st.integers(1, 9), st.booleans())
def test_completions_are_the_most_frequent(
    batches: list[list[list[str]]], prefix: str, most: int, has_many: bool
) -> None:
    expected = counted([paragraph for batch in batches for paragraph in batch])
    lexicon = CollectionLexicon(arrays_of(batches))
    with pytest.MonkeyPatch.context() as patched:
        if has_many:
            patched.setattr(lexicon_module, "_MANY", 0)
            patched.setattr(lexicon_module, "_TIMES_RARER", 1)
        found = lexicon.completions(prefix, most)
    beginning = [(word, count) for word, count in expected.items() if word.startswith(prefix)]
    assert list(found) == sorted(beginning, key=lambda one: (-one[1], one[0].encode()))[:most]


def test_what_is_left_out_of_a_sum_is_not_lost() -> None:
    batches = [[["ally"]] * 9 + [["bear"]] * 4, [["cold"]] * 9 + [["bear"]] * 4, [["bear"]] * 4 + [["beat"]] * 9]
    lexicon = CollectionLexicon(arrays_of(batches))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lexicon_module, "_MANY", 0)
        patched.setattr(lexicon_module, "_TIMES_RARER", 1)
        assert lexicon.completions("", 1) == (("bear", 12),)


def test_the_costliest_beginnings_are_those_of_frequent_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon_module, "_COSTLY", 6)
    batches = [[["ally", "alas", "bear"]] * 5, [["alas", "a", "beat"]] * 4]
    assert CollectionLexicon(arrays_of(batches)).beginnings() == ["al", "ala", "be", "bea"]
    assert CollectionLexicon(arrays_of([])).beginnings() == []
    monkeypatch.setattr(lexicon_module, "_MUCH", 4)
    batches = [[["the"]] * 5, [["the", "and"]] * 4, [["and"]] * 3 + [["bear", "be", "beat"]] * 4]
    assert CollectionLexicon(arrays_of(batches)).beginnings() == ["be", "th", "the", "bea", "an", "and"]


def test_words_of_deleted_paragraphs_are_unknown() -> None:
    batches = [[["ally", "bear"], ["ally", "cold"]], [["bear", "colt"], ["ally"]]]
    lexicon = CollectionLexicon(arrays_of(batches, deleted=[1, 2]))
    assert [lexicon.frequency(word) for word in ("ally", "bear", "cold", "colt", "absent")] == [2, 1, 0, 0, 0]
    assert sorted(lexicon.similar("colb", 1)) == []
    assert lexicon.completions("", 9) == (("ally", 2), ("bear", 1))


def test_no_segments() -> None:
    lexicon = CollectionLexicon(arrays_of([]))
    lexicon.warm()
    assert lexicon.frequency("ally") == 0
    assert lexicon.completions("", 5) == ()
    assert lexicon.similar("ally", 2) == ()


def test_many_threads_get_the_same() -> None:
    lexicon = CollectionLexicon(arrays_of([[["alliance", "bear"]] * 40, [["alliance", "beat"]] * 20]))
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: corrections("aliance", lexicon), range(40)))
        list(threads.map(lambda _: lexicon.warm(), range(8)))
    assert set(found) == {(("alliance", 1.0, 1, 60),)}
