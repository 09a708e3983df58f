"""JSON output; `docs/json.md` describes every key. Keys may be added, none is renamed or taken away in version 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from searchtui import __version__
from searchtui.article import FIELDS, UNKNOWN_PROVENANCE
from searchtui.citing.fields import fields_of, origin
from searchtui.citing.json_text import as_json
from searchtui.cli.problems import by_reason

if TYPE_CHECKING:
    from searchtui.article import Article, Paragraph
    from searchtui.collection import (
        ArticleRecord,
        Examination,
        Explanation,
        Facets,
        FacetValue,
        SearchResults,
        Span,
        Status,
    )
    from searchtui.keeping import SavedSearch

__all__ = [
    "VERSION",
    "article_as_json",
    "examination_as_json",
    "explanation_as_json",
    "facets_as_json",
    "results_as_json",
    "searches_as_json",
    "status_as_json",
]

VERSION = 1


def results_as_json(results: SearchResults) -> str:
    """A whole answer as one object."""
    return as_json(
        _counts(results)
        | {
            "hits": [fields_of(hit) for hit in results.hits],
            "facets": _facets(results.facets, ("source", "author", "date")),
            "limit": results.request.limit,
            "offset": results.request.offset,
            "sort": results.request.order,
            "hints": results.hints,
            "undated": results.undated,
            "paragraphs_with_all": results.paragraphs_with_all,
            "corrections": [
                {"typed": word.typed, "meant": word.meant, "also_typed": word.known} for word in results.corrections
            ],
        }
    )


def searches_as_json(searches: Iterable[tuple[SavedSearch, int | None]]) -> str:
    """Saved searches, each with how many paragraphs are new."""
    return as_json(
        {
            "version": VERSION,
            "searches": [
                {
                    "name": search.name,
                    "query": search.query,
                    "exactly": search.exactly,
                    "new": new,
                    "found": search.found,
                    "looked": search.looked or None,
                    "saved": search.saved or None,
                }
                for search, new in searches
            ],
        }
    )


def explanation_as_json(explanation: Explanation) -> str:
    """How a query was understood, what its words stand for, and why hits have their scores."""
    return as_json(
        _counts(explanation.results)
        | {
            "hints": explanation.results.hints,
            "parts": [
                {
                    "depth": part.depth,
                    "said": part.said,
                    "paragraphs": part.paragraphs,
                    "words": [{"word": count.word, "paragraphs": count.paragraphs} for count in part.words],
                    "more": part.more,
                    "excluded": part.is_banned,
                }
                for part in explanation.parts
            ],
            "hits": [
                fields_of(score.hit)
                | {
                    "shares": [{"what": share.what, "score": round(share.score, 4)} for share in score.shares],
                    "remark": score.remark,
                }
                for score in explanation.scores
            ],
        }
    )


def facets_as_json(results: SearchResults, names: Iterable[str]) -> str:
    """The counts of an answer and of the facets that are named, without hits."""
    return as_json(_counts(results) | {"facets": _facets(results.facets, names), "unit": results.request.unit})


def article_as_json(
    article: Article, paragraphs: Iterable[Paragraph], highlights: Mapping[int, tuple[Span, ...]]
) -> str:
    """An article with some of its paragraphs.

    Args:
        article: whose metadata is written.
        paragraphs: those to write.
        highlights: by the paragraph's number.
    """
    return as_json(
        {
            "version": VERSION,
            **origin(article.id, article),
            "url": article.url,
            "language": article.language,
            "story": article.story,
            "known": {
                field: {"known": provenance.known, "detail": provenance.detail}
                for field in FIELDS
                for provenance in [article.known.get(field, UNKNOWN_PROVENANCE)]
            },
            "paragraphs": [
                {
                    "paragraph": paragraph.number,
                    "kind": paragraph.kind,
                    "heading": paragraph.heading,
                    "line": paragraph.line,
                    "page": paragraph.page,
                    "text": paragraph.text,
                    "highlights": highlights.get(paragraph.number, ()),
                }
                for paragraph in paragraphs
            ],
        }
    )


def status_as_json(
    status: Status, records: Iterable[ArticleRecord] | None, skipped: Iterable[str] | None = None
) -> str:
    """What the index holds.

    Args:
        status: of the index.
        records: the articles, where the metadata of each is wanted.
        skipped: the paths of files that were passed over, where they are wanted.
    """
    value: dict[str, Any] = {
        "version": VERSION,
        "articles": status.articles,
        "paragraphs": status.paragraphs,
        "stories": status.stories,
        "problems": [
            {
                "path": problem.path,
                "reason": problem.reason,
                "message": problem.message,
                "checksum": problem.checksum or None,
                "since": problem.since or None,
            }
            for problem in status.problems
        ],
        "skipped": dict(sorted(status.skipped.items())),
        "sources": status.sources,
        "authors": status.authors,
        "generation": status.generation,
        "folder": str(status.folder),
        "articles_folder": str(status.articles_folder),
        "index_folder": str(status.index_folder),
        "changes": {
            "added": status.changes.added,
            "changed": status.changes.changed,
            "removed": status.changes.removed,
        },
        "reasons": by_reason(status.problems),
    }
    if records is not None:
        value["metadata"] = [_metadata(record) for record in records]
    if skipped is not None:
        value["skipped_files"] = list(skipped)
    return as_json(value)


def examination_as_json(examination: Examination) -> str:
    """What an examination of the index says."""
    return as_json(
        {
            "version": VERSION,
            "well": examination.is_well,
            "findings": [
                {
                    "ailment": finding.ailment,
                    "harmless": finding.ailment.is_harmless,
                    "file": finding.file or None,
                    "message": finding.message,
                    "remedy": finding.remedy,
                }
                for finding in examination.findings
            ],
            "index_folder": str(examination.index_folder),
            "generation": examination.generation,
            "segments": examination.segments,
            "articles": examination.articles,
            "paragraphs": examination.paragraphs,
            "bytes": examination.size,
            "free_bytes": examination.free,
            "versions": {"searchtui": __version__, **examination.versions},
        }
    )


def _counts(results: SearchResults) -> dict[str, Any]:
    return {
        "version": VERSION,
        "query": results.request.text,
        "understood": results.understood,
        "mode": results.request.mode,
        "paragraphs": results.paragraphs,
        "articles": results.articles,
        "stories": results.stories,
        "took_ms": round(results.took_ms, 3),
    }


def _facets(facets: Facets, names: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    return {name: list(map(_facet_value, getattr(facets, name))) for name in names}


def _facet_value(value: FacetValue) -> dict[str, Any]:
    shown: dict[str, Any] = {"value": value.value, "count": value.count}
    return shown | {"variants": list(value.variants)} if value.variants else shown


def _metadata(record: ArticleRecord) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for field in FIELDS:
        value = getattr(record, field)
        provenance = record.known.get(field, UNKNOWN_PROVENANCE)
        if field == "authors":
            value = value or None
        elif field == "date" and value is not None:
            value = str(value)
        fields[field] = {"value": value, "known": provenance.known, "detail": provenance.detail}
    return {"article": record.id, "path": record.path, "item": record.item, "fields": fields}
