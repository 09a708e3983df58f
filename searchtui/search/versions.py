"""Versions: what a copy of a text left out of another copy, added to it or changed, word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from searchtui.article import Kind, Paragraph
from searchtui.search.compared import Fate, Stretch, Version, VersionParagraph
from searchtui.search.wording import Token, kept, numbered, tokens

__all__ = ["version"]

_LEAST_KEPT = 0.25
"""The part of a paragraph that stands in the other text from which on it is changed; below it, it is not there."""
_IN_A_ROW = 3
"""Words that stand in both texts by chance seldom do so in such a row."""
_EVERY = 64
"""Paragraphs after which it is asked whether anybody still waits."""
_MOVED = 0.8
"""How much alike (Indel, 0 to 1) a paragraph that stands elsewhere is at least."""


@dataclass
class _Text:
    """A paragraph with its words.

    Args:
        paragraph: as the article has it.
        tokens: its words.
        keys: as numbers.
        match: for each word, paragraph and place of the same word in the other text; None where it has none.
    """

    paragraph: Paragraph
    tokens: list[Token]
    keys: list[int] = field(default_factory=list)
    match: list[tuple[int, int] | None] = field(default_factory=list)
    moved: bool = False

    @property
    def is_matched(self) -> bool:
        """Some of it stands in the other text."""
        return any(place is not None for place in self.match)


def version(
    base: Sequence[Paragraph], copy: Sequence[Paragraph], stopped: Callable[[], bool] = lambda: False
) -> Version:
    """Measure a copy against another text.

    Args:
        base: the paragraphs of the other text.
        copy: those of the copy.
        stopped: says whether nobody waits for it any more, so that the answer does not matter.
    """
    ours, theirs = _texts(base, stopped), _texts(copy, stopped)
    if stopped():
        return Version((), len(ours))
    keys = numbered(*((token.key for token in text.tokens) for text in (*ours, *theirs)))
    for text, own in zip((*ours, *theirs), keys, strict=True):
        text.keys, text.match = own, [None] * len(own)
    for first, last, begin, end in _gaps(ours, theirs):
        if stopped():
            break
        _match(ours, theirs, list(range(first, last)), list(range(begin, end)))
    _find_moved(ours, theirs)
    return _told(ours, theirs)


def _texts(paragraphs: Sequence[Paragraph], stopped: Callable[[], bool]) -> list[_Text]:
    texts: list[_Text] = []
    for place, one in enumerate(paragraphs):
        if place % _EVERY == 0 and stopped():
            break
        if one.kind is not Kind.FURNITURE and (found := tokens(one.text)):
            texts.append(_Text(one, found))
    return texts


def _pair(ours: _Text, theirs: _Text, our_place: int, their_place: int, begin: int, at: int, length: int) -> None:
    """Note that words of two paragraphs are the same."""
    for step in range(length):
        ours.match[begin + step] = their_place, at + step
        theirs.match[at + step] = our_place, begin + step


def _gaps(ours: list[_Text], theirs: list[_Text]) -> Iterator[tuple[int, int, int, int]]:
    """Match the paragraphs that are the same word for word; what is left between them follows."""
    whole, other = numbered(*([" ".join(map(str, text.keys)) for text in some] for some in (ours, theirs)))
    first = begin = 0
    for run in kept(whole, other):
        yield first, run.one, begin, run.other
        for step in range(run.length):
            at, place = run.one + step, run.other + step
            _pair(ours[at], theirs[place], at, place, 0, 0, len(ours[at].keys))
        first, begin = run.one + run.length, run.other + run.length
    yield first, len(ours), begin, len(theirs)


def _match(ours: list[_Text], theirs: list[_Text], rows: list[int], columns: list[int]) -> None:
    """Match the words of paragraphs, however these are cut, but for paragraphs that have too few in the other text."""
    while rows and columns:
        here = [(row, place) for row in rows for place in range(len(ours[row].keys))]
        there = [(column, place) for column in columns for place in range(len(theirs[column].keys))]
        runs = kept(
            [ours[row].keys[place] for row, place in here], [theirs[column].keys[place] for column, place in there]
        )
        in_rows, in_columns = dict.fromkeys(rows, 0), dict.fromkeys(columns, 0)
        for run in runs:
            for words, begin, texts, counts in ((here, run.one, ours, in_rows), (there, run.other, theirs, in_columns)):
                for place in range(begin, begin + run.length):
                    text = words[place][0]
                    if run.length >= min(_IN_A_ROW, len(texts[text].keys)):
                        counts[text] += 1
        left_rows = [row for row in rows if in_rows[row] >= _LEAST_KEPT * len(ours[row].keys)]
        left_columns = [column for column in columns if in_columns[column] >= _LEAST_KEPT * len(theirs[column].keys)]
        if (left_rows, left_columns) == (rows, columns):
            for run in runs:
                for step in range(run.length):
                    (row, at), (column, place) = here[run.one + step], there[run.other + step]
                    _pair(ours[row], theirs[column], row, column, at, place, 1)
            return
        rows, columns = left_rows, left_columns


def _find_moved(ours: list[_Text], theirs: list[_Text]) -> None:
    """Match paragraphs that are alike but stand at different places."""
    free = [place for place, text in enumerate(theirs) if not text.is_matched]
    for row, text in enumerate(ours):
        if text.is_matched or not free:
            continue
        scores = [
            (Indel.normalized_similarity(text.keys, theirs[place].keys, score_cutoff=_MOVED), -place) for place in free
        ]
        score, place = max(scores)
        if score >= _MOVED:
            found = theirs[-place]
            for run in kept(text.keys, found.keys):
                _pair(text, found, row, -place, run.one, run.other, run.length)
            text.moved = found.moved = True
            free.remove(-place)


@dataclass
class _Counts:
    removed: int = 0
    added: int = 0
    changed: int = 0

    def note(self, removed: int, added: int) -> None:
        self.removed += removed
        self.added += added
        self.changed += max(removed, added)


def _told(ours: list[_Text], theirs: list[_Text]) -> Version:
    """What the matches say."""
    counts = _Counts()
    missing: dict[int, list[VersionParagraph]] = {}
    last = -1
    for text in ours:
        if text.is_matched:
            last = max([last, *(place[0] for place in text.match if place is not None and not text.moved)])
        else:
            number = text.paragraph.number
            gone = Stretch(Fate.REMOVED, text.paragraph.text, number)
            missing.setdefault(last, []).append(VersionParagraph(0, number, text.paragraph.kind, (gone,)))
    paragraphs = list(missing.get(-1, ()))
    for place, text in enumerate(theirs):
        stretches = tuple(_stretches(ours, text, counts))
        first = next((stretch.base for stretch in stretches if stretch.base), 0)
        paragraphs.append(VersionParagraph(text.paragraph.number, first, text.paragraph.kind, stretches, text.moved))
        paragraphs += missing.get(place, ())
    return Version(
        paragraphs=tuple(paragraphs),
        compared=len(ours),
        left_out=sum(not text.is_matched for text in ours),
        added=sum(not text.is_matched for text in theirs),
        moved=sum(text.moved for text in theirs),
        words_removed=counts.removed,
        words_added=counts.added,
        words_changed=counts.changed,
    )


def _stretches(ours: list[_Text], text: _Text, counts: _Counts) -> Iterator[Stretch]:
    """A paragraph of the copy, with what was removed where it would stand."""
    whole = text.paragraph.text
    if not text.is_matched:
        yield Stretch(Fate.ADDED, whole)
        return
    done = 0
    """Up to where the paragraph is told."""
    before: tuple[int, int] | None = None
    """The last word of the other text that was met."""
    base = 0
    at = 0
    while at <= len(text.tokens):
        # Words that only the copy has, up to the next one that both have.
        end = at
        while end < len(text.tokens) and text.match[end] is None:
            end += 1
        after = text.match[end] if end < len(text.tokens) else None
        removed = list(_removed(ours, before, after))
        if removed or end > at:
            edge = text.tokens[at - 1].end if at else 0
            if at and end > at and removed:
                # The blank and the comma that stand before the old and the new words were kept.
                gap = whole[edge : text.tokens[at].start]
                stretch, words = removed[0]
                if stretch.text.startswith(gap):
                    edge += len(gap)
                    removed[0] = Stretch(Fate.REMOVED, stretch.text[len(gap) :], stretch.base), words
            if edge > done:
                yield Stretch(Fate.KEPT, whole[done:edge], base)
                done = edge
            yield from (stretch for stretch, _ in removed)
            if end > at:
                if at:
                    edge = text.tokens[end - 1].end
                else:
                    edge = text.tokens[end].start if end < len(text.tokens) else len(whole)
                yield Stretch(Fate.ADDED, whole[done:edge])
                done = edge
            counts.note(sum(words for _, words in removed), end - at)
        if after is None:
            break
        number = ours[after[0]].paragraph.number
        if base and number != base:
            edge = text.tokens[end - 1].end
            if edge > done:
                yield Stretch(Fate.KEPT, whole[done:edge], base)
                done = edge
        base, before, at = number, after, end + 1
    if done < len(whole):
        yield Stretch(Fate.KEPT, whole[done:], base)


def _removed(
    ours: list[_Text], before: tuple[int, int] | None, after: tuple[int, int] | None
) -> Iterator[tuple[Stretch, int]]:
    """What the copy does not have of the paragraphs of the other text between two words; with the count of its words.

    Words that stand between two paragraphs of the copy are told at the end of the first.
    """
    if before is not None:
        text = ours[before[0]]
        end = before[1] + 1
        while end < len(text.keys) and text.match[end] is None:
            end += 1
        if end > before[1] + 1:
            begin = text.tokens[before[1]].end
            words = text.paragraph.text[begin : text.tokens[end - 1].end]
            yield Stretch(Fate.REMOVED, words, text.paragraph.number), end - before[1] - 1
    if after is not None and (before is None or before[0] != after[0]):
        text = ours[after[0]]
        # Only the beginning of a paragraph: any other words follow upon one that both have, and are told there.
        if after[1] and all(place is None for place in text.match[: after[1]]):
            words = text.paragraph.text[: text.tokens[after[1]].start]
            yield Stretch(Fate.REMOVED, words, text.paragraph.number), after[1]
