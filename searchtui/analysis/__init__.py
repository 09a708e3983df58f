"""How text becomes words, for the index, for queries and for highlights alike; see `words` for what a word is.

The guess which language a text is in, `searchtui.analysis.language`, and the number of its words,
`searchtui.analysis.counting`, are imported where articles are read: no search needs them.
"""

from searchtui.analysis.analyzer import LanguageText, WordAnalyzer, text_in
from searchtui.analysis.chunking import END_OF_TEXT, END_OF_VALUE, VALUE_GAP, VALUE_SEPARATOR, chunks
from searchtui.analysis.folding import fold
from searchtui.analysis.stemming import (
    DEFAULT_LANGUAGE,
    UNSTEMMED,
    keeps_first_letter,
    stem,
    stemming_language,
    stems,
)
from searchtui.analysis.words import Word, is_cjk, surfaces, words

__all__ = [
    "DEFAULT_LANGUAGE",
    "END_OF_TEXT",
    "END_OF_VALUE",
    "UNSTEMMED",
    "VALUE_GAP",
    "VALUE_SEPARATOR",
    "LanguageText",
    "Word",
    "WordAnalyzer",
    "chunks",
    "fold",
    "is_cjk",
    "keeps_first_letter",
    "stem",
    "stemming_language",
    "stems",
    "surfaces",
    "text_in",
    "words",
]
