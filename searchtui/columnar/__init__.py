"""Postings and columns of a Whoosh index as NumPy arrays, and the evaluation of Whoosh query trees on them.

Knows Whoosh and NumPy, nothing of articles. The arrays are read from whatever codec wrote the segments.
"""

from searchtui.columnar.evaluation import Evaluator, Matches
from searchtui.columnar.postings import IndexArrays, Positions, Postings
from searchtui.columnar.scoring import FieldScoring

__all__ = ["Evaluator", "FieldScoring", "IndexArrays", "Matches", "Positions", "Postings"]
