"""What can be done with the copies of one text."""

from __future__ import annotations

from searchtui.tui.actions.action import PARAGRAPHS, Action, Where

__all__ = ["STORY_ACTIONS"]

_HERE = (Where.STORY,)

STORY_ACTIONS: tuple[Action, ...] = (
    Action("story.open", ("s",), "Story: the copies of this text",
           "Lists the copies of the article, the fullest first, and what each left out or changed, word by word.",
           tuple(place for place in PARAGRAPHS if place is not Where.STORY), "app.story", "story", rank=2),
    Action("story.back", ("escape",), "Back", "Back to exactly where you were.", _HERE, "screen.back", "back"),
    Action("story.read", ("enter",), "Read the copy", "Opens the whole article at this paragraph.",
           _HERE, "screen.read", "read"),
    Action("story.next-change", ("n",), "Next difference", "Moves to the next words that differ.",
           _HERE, "screen.change(1)", "differences", "n/N", rank=0),
    Action("story.previous-change", ("N", "shift+n"), "Previous difference", "Moves to the ones before.",
           _HERE, "screen.change(-1)"),
    Action("story.next-copy", ("right_square_bracket",), "Next copy", "Shows the copy that is less full.",
           _HERE, "screen.move_copy(1)", "copies", "[ ]", rank=0),
    Action("story.previous-copy", ("left_square_bracket",), "Previous copy", "Shows the copy that is fuller.",
           _HERE, "screen.move_copy(-1)"),
    Action("story.measure", ("equals_sign",), "Measure all against this copy",
           "Says of all others what they left out of this one and changed in it.",
           _HERE, "screen.measure", "against this one", rank=1),
    Action("story.pane", ("tab", "shift+tab"), "Copies or text", "The keys go to the other pane.",
           _HERE, "screen.move_pane", "pane"),
)  # fmt: skip
"""In the list of copies as well as in the text below it."""
