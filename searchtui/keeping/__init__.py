"""What the user makes: query history, saved searches, pins, notes, and where one was. It lives apart from any index.

Everything is kept in plain files, one folder for each collection, and is tied to paths and texts, so that an index can
be thrown away and built anew at any time.
"""

from searchtui.keeping.anchors import Anchor, Bookshelf, Found, Place, anchor_of, find_again
from searchtui.keeping.counting import count_new, digests_of, look
from searchtui.keeping.history import Asked, with_asked, without_asked
from searchtui.keeping.kept import Kept, data_folder, now
from searchtui.keeping.matching import ranked
from searchtui.keeping.notes import Note, revised, with_note, without_note
from searchtui.keeping.pins import Pin, with_pin, without_pin
from searchtui.keeping.preferences import Preferences
from searchtui.keeping.searches import (
    SavedSearch,
    named,
    new_id,
    renamed,
    with_looked,
    with_search,
    without_search,
)
from searchtui.keeping.visit import Stay, Visit

__all__ = [
    "Anchor",
    "Asked",
    "Bookshelf",
    "Found",
    "Kept",
    "Note",
    "Pin",
    "Place",
    "Preferences",
    "SavedSearch",
    "Stay",
    "Visit",
    "anchor_of",
    "count_new",
    "data_folder",
    "digests_of",
    "find_again",
    "look",
    "named",
    "new_id",
    "now",
    "ranked",
    "renamed",
    "revised",
    "with_asked",
    "with_looked",
    "with_note",
    "with_pin",
    "with_search",
    "without_asked",
    "without_note",
    "without_pin",
    "without_search",
]
