"""Citing: what was found, written for other programs and for other people.

Rows go in and lines come out, whatever they were found by; nothing here knows an index, a terminal or a file.
"""

from searchtui.citing.cited import Cited, Found, Line, Passage, Reference
from searchtui.citing.formats import FORMATS, ExportFormat, lines_of
from searchtui.citing.quotation import quotation

__all__ = [
    "FORMATS",
    "Cited",
    "ExportFormat",
    "Found",
    "Line",
    "Passage",
    "Reference",
    "lines_of",
    "quotation",
]
