"""A folder of files becomes articles: which files, what they say, and which are copies of one text."""

from searchtui.corpus.candidates import Candidates, find_candidates
from searchtui.corpus.comparison import Copy, Pair, compare
from searchtui.corpus.discovery import OWN_FILES, SIDECAR_NAME, FoundFile, Scan, scan, would_be_found
from searchtui.corpus.division import Division, Part, PartReading, divide, join, read_part
from searchtui.corpus.files import read_blocks
from searchtui.corpus.fingerprints import fingerprints, fingerprints_of
from searchtui.corpus.limits import LIMITS, Limits
from searchtui.corpus.readers import is_linear_by_name
from searchtui.corpus.reading import Opened, Reading, open_file, open_linear, read_file, read_opened
from searchtui.corpus.sidecar import SidecarEntry, Sidecars
from searchtui.corpus.sources import UnreadableError
from searchtui.corpus.stories import copied, group, without_copies
from searchtui.corpus.words import words_of

__all__ = [
    "LIMITS",
    "OWN_FILES",
    "SIDECAR_NAME",
    "Candidates",
    "Copy",
    "Division",
    "FoundFile",
    "Limits",
    "Opened",
    "Pair",
    "Part",
    "PartReading",
    "Reading",
    "Scan",
    "SidecarEntry",
    "Sidecars",
    "UnreadableError",
    "compare",
    "copied",
    "divide",
    "find_candidates",
    "fingerprints",
    "fingerprints_of",
    "group",
    "is_linear_by_name",
    "join",
    "open_file",
    "open_linear",
    "read_blocks",
    "read_file",
    "read_opened",
    "read_part",
    "scan",
    "without_copies",
    "words_of",
    "would_be_found",
]
