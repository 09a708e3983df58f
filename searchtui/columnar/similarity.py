"""Which terms are written like a text, found without comparing it with all of them.

Of each term 64 bits are kept: which of 32 classes of characters occur in it, and which occur more than once. A
character that is inserted sets one bit at most, one that is deleted clears one at most, one that takes the place of
another does both, and two neighbours that change places do neither. So there is a limit to the bits in which a term can
differ that is some edits away, and few terms keep to it: only these are compared with the text itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar.packing import extents, narrowest

if TYPE_CHECKING:
    from searchtui.columnar.lexicon import Lexicon

__all__ = ["Letters", "similar"]

_CLASSES = 32
_AT_ONCE = 1 << 12
"""So many terms are counted at once that their counts stay in the cache of a core."""


class Letters:
    """Which characters occur in each term, once and more often.

    Args:
        blob: the terms in UTF-8, one after the other.
        offsets: where each begins, and where the last one ends, shape (n + 1,).
        numbers: of the terms, rising, shape (n,); None for 0, 1, 2, ...
    """

    def __init__(
        self, blob: memoryview | bytes, offsets: NDArray[Any], numbers: NDArray[np.int64] | None = None
    ) -> None:
        signatures, lengths = _counted(np.frombuffer(blob, np.uint8), offsets.astype(np.int64))
        # By length, then in order, so that only those terms are looked at that are about as long as the text.
        order = np.argsort(narrowest(lengths), kind="stable")
        self._numbers = (order if numbers is None else numbers[order]).astype(np.uint32)
        self._signatures = signatures[order]
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(lengths))]).astype(np.int64)

    def near(self, text: str, distance: int, among: range) -> NDArray[np.int64]:
        """The numbers of the terms that may be some edits away from a text; all that are so are among them.

        Args:
            text: any text.
            distance: the most insertions, deletions, substitutions, and transpositions of neighbours.
            among: the numbers of the terms that are looked at.

        Returns:
            Rising, shape (m,).
        """
        encoded = text.encode("utf-8", "surrogatepass")
        (signature,), (length,) = _counted(np.frombuffer(encoded, np.uint8), np.array([0, len(encoded)]))
        bounds = np.array([among.start, among.stop], np.uint32)
        found = [np.empty(0, np.uint32)]
        for other in range(max(length - distance, 0), min(length + distance + 1, len(self._starts) - 1)):
            longer, shorter = max(other - length, 0), max(length - other, 0)
            start, end = self._starts[other : other + 2].tolist()
            span = slice(*(start + np.searchsorted(self._numbers[start:end], bounds)).tolist())
            differing = self._signatures[span] ^ signature
            # What makes a term longer or shorter is not there to put one character in the place of another.
            places = np.flatnonzero(np.bitwise_count(differing) <= 2 * distance - longer - shorter)
            lacking = np.bitwise_count(differing[places] & signature)
            having = np.bitwise_count(differing[places] & ~signature)
            places = places[(lacking <= distance - longer) & (having <= distance - shorter)]
            found.append(self._numbers[span][places])
        return np.sort(np.concatenate(found)).astype(np.int64)


def _counted(blob: NDArray[np.uint8], offsets: NDArray[np.int64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The bits of each term, and how many characters it has.

    A character's class is its code point modulo 32: these bits of it are in the last of its bytes.
    """
    terms = len(offsets) - 1
    signatures, lengths = np.empty(terms, np.uint64), np.empty(terms, np.int64)
    for first in range(0, terms, _AT_ONCE):
        last = min(terms, first + _AT_ONCE)
        some, here = blob[offsets[first] : offsets[last]], extents(offsets[first : last + 1])
        keys = np.repeat(np.arange(0, len(here) * _CLASSES, _CLASSES, dtype=np.int32), here)
        keys += some % _CLASSES
        if not (some < 0x80).all():
            is_last = np.ones(len(some), bool)
            np.not_equal(some[1:] & 0xC0, 0x80, out=is_last[:-1])
            keys = keys[is_last]
            here = np.bincount(keys // _CLASSES, minlength=len(here))
        counts = np.bincount(keys, minlength=len(here) * _CLASSES).reshape(-1, _CLASSES)
        bits = np.packbits(np.concatenate([counts > 0, counts > 1], axis=1), axis=1)
        signatures[first:last], lengths[first:last] = bits.view(np.uint64)[:, 0], here
    return signatures, lengths


def similar(
    lexicon: Lexicon, text: str, distance: int, alike: int = 0, letters: Letters | None = None
) -> list[tuple[int, int]]:
    """The terms that are some edits away from a text.

    An edit inserts, deletes or substitutes a character, or lets two neighbours change places, between which nothing
    else is edited: the optimal string alignment distance.

    Args:
        lexicon: of a field of text.
        text: any text.
        distance: the most edits.
        alike: how many characters at its beginning they share with the text.
        letters: of those terms that are looked at; None for all.

    Returns:
        The number of each term and how many edits it is away, by rising number.
    """
    prefix = text[:alike].encode("utf-8", "surrogatepass")
    among = range(lexicon.find(prefix), lexicon.after_prefix(prefix))
    numbers = (letters or lexicon.letters).near(text, distance, among)
    if not len(numbers):
        return []
    # Imported only where a word may be misspelt; most searches are done sooner than it is.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    terms = [term.decode("utf-8", "surrogatepass") for term in lexicon.some(numbers)]
    edits = process.cdist([text], terms, scorer=OSA.distance, processor=None, score_cutoff=distance, dtype=np.int64)[0]
    close = np.flatnonzero(edits <= distance)
    return list(zip(numbers[close].tolist(), edits[close].tolist(), strict=True))
