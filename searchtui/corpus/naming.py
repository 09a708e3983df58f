"""What the articles of a file that holds several are named, so that each has a name of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain, count

__all__ = ["free_name", "item_names"]


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, with a suffix where it is taken."""
    return next(free for free in chain([name], (f"{name}-{n}" for n in count(2))) if free not in taken)


def item_names(given: Iterable[tuple[int, str | None]], unit: str = "Line") -> tuple[dict[int, str], list[str]]:
    """What the articles of a file are named, by line, and what is to be said of names that are not those given.

    Of several with one name the first keeps it, so that names stay when articles are appended; the others, and those
    without, are named by the number of their line.

    Args:
        given: the number of each line that holds an article, with the `id` in it.
        unit: what is numbered, where it is something else than lines.
    """
    pairs = list(given)
    article = "an" if unit.startswith(tuple("AEIO")) else "a"
    taken = {item for _, item in pairs if item is not None}
    names: dict[int, str] = {}
    named: set[str] = set()
    complaints = []
    for line, item in pairs:
        name = item
        if name is None or name in named:
            name = free_name(str(line), taken)
            if item is not None:
                complaints.append(
                    f"{unit} {line}: the id {item[:60]!r} stands in {article} {unit.lower()} above too, so that this "
                    f"article is read as {name!r}."
                )
        named.add(name)
        taken.add(name)
        names[line] = name
    return names, complaints
