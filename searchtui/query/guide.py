"""The query language, said once: for the help of the screen, of the command line, and for the documentation."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["GUIDE", "Entry", "Section"]


class Entry(NamedTuple):
    """One thing that can be typed.

    Args:
        example: a query.
        meaning: what it finds.
    """

    example: str
    meaning: str


class Section(NamedTuple):
    """Things that belong together.

    Args:
        title: of the section.
        text: what there is to know beside the entries.
        entries: in the order in which one learns them.
    """

    title: str
    text: str
    entries: tuple[Entry, ...]


GUIDE = (
    Section(
        "Words",
        "Any text is a query. Case and accents make no difference. Up to three words must all be in a paragraph; where"
        " none has all, any of them is enough, which is said. Of four and more words any is enough, and paragraphs"
        " that have all come first. Question words and the like are left out, unless they are in capitals, in quotes"
        " or alone.",
        (
            Entry("military alliance", "both words in a paragraph, in any form: alliance, alliances"),
            Entry("russia OR china", "either"),
            Entry("alliance -nato", "the first without the second; also NOT nato"),
            Entry("+nato alliance expansion europe russia", "nato must be there, whatever else is"),
            Entry("(russia OR china) treaty", "parentheses group"),
            Entry("=alliance", "in exactly this form: not alliances"),
            Entry("anti-western", "its parts next to each other, with or without the hyphen"),
        ),
    ),
    Section(
        "Phrases and places",
        "In quotes every word counts, as it stands. Distances are counted in words. NEAR and BEFORE reach at most 99"
        " words; of more than five words or phrases, or 64 combinations of alternatives, they are taken as SAME.",
        (
            Entry('"military alliance"', "exactly these words, in this order"),
            Entry('"military alliance"~3', "in this order, each at most three words after the one before"),
            Entry("russia NEAR/5 china", "within five words of each other"),
            Entry("russia BEFORE/5 china", "the first at most five words before the second"),
            Entry('"the kremlin" NEAR/9 (nato OR "european union")', "phrases and alternatives can be near, too"),
            Entry("russia SAME china", "in the same paragraph, in every mode; also AND"),
            Entry("russia WITH nato", "in the same article: finds the paragraphs that have either"),
            Entry("atleast3:china", "at least three times in a paragraph"),
        ),
    ),
    Section(
        "Forms and spellings",
        "A word that no paragraph has is taken for the most likely one that is written like it, and a rare word brings"
        " a far more frequent one that is one letter off; the line below the query says so. Nothing is corrected in"
        " quotes, after = and in what is left out, and hits with the words as typed always come first. F2, or --exact,"
        " finds just what was typed.",
        (
            Entry("alli*", "words that begin so"),
            Entry("*tion", "words that end so"),
            Entry("wom?n", "one letter open"),
            Entry("/colou?rs?/", "words that match a regular expression (RE2) from first to last letter"),
            Entry("militray~", "words one letter off; ~2 for two; a swap of neighbours counts as one"),
        ),
    ),
    Section(
        "Parts of an article",
        "Of titles the stems alone are kept: there quotes and = ask for the order of words and allow no correction, but"
        " find all forms.",
        (
            Entry("title:alliance", "articles with the word in their title"),
            Entry("heading:russia", "paragraphs that are headings"),
            Entry("lead:putin", "the first two paragraphs of an article's text"),
            Entry("caption:putin", "captions of pictures"),
            Entry('lead:(putin NEAR/5 "north atlantic")', "what is in parentheses belongs to the part"),
        ),
    ),
    Section(
        "Articles",
        "These limit the search and are the same as picking a value in a facet. Several values of one facet are"
        " alternatives; -source:cgtn leaves a source out. Names are found by any part, without accents, with"
        " initials, and where no article has them, by the name that is written like it.",
        (
            Entry('source:"TRT World"', "articles of a source"),
            Entry("author:hammond", 'articles by an author; also author:"a. hammond"'),
            Entry("source:=CGTN", "only the source that is called just so"),
            Entry("date:2020", "published then; date:2020-12 and date:2020-12-05 too"),
            Entry('date:="2020-12"', "known to be of that month or day; date:2020-12 also finds what only may be"),
            Entry('date:="2020"', "of which no more than the year is known"),
            Entry("date:2020-01..2020-06", "from, to, both included; one of them may be missing"),
            Entry("date:>2021", "after; also >=, < and <="),
            Entry('date:"last 3 months"', "up to today; days, weeks, months or years"),
            Entry("date:unknown", "articles without a date; also source:unknown and author:unknown"),
            Entry("path:2020/reuters", "articles whose path has this in it; * and ? stand for anything"),
            Entry("story:seeds/cgtn.txt", "an article and all copies of its text, by path or id"),
        ),
    ),
    Section(
        "What comes first",
        "Signs before a word bind most: -, +, =, atleast3:. Then NEAR and BEFORE, then AND and SAME, then WITH, then"
        " OR; each takes just what stands directly on its two sides. Operators are written in capitals; in small"
        " letters, or with nothing to work on, they are words. A query is cut at 4,096 characters and 256 words.",
        (
            Entry("treaty OR pact russia", "(treaty OR pact) russia: both stand beside OR"),
            Entry("nato NEAR/3 russia OR china", "(nato NEAR/3 russia) OR china"),
            Entry('"and"', "the word itself; also =and"),
        ),
    ),
)
"""All of it."""
