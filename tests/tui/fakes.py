"""A collection without files: a few articles of our own, searched naively, giving real `SearchResults`."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from searchtui.article import Article, Kind, Known, Paragraph, Provenance, article_id
from searchtui.citing.cited import Reference, reference
from searchtui.collection import (
    MOST_MATCHES,
    UNKNOWN,
    Alignment,
    ArticleRecord,
    Changes,
    Concordance,
    Context,
    ContextParagraph,
    DateCounts,
    DatePart,
    Explanation,
    Facets,
    FacetValue,
    FilePlace,
    FlatHit,
    FolderWatch,
    Hit,
    HitGroup,
    Like,
    ListedFiles,
    Order,
    Pick,
    Progress,
    ProgressListener,
    QueryPart,
    ReindexReport,
    ScoreExplanation,
    SearchRequest,
    SearchResults,
    Share,
    Span,
    SpelledWord,
    Unit,
    Version,
    WordCount,
)
from searchtui.dates import PartialDate
from searchtui.errors import ArticleGoneError, CollectionError, IndexMissingError
from searchtui.search.alignment import aligned
from searchtui.search.concordance import Gathering
from searchtui.search.versions import version
from tests.listed import ListedGroups, ListedHits

NASTY = (
    "harbour \x1b]2;stolen title\x07 and \x1b[31mred\x1b[0m and \x9b31m and \x00nul",
    "harbour [/b] [sic] [@click=app.quit]x[/] [b unclosed",
    "harbour \u202egnol\u202c \u2066isolate\u2069 \u200emark",
    "港口 harbour 港口は静かだった。" * 6,
    "harbour 👩‍👩‍👧‍👦 family 🇫🇷 flag é́ combining \u200b zero",
)


def article(
    path: str,
    title: str,
    bodies: Iterable[str | tuple[Kind, str]],
    *,
    authors: tuple[str, ...] = (),
    source: str | None = None,
    date: str | None = None,
    story: str = "",
    known: dict[str, Provenance] | None = None,
) -> Article:
    """An article whose first paragraph is its title."""
    kinds = [(Kind.TITLE, title), *(body if isinstance(body, tuple) else (Kind.BODY, body) for body in bodies)]
    paragraphs = tuple(Paragraph(number, text, kind) for number, (kind, text) in enumerate(kinds, 1))
    name = article_id(path)
    parsed = PartialDate.parse(date) if date else None
    return Article(name, path, title, None, authors, source, parsed, None, None, paragraphs, known or {}, story or name)


def sample() -> list[Article]:
    filler = [
        f"Paragraph {number} speaks of wind and water, of nets and of the long road inland." for number in range(30)
    ]
    fleet: list[str | tuple[Kind, str]] = [
        "The harbour was quiet when the fleet came home.",
        (Kind.HEADING, "What the crews said"),
        "Nobody in the harbour had expected so many boats, and the harbour master said so.",
        (Kind.CAPTION, "The harbour at dawn. (Photo: a reader)"),
        (Kind.FURNITURE, "Advertisement"),
        "An agreement on the catch was signed in the evening.",
    ]
    return [
        article("fleet.txt", "The fleet comes home", fleet, authors=("Ada Moor",), source="Coast News", date="2021-03"),
        article(
            "fleet-copy.txt",
            "The fleet comes home",
            fleet[:3],
            source="Inland Post",
            story=article_id("fleet.txt"),
            known={"source": Provenance(Known.COPIED, "fleet.txt"), "title": Provenance(Known.FALLBACK)},
        ),
        article(
            "long.txt",
            "A long report on harbours",
            [*filler[:15], "Here the harbour is named at last.", *filler[15:], "Once more the harbour, at the end."],
            authors=("Bo Lind", "Cy Ahl"),
            source="Coast News",
            date="2021-04",
        ),
        article("treaty.txt", "An agreement nobody read", ["The agreement has nine pages.", "It names no port."],
                authors=("Dag Öst",), source="Weekly", date="2020"),
        article("nasty.txt", "Harbour \x1b]0;x\x07 [red]title[/]", NASTY, authors=("[b]Eve[/b]",), source="So[/]urce"),
    ]  # fmt: skip


FILTER = re.compile(r'(-?)(source|author|date):="([^"]*)" *')


def taken_apart(text: str) -> tuple[str, dict[str, list[str]], dict[str, list[str]]]:
    """The words of a query, and the values of each facet that are picked and excluded."""
    picked, excluded = (dict[str, list[str]](source=[], author=[], date=[]) for _ in range(2))
    for sign, name, value in FILTER.findall(text):
        (excluded if sign else picked)[name].append(value)
    return FILTER.sub("", text), picked, excluded


def date_values(date: PartialDate | None) -> tuple[str, ...]:
    """The dates that may be picked to find an article of this date."""
    if date is None:
        return (UNKNOWN,)
    return (f"{date.year:04}", *((date.month_label, str(date)) if date.month else (f"={date}",)))


class FakeDates(DateCounts):
    """Counts by date.

    Args:
        left: dates that all filters but those by date leave.
        kept: dates that all filters leave.
        wanted, excluded: what is asked for.
    """

    def __init__(
        self, left: list[PartialDate | None], kept: list[PartialDate | None], wanted: list[str], excluded: list[str]
    ) -> None:
        self._left, self._kept = left, kept
        self.wanted, self.excluded = tuple(wanted), tuple(excluded)

    def parts(self, within: PartialDate | None = None) -> tuple[DatePart, ...]:
        def counted(dates: list[PartialDate | None]) -> Counter[str]:
            counts = Counter[str]()
            for date in dates:
                for value in dict.fromkeys(date_values(date)):
                    inside = value.rpartition("-")[0] == (str(within) if within else "") or value == f"={within}"
                    if value == UNKNOWN or (inside and not (within is None and value[0] == "=")):
                        counts[value] += 1
            return counts

        left, kept = counted(self._left), counted(self._kept)
        return tuple(
            DatePart(value, left[value], kept[value], value in self.wanted, value in self.excluded)
            for value in sorted(left, key=lambda value: (value == UNKNOWN, value[0] == "=", value))
        )


class FakeCollection:
    """Answers like a collection; `gate` can hold every search until a test lets it go."""

    name = "harbours"
    articles_folder = Path("articles")
    index_folder = Path("index")

    def __init__(self, articles: list[Article] | None = None) -> None:
        self.contents = sample() if articles is None else articles
        self.generation = 1
        self.missing = False
        self.requests: list[SearchRequest] = []
        self.pending = Changes()
        self.gate: Callable[[SearchRequest], None] = lambda request: None
        self.error: Exception | None = None
        self.reindex_error: Exception | None = None
        self.reindexing: threading.Event | None = None
        self.incoming: list[Article] = []
        self.closed = False
        self.is_outdated = False
        self.warmed = 0
        self.watched: FolderWatch | None = None
        self.rehearsed: list[str] = []
        self.rehearsals = 100
        self.full = False

    def check(self) -> None:
        if self.missing:
            raise IndexMissingError("There is no index: `searchtui reindex` makes one.")

    def refresh(self) -> bool:
        return True

    def close(self) -> None:
        self.closed = True

    def changes(self, pause: Callable[[], object] | None = None) -> Changes:
        return self.pending

    def listed(self, names: Iterable[str], /) -> ListedFiles:
        known, wanted = {one.path for one in self.contents}, tuple(names)
        return ListedFiles(frozenset(wanted) & known, tuple(name for name in wanted if name not in known))

    def reference(self, article: str, /) -> Reference | None:
        return reference(self.article(article))

    def reads(self, file: Path, /) -> bool:
        return file.absolute().is_relative_to(self.articles_folder.absolute()) and file.suffix in (".md", ".jsonl")

    def place(self, article: str, paragraph: int | None = None) -> FilePlace:
        return FilePlace(self.articles_folder.absolute() / self.article(article).path, paragraph, paragraph or 1)

    def article(self, name: str) -> Article:
        for one in self.contents:
            if name in (one.id, one.path):
                return one
        raise ArticleGoneError(f"No article is called {name}.")

    def reindex(self, *, full: bool = False, progress: ProgressListener | None = None) -> ReindexReport:
        self.full = full
        if self.reindex_error is not None:
            raise self.reindex_error
        if progress is not None:
            progress(Progress("scan", 1, 0))
            progress(Progress("read", 1, 2, 10, "fleet\x1b[31m.txt"))
        if self.reindexing is not None:
            assert self.reindexing.wait(10)
        self.contents = [*self.contents, *self.incoming]
        self.missing, self.pending = False, Changes()
        self.generation += 1
        paragraphs = sum(len(self._indexed(one)) for one in self.contents)
        return ReindexReport(len(self.contents), paragraphs, len(self.contents), len(self.incoming), 0, 0, (), {}, 0.1)

    @staticmethod
    def _indexed(one: Article) -> list[Paragraph]:
        return [paragraph for paragraph in one.paragraphs if paragraph.kind is not Kind.FURNITURE]

    def _patterns(self, request: SearchRequest) -> list[re.Pattern[str]]:
        words = re.findall(r"\w+", taken_apart(request.text)[0])
        last = len(words) - 1
        return [
            re.compile(rf"\b{word}" + ("" if request.prefix_last and index == last else r"\b"), re.IGNORECASE)
            for index, word in enumerate(words)
        ]

    def highlights(self, text: str, request: SearchRequest, language: str | None = None) -> tuple[Span, ...]:
        return tuple(sorted({match.span() for rx in self._patterns(request) for match in rx.finditer(text)}))

    @property
    def stamp(self) -> str:
        return str(self.generation)

    def same_text(self, text: str, /) -> tuple[tuple[str, int], ...]:
        indexed = ((one, paragraph) for one in self.contents for paragraph in self._indexed(one))
        return tuple((one.id, paragraph.number) for one, paragraph in indexed if paragraph.text == text)

    def found_texts(self, request: SearchRequest, /) -> Iterator[tuple[tuple[str, str], ...]]:
        for hit in self.search(replace(request, limit=0)).hits:
            yield ((hit.article, hit.text),)

    @property
    def counts(self) -> tuple[int, int]:
        return len(self.contents), sum(len(self._indexed(one)) for one in self.contents)

    def rehearse(self, beginning: str) -> bool:
        self.rehearsed.append(beginning)
        return len(self.rehearsed) < self.rehearsals

    def beginnings(self) -> tuple[str, ...]:
        return ("th", "the", "co")

    def warm(self) -> None:
        self.warmed += 1

    def watch(self) -> FolderWatch:
        if self.watched is None:
            raise CollectionError("There are no files.")
        return self.watched

    def pick(self, text: str, facet: str, value: str = "", pick: Pick = Pick.TOGGLE, /) -> str:
        if pick is Pick.DROP:
            return FILTER.sub(lambda match: "" if match[2] == facet else match[0], text)
        written = f'{"-" if pick is Pick.EXCLUDE else ""}{facet}:="{value}" '
        return text.replace(written, "") if written in text else written + text

    def aligned(self, chosen: Like, article: str, stopped: Callable[[], bool] = lambda: False) -> Alignment:
        one, other = self.article(chosen.article), self.article(article)
        text = next(one.text for one in one.paragraphs if one.number == chosen.paragraph)
        return aligned(text, other.paragraphs, stopped=stopped)

    def copies(self, article: str) -> tuple[ArticleRecord, ...]:
        story = self.article(article).story
        found = [
            ArticleRecord(one.id, one.path, one.title, one.item, one.authors, one.source, one.date,
                          story=one.story, words=sum(len(part.text.split()) for part in one.paragraphs))
            for one in self.contents
            if one.story == story
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda one: -one.words))

    def version(self, base: str, copy: str, stopped: Callable[[], bool] = lambda: False) -> Version:
        return version(self.article(base).paragraphs, self.article(copy).paragraphs, stopped)

    def concordance(
        self,
        request: SearchRequest,
        /,
        most: int | None = MOST_MATCHES,
        going_on: Callable[[Concordance | None, int, int], bool] = lambda partly, searched, found: True,
    ) -> Concordance:
        hits = self.search(msgspec.structs.replace(request, limit=0)).hits
        hits = tuple(sorted(hits, key=lambda hit: (hit.path, hit.paragraph)))
        gathering = Gathering()
        for searched, hit in enumerate(hits, 1):
            record = ArticleRecord(hit.article, hit.path, hit.title, None, hit.authors, hit.source, hit.date)
            gathering.add(
                record, hit.paragraph, hit.kind, hit.text, hit.highlights[: (most or 1 << 30) - len(gathering)]
            )
            shown = searched & (searched - 1) == 0
            partly = Concordance(request, "as typed", len(hits), searched, gathering) if shown else None
            if not going_on(partly, searched, len(hits)) or len(gathering) == most:
                return Concordance(request, "as typed", len(hits), searched, gathering)
        return Concordance(request, "as typed", len(hits), len(hits), gathering)

    def dated(self, text: str, wanted: Sequence[str], excluded: Sequence[str] = (), /) -> str:
        text = self.pick(text, "date", "", Pick.DROP)
        signs = [("", value) for value in wanted] + [("-", value) for value in excluded]
        return "".join(f'{sign}date:="{value}" ' for sign, value in signs) + text

    def explain(self, request: SearchRequest, /, chosen: Like | None = None) -> Explanation:
        results = self.search(request)
        hits = [hit for hit in results.hits if chosen in (None, Like(hit.article, hit.paragraph))]
        part = QueryPart(0, "harbour", results.paragraphs, (WordCount("harbour\x1b[31m", 7),), more=2)
        scores = tuple(ScoreExplanation(hit, (Share("harbour", 1.25),), "It is first.") for hit in hits)
        return Explanation(results, (part,), scores)

    def search(self, request: SearchRequest, /) -> SearchResults:
        self.requests.append(request)
        typed, picked, excluded = taken_apart(request.text)
        self.gate(request)
        if self.error is not None:
            raise self.error
        patterns = self._patterns(request)
        found = [
            (one, [paragraph for paragraph in self._indexed(one) if all(rx.search(paragraph.text) for rx in patterns)])
            for one in self.contents
            if request.paths is None or one.path in request.paths
        ]
        found = [(one, paragraphs) for one, paragraphs in found if paragraphs]

        def passes(one: Article, but: str = "") -> bool:
            return all(
                name == but
                or (
                    (not wanted or set(wanted) & set(values(one, name)))
                    and not set(excluded[name]) & set(values(one, name))
                )
                for name, wanted in picked.items()
            )

        def values(one: Article, name: str) -> tuple[str, ...]:
            if name == "source":
                return (one.source or UNKNOWN,)
            if name == "author":
                return one.authors or (UNKNOWN,)
            return date_values(one.date)

        def facet(name: str) -> tuple[FacetValue, ...]:
            counts: Counter[str] = Counter(dict.fromkeys([*picked[name], *excluded[name]], 0))
            for one, paragraphs in found:
                if passes(one, name):
                    for value in values(one, name)[-1:] if name == "date" else values(one, name):
                        counts[value] += len(paragraphs) if request.unit is Unit.PARAGRAPH else 1
            order = sorted(counts, key=lambda value: (value == UNKNOWN, value if name == "date" else -counts[value]))
            return tuple(
                FacetValue(value, counts[value], value in picked[name], value in excluded[name]) for value in order
            )

        kept = [(one, paragraphs) for one, paragraphs in found if passes(one)]
        if request.order in (Order.DATE, Order.DATE_ASC):
            kept.sort(key=lambda pair: str(pair[0].date or ""), reverse=request.order is Order.DATE)
            kept.sort(key=lambda pair: pair[0].date is None)
        hits = [
            Hit(one.id, one.path, None, one.title, one.source, one.authors, one.date, paragraph.number, paragraph.kind,
                paragraph.text, self.highlights(paragraph.text, request), 1.0, one.story, paragraph.page)
            for one, paragraphs in kept
            for paragraph in paragraphs
        ]  # fmt: skip
        present = {one.id for one, _ in kept}
        all_groups = {
            one.id: HitGroup(
                one.id, 1.0, paragraphs[0].number, tuple(paragraph.number for paragraph in paragraphs),
                tuple(other.id for other, _ in kept if other.story == one.id and other.id != one.id),
            )
            for one, paragraphs in kept
        }  # fmt: skip
        groups = [all_groups[one.id] for one, _ in kept if one.story == one.id or one.story not in present]
        listed = ListedGroups(groups, all_groups)
        flat = [FlatHit(at, number) for at, group in enumerate(groups) for number in group.numbers]
        return SearchResults(
            request=request,
            understood=" AND ".join(typed.split()) or "all",
            paragraphs=len(hits),
            articles=len(kept),
            stories=len({one.story for one, _ in kept}),
            hits=tuple(hits[request.offset :][: request.limit or None]),
            facets=Facets(facet("source"), facet("author"), facet("date")),
            groups=listed,
            flat=ListedHits(listed, flat),
            contexts=tuple(self._context(one, paragraphs, request) for one, paragraphs in kept[:3]),
            generation=self.generation,
            took_ms=0.5,
            hints=("no word of more than one letter",) if typed == "x" else (),
            corrections=(SpelledWord("harbor", ("harbour",), known=False),) if typed == "harbor" else (),
            listing=not typed.strip(),
            dates=FakeDates(
                [one.date for one, paragraphs in found if passes(one, "date") for _ in paragraphs],
                [one.date for one, paragraphs in kept for _ in paragraphs],
                picked["date"],
                excluded["date"],
            ),
        )

    def _context(self, one: Article, found: list[Paragraph], request: SearchRequest) -> Context:
        numbers = tuple(paragraph.number for paragraph in found)
        near = [paragraph for paragraph in self._indexed(one) if abs(paragraph.number - numbers[0]) <= 1]
        return Context(
            one.id, one.title, one.source, one.authors, one.date, len(one.paragraphs), numbers[0], numbers,
            tuple(
                ContextParagraph(paragraph.number, paragraph.kind, paragraph.text,
                                 self.highlights(paragraph.text, request) if paragraph.number in numbers else (),
                                 paragraph.page)
                for paragraph in near
            ),
        )  # fmt: skip
