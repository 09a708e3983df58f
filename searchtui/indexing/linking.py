"""Telling stories: which articles are copies after a run, and what that changes for those that were there before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import msgspec
import numpy as np
from numpy.typing import NDArray

from searchtui.catalogue import Catalogue, Edit, StoryLink, with_records, with_stories
from searchtui.corpus import Candidates, Copy, copied, find_candidates, group

__all__ = ["tell_stories"]

Compare = Callable[[Candidates], Iterable[Copy]]
"""Tells which candidates, by their ordinals, are copies."""

Mask = NDArray[np.bool_]
Ordinals = NDArray[np.int64]


class _Links(msgspec.Struct, frozen=True):
    """The links of a catalogue.

    Args:
        shorter: the ordinal of the shorter article of each, shape (links,).
        longer: that of the longer one.
        shares: the part of the shorter one that stands in the longer one.
        compared: the articles that were compared, and those they were found to be copies of; shape (articles,).
    """

    shorter: Ordinals
    longer: Ordinals
    shares: NDArray[np.float64]
    compared: Mask


def tell_stories(
    before: Catalogue, edit: Edit, changed: Collection[str], compare: Compare
) -> tuple[Catalogue, set[str]]:
    """Find the copies among the articles, and what their metadata lend one another.

    Looked at are the articles that were read, and those that stand, or stood, in one story with one of them or with one
    that is gone; all others keep their story and their metadata. That is enough: no link leaves a story, nothing is
    lent where there is no link, and articles with the same fingerprints are linked, being copies word for word.

    Args:
        before: the catalogue before the run.
        edit: the catalogue as it is now, without stories and links.
        changed: ids of the articles that are new, have changed or are to be compared again.
        compare: is given the candidates that cannot be told by their fingerprints alone, neighbours together.

    Returns:
        The catalogue with stories and links, and the ids of the articles that have borrowed or given back metadata.
    """
    now = edit.catalogue
    links = _find(before, edit, changed, compare)
    stories, involved = _stories_of_before(before, edit, links)
    records = {record.id: record for record in map(now.articles.__getitem__, np.flatnonzero(involved).tolist())}
    inside = np.flatnonzero(involved[links.shorter]).tolist()
    ids = [(now.id(links.shorter[place]), now.id(links.longer[place])) for place in inside]
    some = [StoryLink(*pair, share) for pair, share in zip(ids, links.shares[inside].tolist(), strict=True)]
    grouped = group(
        some,
        {one: record.words for one, record in records.items()},
        {one: record.name for one, record in records.items()},
    )
    stories[involved] = [now.ordinal(grouped[one]) for one in records]
    lent = copied(records.values(), some)
    lending = with_records(now, {now.ordinal(one): record for one, record in lent.items()}) if lent else now
    return with_stories(lending, stories, links.shorter, links.longer, links.shares), set(lent)


def _find(before: Catalogue, edit: Edit, changed: Collection[str], compare: Compare) -> _Links:
    """The links that still hold, and those of the articles that are new, have changed or have lost a copy."""
    now = edit.catalogue
    # The last place stands for all articles that are gone, whose ordinal is -1.
    compared = np.zeros(len(now.keys) + 1, bool)
    compared[now.ordinals(changed)] = compared[-1] = True
    shorter, longer = (edit.now[ends] for ends in before.link_ends)
    broken = compared[shorter] | compared[longer]
    # What has lost a copy may be linked to the others of its story through that one alone, and is compared again.
    compared[shorter[broken]] = compared[longer[broken]] = True
    kept = ~(compared[shorter] | compared[longer])
    compared = compared[:-1]
    found = _copies(now, compared, compare)
    new_shorter = np.array([copy.shorter for copy in found], np.int64)
    new_longer = np.array([copy.longer for copy in found], np.int64)
    compared[new_shorter] = compared[new_longer] = True
    return _Links(
        np.append(shorter[kept], new_shorter),
        np.append(longer[kept], new_longer),
        np.append(before.link_shares[kept], [copy.share for copy in found]),
        compared,
    )


def _copies(now: Catalogue, compared: Mask, compare: Compare) -> list[Copy]:
    """The copies among some articles and all others."""
    if not compared.any():
        return []
    candidates = find_candidates(now.fingerprint_starts, now.fingerprints, now.keys, compared)
    # No text is looked at where the fingerprints of two articles, that of the whole among them, are the same.
    same = candidates.chosen(candidates.same)
    copies = [Copy(one, other, 1.0) for one, other in zip(same.one.tolist(), same.other.tolist(), strict=True)]
    others = candidates.chosen(~candidates.same)
    if len(others.one):
        copies.extend(compare(others.neighbours_together()))
    return copies


def _stories_of_before(before: Catalogue, edit: Edit, links: _Links) -> tuple[Ordinals, Mask]:
    """The stories as they were, where they stay, and which articles are to be put into stories anew.

    Those that are neither in a link, nor were in a story with another before, stand alone.
    """
    size = len(edit.catalogue.keys)
    there = edit.now >= 0
    # Stories by the number that they had; each new article has a number of its own behind these.
    story = np.arange(size) + len(before.keys)
    story[edit.now[there]] = before.stories[there]
    touched = np.zeros(len(before.keys) + size, bool)
    # A story that has lost an article has lost a link too, and what that led to was compared.
    touched[story[links.compared]] = touched[story[edit.fresh]] = True
    shared = np.bincount(before.stories, minlength=len(touched)) > 1
    linked = np.zeros(size, bool)
    linked[links.shorter] = linked[links.longer] = True
    stories = np.arange(size)
    stays = there & ~touched[before.stories]
    stories[edit.now[stays]] = edit.now[before.stories[stays]]
    return stories, touched[story] & (linked | shared[story])
