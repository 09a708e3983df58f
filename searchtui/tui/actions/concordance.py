"""What can be done in the concordance."""

from __future__ import annotations

from searchtui.tui.actions.action import Action, Where

__all__ = ["CONCORDANCE_ACTIONS"]

_HERE = (Where.CONCORDANCE,)

CONCORDANCE_ACTIONS: tuple[Action, ...] = (
    Action("concordance.back", ("escape",), "Back", "Back to exactly where you were; gathering ends.",
           _HERE, "screen.back", "back"),
    Action("concordance.read", ("enter",), "Read the article at the match", "Opens the whole article there.",
           _HERE, "read", "read", rank=0),
    Action("concordance.right", ("r",), "Sort by the words right of the keyword",
           "By the first of them, or the one that was chosen with 1, 2 or 3.", _HERE, "side('r')", "left/right", "l r",
           rank=0),
    Action("concordance.left", ("l",), "Sort by the words left of the keyword", "The same on the other side.",
           _HERE, "side('l')"),
    Action("concordance.first", ("1",), "Sort by the first word", "The one next to the keyword, on the side chosen.",
           _HERE, "word(1)", "word", "1 2 3"),
    Action("concordance.second", ("2",), "Sort by the second word", "The next but one.", _HERE, "word(2)"),
    Action("concordance.third", ("3",), "Sort by the third word", "The next but two.", _HERE, "word(3)"),
    Action("concordance.keyword", ("0",), "Sort by the keyword", "For prefixes and alternatives, that have many forms.",
           _HERE, "sort('keyword')", "keyword", rank=2),
    Action("concordance.date", ("d",), "Sort by date", "The oldest article first, undated ones last.",
           _HERE, "sort('date')", "date", rank=2),
    Action("concordance.files", ("f",), "Sort as the files stand", "By path, then paragraph.",
           _HERE, "sort('collection')", "files", rank=2),
    Action("concordance.towards-right", ("right",), "Sort by one word further right",
           "From the third word left over the keyword to the third word right.", _HERE, "step(1)"),
    Action("concordance.towards-left", ("left",), "Sort by one word further left", "The other way round.",
           _HERE, "step(-1)"),
    Action("concordance.next", ("n",), "Next other word", "The next line with another sort word, or another article.",
           _HERE, "jump(1)", "next word", "n/N", rank=3),
    Action("concordance.previous", ("N", "shift+n"), "Previous other word", "The first line with the word before.",
           _HERE, "jump(-1)"),
)  # fmt: skip
"""Reading, sorting, jumping."""
