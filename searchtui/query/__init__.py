"""Queries: what the user typed becomes a Whoosh query tree."""

from searchtui.query.mode import Mode
from searchtui.query.parser import FEW_WORDS, ParsedQuery, parse

__all__ = ["FEW_WORDS", "Mode", "ParsedQuery", "parse"]
