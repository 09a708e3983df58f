"""The search thread: one search alive at a time, the newest wins, and no key ever waits for it.

Each kind of job has one slot. A question put while another waits takes its place, so that of ten keys struck during a
slow search only the last one's question is asked after it. Results go back as messages; nothing here touches a widget.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from functools import partial

import msgspec
from textual.message import Message

from searchtui.article import Article
from searchtui.collection import Like, ListedFiles, SearchRequest, Span
from searchtui.errors import (
    ArticleNotFoundError,
    IndexDamagedError,
    IndexFormatError,
    IndexMissingError,
    SearchtuiError,
)
from searchtui.tui.answer import Answer, Missing
from searchtui.tui.messages import Answered, Changed, Explained, Failed, Fetched, Opened, Told, Unusable
from searchtui.tui.question import Question
from searchtui.tui.rehearsal import Rehearsal
from searchtui.tui.searchable import Opening, Searchable

__all__ = ["Ask", "SearchThread", "unexpected"]

_KEPT_ARTICLES = 256
_PAUSE = 0.002
"""Seconds between two bites of looking for changed files, in which keys have their turn."""
_PATIENCE = 0.012
"""Seconds that an answer waits for the texts of its first screen; what is not there by then follows."""


class Ask(msgspec.Struct, frozen=True):
    """A question, and how much of the answer the screen will show at once.

    Args:
        number: rises with each question.
        question: what is asked.
        rows: of the hit list.
        columns: side by side.
        kept: ids of the articles that stand beside those that are found, whatever these are.
        lines: of a column.
    """

    number: int
    question: Question
    rows: int
    columns: int
    kept: tuple[str, ...] = ()
    lines: int = 0


def unexpected(error: Exception) -> str:
    """A sentence for an error that nobody foresaw."""
    return f"This should not have happened ({type(error).__name__}: {error}); the last results stay on the screen."


class SearchThread:
    """Opens the collection and answers questions about it.

    Args:
        opening: opens the collection.
        post: takes the messages; called from the thread.
        files: names of the files that are searched; None for all.
    """

    def __init__(
        self, opening: Opening, post: Callable[[Message], object], files: tuple[str, ...] | None = None
    ) -> None:
        self.collection: Searchable | None = None
        self._opening = opening
        self._post = post
        self._files = files
        self._listed: ListedFiles | None = None
        self._wake = threading.Condition()
        self._stopped = False
        self._ready = False
        self._cold = True
        self._open_wanted = True
        self._ask: Ask | None = None
        self._fetches: deque[tuple[Answer, Missing]] = deque(maxlen=64)
        self._looking = False
        self._rehearsal = Rehearsal()
        self._explanation_wanted: tuple[SearchRequest, Like | None] | None = None
        self._articles: OrderedDict[str, Article] = OrderedDict()
        self._thread = threading.Thread(target=self._run, name="search", daemon=True)

    def start(self) -> None:
        """Begin by opening the collection; does nothing where that has begun."""
        if self._thread.ident is None:
            self._thread.start()

    def stop(self, patience: float = 1.0) -> None:
        """End after the job at hand.

        Args:
            patience: seconds to wait for that; a search that takes longer is left to die with the process.
        """
        with self._wake:
            self._stopped = True
            self._wake.notify()
        self._rehearsal.stop()
        if self._thread.is_alive():
            self._thread.join(patience)

    def ask(self, ask: Ask) -> None:
        """Put a question; one that still waits is forgotten."""
        with self._wake:
            self._ask = ask
            self._wake.notify()

    def fetch(self, answer: Answer, missing: Missing) -> None:
        """Bring articles and highlights for an answer."""
        with self._wake:
            # While a search takes long, a list may be scrolled far: all that was in sight is brought in the end.
            waiting = next((wanted for one, wanted in self._fetches if one is answer), None)
            if waiting is None:
                self._fetches.append((answer, missing))
            else:
                for name, numbers in missing.items():
                    waiting.setdefault(name, set()).update(numbers)
            self._wake.notify()

    def look(self) -> None:
        """See whether files have changed, in a thread beside the search: with many files it takes seconds."""
        with self._wake:
            if self._looking or not self._ready or self._stopped:
                return
            self._looking = True
        threading.Thread(target=self._perform, args=(0, self._compare), name="comparing", daemon=True).start()

    def explain(self, request: SearchRequest, chosen: Like | None) -> None:
        """Find out why the answer to a request is as it is, and why the chosen hit stands where it stands."""
        with self._wake:
            self._explanation_wanted = request, chosen
            self._wake.notify()

    def renew(self) -> None:
        """Open the newest generation of the index."""
        with self._wake:
            self._open_wanted = True
            self._wake.notify()

    # In the thread

    def _run(self) -> None:
        while (job := self._next()) is not None:
            self._perform(*job)
        if self.collection is not None:
            self.collection.close()

    def _perform(self, number: int, work: Callable[[], None]) -> None:
        try:
            self._do(work)
        except (IndexMissingError, IndexFormatError, IndexDamagedError) as error:
            self._ready = False
            self._send(Unusable(str(error), isinstance(error, IndexMissingError)))
        except SearchtuiError as error:
            self._send(Failed(str(error), number))
        except Exception as error:
            # A thread that dies would leave a screen that takes keys and never answers.
            self._send(Failed(unexpected(error), number))

    def _do(self, work: Callable[[], None]) -> None:
        """Do a job, and do it again where a new generation took the files away that it was reading."""
        before = self._generation
        try:
            work()
        except SearchtuiError:
            raise
        except Exception:
            if self._generation == before:
                raise
            work()

    @property
    def _generation(self) -> int | None:
        return self.collection.generation if self.collection is not None and self._ready else None

    def _next(self) -> tuple[int, Callable[[], None]] | None:
        """The next job with the number of its question, the most urgent first; None at the end."""
        with self._wake:
            while not self._stopped:
                if self._open_wanted:
                    self._open_wanted = False
                    return 0, self._open
                if self._ready and self._ask is not None:
                    ask, self._ask = self._ask, None
                    return ask.number, partial(self._answer, ask)
                if self._ready and self._explanation_wanted is not None:
                    wanted, self._explanation_wanted = self._explanation_wanted, None
                    return 0, partial(self._explain, *wanted)
                if self._ready and self._fetches:
                    answer, missing = self._fetches.popleft()
                    return 0, partial(self._fetch, answer, missing)
                self._wake.wait()
        return None

    def _send(self, message: Message) -> None:
        if not self._stopped:
            self._post(message)

    def _open(self) -> None:
        if self.collection is None:
            self.collection = self._opening()
        collection = self.collection
        if self._ready:
            collection.refresh()
        else:
            collection.check()
        self._articles.clear()
        name = self._limit(collection)
        articles, paragraphs = self._counts(collection)
        self._ready = self._cold = True
        self._send(Opened(name, articles, paragraphs))

    def _counts(self, collection: Searchable) -> tuple[int, int]:
        if self._listed is None:
            return collection.counts
        everything = collection.search(self._limited(SearchRequest(limit=1, details=())))
        return everything.articles, everything.paragraphs

    def _limit(self, collection: Searchable) -> str:
        """Find the files that alone are to be searched, which may be others in each generation; what to call them."""
        if self._files is None:
            return collection.name
        before, self._listed = self._listed, collection.listed(self._files)
        if self._listed.remark and before is None:
            self._send(Told(self._listed.remark))
        number = len(self._listed.paths)
        return f"{number:,} {'file' if number == 1 else 'files'} of {collection.name}"

    def _limited(self, request: SearchRequest) -> SearchRequest:
        """The request within the files that are to be searched."""
        return request if self._listed is None else msgspec.structs.replace(request, paths=self._listed.paths)

    def _answer(self, ask: Ask) -> None:
        with self._rehearsal.pausing(ask.question.text):
            self._find(ask)

    def _find(self, ask: Ask) -> None:
        assert self.collection is not None
        results = self.collection.search(self._limited(ask.question.request(ask.rows)))
        started = time.monotonic()
        answer = Answer(ask.number, ask.question, results)
        answer.look(ask.rows, ask.columns, ask.kept, ask.lines)
        missing = answer.take_missing()
        while missing and self._ask is None and time.monotonic() - started < _PATIENCE:
            name = next(iter(missing))
            brought = self._bring(answer, {name: missing.pop(name)})
            answer.add(*brought)
            if not brought[0]:
                answer.gone.add(name)
        self._send(Answered(answer))
        if missing:
            self.fetch(answer, missing)
        if self._cold:
            self._cold = False
            self._rehearsal.begin(self.collection)

    def _explain(self, request: SearchRequest, chosen: Like | None) -> None:
        assert self.collection is not None
        self._send(Explained(self.collection.explain(request, chosen)))

    def _fetch(self, answer: Answer, missing: Missing) -> None:
        articles: dict[str, Article] = {}
        marks: dict[tuple[str, int], tuple[Span, ...]] = {}
        gone: set[str] = set()
        try:
            while missing and self._ask is None:
                name = next(iter(missing))
                brought = self._bring(answer, {name: missing[name]})
                del missing[name]
                if not brought[0]:
                    gone.add(name)
                articles |= brought[0]
                marks |= brought[1]
        finally:
            if articles or gone:
                self._send(Fetched(answer, articles, marks, gone))
        if missing:
            # A question comes first.
            self.fetch(answer, missing)

    def _bring(
        self, answer: Answer, missing: Missing
    ) -> tuple[dict[str, Article], dict[tuple[str, int], tuple[Span, ...]]]:
        assert self.collection is not None
        articles: dict[str, Article] = {}
        marks: dict[tuple[str, int], tuple[Span, ...]] = {}
        for name, numbers in missing.items():
            try:
                article = self._article(name)
            except ArticleNotFoundError:
                # It was pinned or read, and is no longer there.
                continue
            articles[name] = article
            for paragraph in article.paragraphs:
                if paragraph.number in numbers:
                    spans = self.collection.highlights(paragraph.text, answer.results.request, article.language)
                    marks[name, paragraph.number] = spans
        return articles, marks

    def _article(self, name: str) -> Article:
        assert self.collection is not None
        article = self._articles.get(name)
        if article is None:
            article = self._articles[name] = self.collection.article(name)
            if len(self._articles) > _KEPT_ARTICLES:
                self._articles.popitem(last=False)
        else:
            self._articles.move_to_end(name)
        return article

    def _compare(self) -> None:
        assert self.collection is not None
        try:
            if self.collection.is_outdated:
                self.renew()
            else:
                self._send(Changed(self.collection.changes(lambda: time.sleep(_PAUSE))))
        finally:
            self._looking = False
