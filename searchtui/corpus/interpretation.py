"""Pieces of text become the paragraphs and the metadata of an article: the rules, in order, on the whole text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from searchtui.analysis.language import guess_language
from searchtui.article import Kind, Known, Paragraph, Provenance
from searchtui.corpus.drafts import NOTHING, Draft, Metadata, Piece
from searchtui.corpus.letters import letters_of
from searchtui.corpus.rules.bio import bio_names, is_profession
from searchtui.corpus.rules.byline import read_byline
from searchtui.corpus.rules.caption import is_caption, is_doubled_with_credit
from searchtui.corpus.rules.common_words import WORDS_AND_NAMES
from searchtui.corpus.rules.date import dated_line, parse_date
from searchtui.corpus.rules.furniture import is_furniture, is_tail_notice
from searchtui.corpus.rules.header import mail_header
from searchtui.corpus.rules.heading import is_question_of_prose, looks_like_heading, opens_text
from searchtui.corpus.rules.names import NAME_PARTICLES, people, person
from searchtui.corpus.rules.native_byline import may_be_native_byline, native_byline
from searchtui.corpus.rules.sentences import ends_with
from searchtui.corpus.rules.source import (
    closing_note,
    dateline,
    first_appeared,
    is_acronym_line,
    is_publication_line,
    is_section_label,
    labelled_source,
    names_publication,
    publication_and_place,
    release_source,
)
from searchtui.corpus.rules.title import labelled_title, looks_like_title
from searchtui.corpus.rules.url import url_line
from searchtui.dates import PartialDate

__all__ = ["interpret", "stands_alone", "with_title"]

# Of each piece: a member is found in its enumeration ten times as slowly as a name in its module.
_BODY, _HEADING, _FURNITURE = Kind.BODY, Kind.HEADING, Kind.FURNITURE
_UNDER_NO_HEADING = frozenset([Kind.TITLE, Kind.HEADING, Kind.FOOTNOTE])

_HEAD_PIECES = 20
_TAIL_PIECES = 8
_SENTENCE_MARKS = (".", "!", "?", "…")
# Words that are no part of an address: `ann.lee@example.org` says nothing of the words `ann` and `lee`.
_LOWER_CASE = re.compile(r"(?<![\w@./])[^\W\d_]{3,}(?![\w@/])(?!\.\w)")
_WORD = re.compile(r"[^\W\d_]+")
_CREDITS = re.compile(
    r"\(?(?:additional )?(?:reporting|writing|editing|compiled|translated|edited) by (?-i:[^\Wa-z\d_])[^()]*\)?\.?",
    re.IGNORECASE,
)
_AUTHOR = re.compile(r"(?:author|autor(?:in)?|auteur|autore|автор)(?:s|\(s\))?\s*:?", re.IGNORECASE)
_THE_AUTHOR_IS = re.compile(r"the (?:authors?|writers?) (?:is|are|was|were) (?:an? |the |\w+ ){0,3}\w", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?,?", re.IGNORECASE)
_ABOUT_AUTHOR = re.compile(r"about the (?:authors?|writers?|contributors?)\s*:?", re.IGNORECASE)


def stands_alone(text: str) -> bool:
    """Whether a line is a paragraph by itself, whatever lines are around it."""
    return len(text) <= 300 and (
        read_byline(text) is not None
        or dated_line(text) is not None
        or labelled_source(text) is not None
        or first_appeared(text) is not None
        or labelled_title(text) is not None
        or url_line(text) is not None
        or is_acronym_line(text)
        or is_publication_line(text)
        or is_furniture(text)
    )


def interpret(pieces: Sequence[Piece], declared: Metadata = NOTHING, *, headings_are_marked: bool = False) -> Draft:
    """Find out what each piece is and what is said of the article.

    Args:
        pieces: in order; those with a kind keep it.
        declared: what the file says of itself, which no rule overrules.
        headings_are_marked: the format marks its headings, so that no line is guessed to be one.
    """
    reading = _Reading(pieces, declared)
    reading.mark_furniture_and_captions()
    reading.read_head()
    reading.read_tail()
    if not headings_are_marked:
        reading.mark_headings()
    return Draft(tuple(_numbered(reading.pieces)), declared.or_else(reading.metadata()))


def with_title(pieces: Sequence[Piece], title: str | None, line: int | None) -> list[Piece]:
    """The pieces with a declared title among them: the one that repeats it, else a new one above the others.

    Args:
        pieces: in order.
        title: as declared, None where none is.
        line: where it is declared, None where the format has no lines.
    """
    if title is None:
        return list(pieces)
    for piece in pieces[:3]:
        if letters_of(piece.text) == letters_of(title):
            piece.kind = Kind.TITLE
            return list(pieces)
    return [Piece(title, line, -1, kind=Kind.TITLE), *pieces]


def _numbered(pieces: Sequence[Piece]) -> Iterator[Paragraph]:
    heading: str | None = None
    for number, piece in enumerate(pieces, start=1):
        kind = piece.kind or _BODY
        above = None if kind in _UNDER_NO_HEADING else heading
        yield Paragraph(number, piece.text, kind, above, piece.line, piece.page)
        if kind is _HEADING:
            heading = piece.text


class _Reading:
    """The pieces of one article and what the rules have found so far."""

    def __init__(self, pieces: Sequence[Piece], declared: Metadata) -> None:
        self.pieces = pieces
        self.declared = declared
        self.values: dict[str, object] = {}
        self.rules: dict[str, str] = {}
        self.revised = False

    def metadata(self) -> Metadata:
        known = {name: Provenance(Known.FOUND, rule) for name, rule in self.rules.items()}
        return Metadata(**self.values, known=known)  # type: ignore[arg-type]

    @property
    def authors(self) -> tuple[str, ...]:
        """Those declared, else those found so far."""
        found = self.values.get("authors", ())
        return self.declared.authors or (found if isinstance(found, tuple) else ())

    def knows(self, field: str) -> bool:
        return field in self.values or field in self.declared.known

    def note(self, field: str, value: object, rule: str) -> None:
        """Take a value that a rule has found; the first one counts."""
        if field not in self.values:
            self.values[field] = value
            self.rules[field] = rule

    def note_date(self, date: PartialDate, rule: str, *, revised: bool) -> None:
        """Take a date; that of publication goes before that of a revision."""
        if self.revised and not revised:
            del self.values["date"]
            self.revised = False
        if "date" not in self.values:
            self.note("date", date, rule)
            self.revised = revised

    def mark_furniture_and_captions(self) -> None:
        for piece in self.pieces:
            if piece.kind is None and is_furniture(piece.text):
                piece.kind = Kind.FURNITURE
        for piece, following in pairwise(self.pieces):
            # Of two such lines one begins the other.
            if piece.text[:1] != following.text[:1] or not (piece.open and following.open):
                continue
            for plain, credited in ((piece, following), (following, piece)):
                if is_doubled_with_credit(plain.text, credited.text):
                    plain.kind, credited.kind = Kind.FURNITURE, Kind.CAPTION
        last = next((place for place in reversed(range(len(self.pieces))) if self.pieces[place].open), -1)
        for place, piece in enumerate(self.pieces):
            if piece.kind is None and is_caption(piece.text, may_end_article=place == last):
                piece.kind = Kind.CAPTION

    def read_head(self) -> None:
        """Read the lines above the text: title, byline, source, date, in any order."""
        self._read_mail_header()
        self._read_author_block()
        short: list[int] = []
        running = 0
        after_fact = False
        for place, piece in enumerate(self.pieces[:_HEAD_PIECES]):
            if piece.kind is Kind.TITLE:
                self.note("title", piece.text, "title-mark")
            if not piece.open:
                continue
            if running == 0 and place and (short or self.knows("title")) and self._read_native_byline(piece):
                after_fact = True
                continue
            if running < 2 and self._read_fact(piece, nearby=running == 0 or after_fact):
                after_fact = True
                continue
            after_fact = False
            if place and self._introduces_known_author(piece):
                piece.kind = Kind.FOOTNOTE
                continue
            if _is_running(piece):
                running += 1
                if running == 1:
                    self._read_dateline(piece.text)
                if running > 2 or _has_words(piece.text, 61):
                    break
            elif running == 0:
                short.append(place)
        self._choose_title([place for place in short if self.pieces[place].open])
        self._choose_source([self.pieces[place] for place in short if self.pieces[place].open])

    def _take_title(self, piece: Piece, title: str, rule: str) -> None:
        """Take a labelled headline; the label is not shown."""
        self.note("title", title, rule)
        piece.text, piece.kind = title, Kind.TITLE

    def _read_mail_header(self) -> None:
        head = self.pieces[:_HEAD_PIECES]
        for piece, (name, value) in zip(head, mail_header(piece.text for piece in head if piece.open), strict=False):
            date = parse_date(value) if name in ("date", "sent") else None
            if name == "subject" and value and not self.knows("title"):
                self._take_title(piece, value, "header-line")
            elif date is not None and date.day and not self.knows("date"):
                self.note_date(date, "header-line", revised=False)
                piece.kind = Kind.FURNITURE
            else:
                piece.kind = Kind.BODY

    def _read_author_block(self) -> None:
        """Read `Author`, a name, and perhaps a profession, each on a line of its own."""
        for place, (label, named) in enumerate(pairwise(self.pieces)):
            at_edge = place < _HEAD_PIECES or place >= len(self.pieces) - _TAIL_PIECES
            if not (at_edge and len(named.text) <= 120 and _AUTHOR.fullmatch(label.text) and label.open and named.open):
                continue
            names = people(named.text)
            if not names or self.knows("authors"):
                continue
            self.note("authors", names, "author-label")
            label.kind = named.kind = Kind.FURNITURE
            for role in self.pieces[place + 2 : place + 3]:
                if role.open and len(role.text.split()) <= 15 and is_profession(role.text):
                    role.kind = Kind.FOOTNOTE

    def _read_fact(self, piece: Piece, *, nearby: bool, below: bool = False) -> bool:
        """Read a line that says one thing of the article.

        Args:
            piece: the line.
            nearby: it stands in the head proper, where a bare date or address can be such a line.
            below: it stands below the text; a source named inside the text is that of a table.
        """
        text = piece.text
        title = labelled_title(text)
        if title is not None and nearby and not self.knows("title"):
            self._take_title(piece, title, "title-label")
            return True
        byline = read_byline(text)
        if byline is not None and byline.rule == "byline" and self._are_ordinary_words(byline.authors):
            byline = None
        dated = dated_line(text)
        source = labelled_source(text)
        rule = "source-line"
        if source is None:
            source, rule = first_appeared(text), "first-appeared"
        url = url_line(text)
        if byline is not None:
            if byline.authors:
                self.note("authors", byline.authors, byline.rule)
            if byline.source:
                self.note("source", byline.source, byline.rule)
            if byline.date:
                self.note_date(byline.date, byline.rule, revised=byline.updated)
        elif dated is not None and (dated[1] or (nearby and self._is_day_of_publication(dated[0], text))):
            self.note_date(dated[0], "date-line", revised=dated[1] == "updated")
        elif source is not None and (nearby or (below and (rule != "source-line" or self._is_last(piece)))):
            self.note("source", source, rule)
        elif url is not None and nearby:
            self.note("url", url, "url-line")
        else:
            return False
        piece.kind = Kind.FURNITURE
        return True

    def _read_native_byline(self, piece: Piece) -> bool:
        # The language is guessed only where there is a line that is a byline in one of them.
        if not may_be_native_byline(piece.text) or self._language is None:
            return False
        names = native_byline(piece.text, self._language)
        if not names or self.knows("authors") or self._occur_apart(names):
            return False
        self.note("authors", names, "byline")
        piece.kind = Kind.FURNITURE
        return True

    @cached_property
    def _language(self) -> str | None:
        return guess_language(piece.text for piece in self.pieces[: 2 * _HEAD_PIECES] if _is_running(piece))

    def _occur_apart(self, names: Sequence[str]) -> bool:
        """Whether words of supposed names stand in the running text, where a language may capitalise all nouns."""
        words = {word for name in names for word in name.casefold().split()} - NAME_PARTICLES
        running = (piece.text.casefold() for piece in self.pieces if _is_running(piece))
        # To find letters is cheaper than to find words, and a word that is there has its letters there.
        return any(
            any(word in text for word in words) and not words.isdisjoint(_WORD.findall(text)) for text in running
        )

    def _are_ordinary_words(self, names: Sequence[str]) -> bool:
        """Whether the article has one of the words of supposed names in lower case: `By Candle Light`."""
        # Many scripts have no lower case: a word of theirs says nothing.
        words = {word for name in names for word in name.casefold().split() if len(word) > 2 and word.islower()}
        words -= WORDS_AND_NAMES | NAME_PARTICLES
        # To find letters is cheaper than to find words, and a word that is there has its letters there.
        return any(
            any(word in piece.text for word in words) and not words.isdisjoint(_LOWER_CASE.findall(piece.text))
            for piece in self.pieces
        )

    def _is_day_of_publication(self, date: PartialDate, text: str) -> bool:
        """Whether a date without a label in the head says when the article was published.

        A month may say when a story takes place, a number of ten digits may be any number, and where more dates stand
        on lines of their own, it is a diary.
        """
        if not date.day or (text.isdigit() and not self.rules):
            return False
        known = self.declared.date or self.values.get("date")
        return known == date if known is not None and not self.revised else not self._is_diary

    @cached_property
    def _is_diary(self) -> bool:
        dates = [
            dated[0]
            for piece in self.pieces
            if len(piece.text) <= 60 and (dated := dated_line(piece.text)) and not dated[1]
        ]
        return len(set(dates)) > 1

    def _read_dateline(self, text: str) -> None:
        found = dateline(text)
        if found is None:
            return
        if found[0] is not None:
            self.note("source", found[0], "dateline")
        dated = dated_line(found[1])
        if dated is not None:
            self.note_date(dated[0], "dateline", revised=False)

    def _choose_title(self, places: Sequence[int]) -> None:
        if self.knows("title"):
            return
        fitting = [place for place in places if self._can_be_title(place)]
        if len(fitting) > 1:
            better = [place for place in fitting if not self._names_somebody(self.pieces[place].text)]
            fitting = better or fitting
        if fitting and not is_publication_line(self.pieces[fitting[0]].text):
            piece = self.pieces[fitting[0]]
            piece.kind = Kind.TITLE
            self.note("title", piece.text, "title-line")

    def _can_be_title(self, place: int) -> bool:
        piece = self.pieces[place]
        if piece.lines > 2 or not looks_like_title(piece.text, in_head=bool(self.rules)):
            return False
        if dated_line(piece.text) is not None:
            return False
        more = piece.text.count(" ") + 2
        return any(
            other.open and _has_words(other.text, more) and (_is_running(other) or other.lines > 1)
            for other in self.pieces[place + 1 :]
        )

    def _names_somebody(self, text: str) -> bool:
        return is_publication_line(text) or is_acronym_line(text) or names_publication(text) or person(text) is not None

    def _choose_source(self, lines: Sequence[Piece]) -> None:
        """Take a short line of the head as the publication where a byline or a date shows that it is such a head."""
        has_head = bool({"authors", "date"} & self.rules.keys())
        for piece in lines:
            if not piece.open:
                continue
            placed = publication_and_place(piece.text) if has_head else None
            if placed:
                self.note("source", placed, "publication-line")
                piece.kind = Kind.FURNITURE
            elif is_publication_line(piece.text) or (
                has_head and (is_acronym_line(piece.text) or names_publication(piece.text))
            ):
                self.note("source", piece.text, "publication-line")
                piece.kind = Kind.FURNITURE
            elif is_section_label(piece.text):
                piece.kind = Kind.FURNITURE

    def read_tail(self) -> None:
        """Read the lines below the text: source, notices, and who the author is."""
        introduced: list[tuple[str, ...]] = []
        open_places = [place for place, piece in enumerate(self.pieces) if piece.open]
        if len(open_places) > 1:
            self._read_last(self.pieces[open_places[-1]])
        for place in reversed(open_places[1:][-_TAIL_PIECES:]):
            piece = self.pieces[place]
            if not piece.open:
                continue
            if self._read_fact(piece, nearby=False, below=True):
                continue
            if is_tail_notice(piece.text):
                piece.kind = Kind.FURNITURE
            elif _CREDITS.fullmatch(piece.text) or _THE_AUTHOR_IS.match(piece.text):
                piece.kind = Kind.FOOTNOTE
            elif introduced and _ABOUT_AUTHOR.fullmatch(piece.text):
                piece.kind = Kind.FURNITURE
            elif names := self._introduces_author(place):
                piece.kind = Kind.FOOTNOTE
                introduced.append(names)
            else:
                break
        if introduced and not self.knows("authors"):
            names = tuple(dict.fromkeys(name for group in reversed(introduced) for name in group))
            self.note("authors", names, "bio")

    def _is_last(self, piece: Piece) -> bool:
        """Whether nothing but furniture and lines about the author follow."""
        after = reversed(self.pieces)
        return next((one is piece for one in after if one.open or one is piece), False)

    def _read_last(self, piece: Piece) -> None:
        """Read what only the very last line of an article says of it."""
        released = release_source(piece.text)
        noted = closing_note(piece.text) if first_appeared(piece.text) is None else None
        if released is not None:
            self.note("source", released, "source-line")
            piece.kind = Kind.FURNITURE
        elif noted is not None:
            self.note("source", noted, "first-appeared")

    def _introduces_known_author(self, piece: Piece) -> bool:
        """Whether a line of the head says who the author of the byline above it is."""
        return bool(self.authors) and not set(self.authors).isdisjoint(bio_names(piece.text))

    def _introduces_author(self, place: int) -> tuple[str, ...]:
        names = bio_names(self.pieces[place].text)
        if not names:
            return ()
        if self.authors:
            surnames = {_surname(author) for author in self.authors}
            return names if surnames & {_surname(name) for name in names} else ()
        if "authors" in self.declared.known:
            return ()
        above = [piece for piece in self.pieces[:place] if piece.open]
        if sum(map(_is_running, above)) < 2:
            return ()
        # Whom the text speaks of, it reports on; an author does not occur in it.
        spoken_of = any(
            re.search(rf"\b{re.escape(_surname(name))}\b", piece.text, re.IGNORECASE)
            for name in names
            for piece in self.pieces[:place]
        )
        return () if spoken_of else names

    def mark_headings(self) -> None:
        pieces = [piece for piece in self.pieces if piece.kind is not _FURNITURE]
        start = next((place for place, piece in enumerate(pieces) if piece.open and _is_running(piece)), len(pieces))
        sparse = _blocks_are_single(self.pieces)
        found: list[Piece] = []
        questions: list[Piece] = []
        if 0 < start < len(pieces) and pieces[start - 1].open and opens_text(pieces[start - 1].text):
            pieces[start - 1].kind = Kind.HEADING
        for place in range(start + 1, len(pieces) - 1):
            piece = pieces[place]
            if piece.kind is not None or piece.lines != 1 or not looks_like_heading(piece.text):
                continue
            before, after = pieces[place - 1], pieces[place + 1]
            if not sparse and piece.block in (before.block, after.block):
                continue
            follows_text = before.kind is Kind.CAPTION or _is_running(before) or _has_words(before.text, 16)
            text_below = after.kind is Kind.CAPTION or (after.open and _is_running(after)) or _has_words(after.text, 16)
            if follows_text and text_below:
                (questions if is_question_of_prose(piece.text) else found).append(piece)
        for piece in [*found, *(questions if found else ())]:
            piece.kind = Kind.HEADING


def _is_running(piece: Piece) -> bool:
    """Whether a piece is running text and no line of a head."""
    text = piece.text
    ends = ends_with(text, _SENTENCE_MARKS) and not text.endswith("?")
    return _has_words(text, 6 if ends else 30)


def _has_words(text: str, least: int) -> bool:
    """Whether a text has so many words, between which in a piece there is one blank."""
    return text.count(" ") >= least - 1


def _blocks_are_single(pieces: Sequence[Piece]) -> bool:
    """Whether the text has no blank lines, so that none can set a heading apart."""
    return len({piece.block for piece in pieces}) <= 1


def _surname(name: str) -> str:
    words = [word for word in name.split() if not _SUFFIX.fullmatch(word)]
    return (words or [name])[-1].casefold()
