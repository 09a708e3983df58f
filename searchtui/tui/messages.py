"""What the threads tell the search screen."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from textual.message import Message

from searchtui.article import Article
from searchtui.collection import Changes, Explanation, Progress, ReindexReport, Span
from searchtui.tui.answer import Answer

__all__ = [
    "Answered",
    "Changed",
    "Explained",
    "Failed",
    "Fetched",
    "Opened",
    "Reindexed",
    "Reindexing",
    "Told",
    "Unusable",
]


class Opened(Message):
    """The index is open, for the first time or in a new generation."""

    def __init__(self, name: str, articles: int, paragraphs: int) -> None:
        super().__init__()
        self.name, self.articles, self.paragraphs = name, articles, paragraphs


class Unusable(Message):
    """There is no index that can be searched, but one can be built."""

    def __init__(self, sentence: str, missing: bool) -> None:
        super().__init__()
        self.sentence, self.missing = sentence, missing


class Answered(Message):
    """A question has its answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class Fetched(Message):
    """What an answer missed is there; `gone` are ids of articles that the collection does not have any more."""

    def __init__(
        self,
        answer: Answer,
        articles: Mapping[str, Article],
        marks: Mapping[tuple[str, int], tuple[Span, ...]],
        gone: Collection[str] = (),
    ) -> None:
        super().__init__()
        self.answer, self.articles, self.marks, self.gone = answer, articles, marks, gone


class Explained(Message):
    """It is known why an answer is as it is."""

    def __init__(self, explanation: Explanation) -> None:
        super().__init__()
        self.explanation = explanation


class Changed(Message):
    """The files were compared with the index."""

    def __init__(self, changes: Changes) -> None:
        super().__init__()
        self.changes = changes


class Failed(Message):
    """Something could not be done.

    Args:
        sentence: what went wrong and what to do.
        number: of the question that has no answer, 0 where it was no question.
    """

    def __init__(self, sentence: str, number: int = 0) -> None:
        super().__init__()
        self.sentence, self.number = sentence, number


class Told(Message):
    """There is something that the user should know.

    Args:
        sentence: it.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class Reindexing(Message):
    """A reindex is at work; of several waiting ones only the newest counts."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress

    def can_replace(self, message: Message) -> bool:
        """A waiting report of progress gives way to a newer one."""
        return isinstance(message, Reindexing)


class Reindexed(Message):
    """A reindex has ended; without a report it could not be done and `sentence` says why."""

    def __init__(self, report: ReindexReport | None, sentence: str = "") -> None:
        super().__init__()
        self.report, self.sentence = report, sentence
