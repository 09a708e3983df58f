"""How text becomes words, for the index, for queries and for highlights alike; see `words` for what a word is."""

from searchtui.analysis.analyzer import WordAnalyzer
from searchtui.analysis.chunking import END_OF_TEXT, END_OF_VALUE, VALUE_GAP, VALUE_SEPARATOR, chunks
from searchtui.analysis.folding import fold
from searchtui.analysis.stemming import stem
from searchtui.analysis.words import Word, count_words, is_cjk, words

__all__ = [
    "END_OF_TEXT",
    "END_OF_VALUE",
    "VALUE_GAP",
    "VALUE_SEPARATOR",
    "Word",
    "WordAnalyzer",
    "chunks",
    "count_words",
    "fold",
    "is_cjk",
    "stem",
    "words",
]
