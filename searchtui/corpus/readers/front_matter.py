"""Front matter: the metadata above a Markdown text, YAML between lines of `---` or TOML between lines of `+++`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

import msgspec

from searchtui.article import Known
from searchtui.corpus.drafts import NOTHING, Metadata
from searchtui.corpus.values import read_fields

__all__ = ["FrontMatter", "read_front_matter"]

_YAML = re.compile(r"\A---[ \t]*\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(?P<body>.*?)^\+\+\+[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_LONGEST = 64 * 1024
_HAS_KEY = re.compile(r"^[\w.\"'-]+\s*:(?:\s|$)", re.MULTILINE)
_NOTHING_SAID = frozenset(["", "~", "null", "none", "false"])
_DEEPEST = 2
_MOST_PARTS = 1000

_NAMES = {
    "title": "title",
    "authors": "authors",
    "author": "authors",
    "byline": "authors",
    "source": "source",
    "publication": "source",
    "publisher": "source",
    "date": "date",
    "published": "date",
    "pubdate": "date",
    "url": "url",
    "canonical_url": "url",
    "link": "url",
    "language": "language",
    "lang": "language",
}
"""Names of members, in any case, and the fields that they stand for."""


class FrontMatter(msgspec.Struct, frozen=True):
    """What stands above a text.

    Args:
        metadata: what it declares.
        lines: how many lines of the file it takes.
        complaints: what of it could not be read.
    """

    metadata: Metadata = NOTHING
    lines: int = 0
    complaints: tuple[str, ...] = ()


def read_front_matter(text: str) -> FrontMatter:
    """Read the front matter of a text.

    A text may begin with a rule of `---` as well: what follows is front matter only where it looks like `key: value`.

    Args:
        text: tidy, the front matter included.
    """
    match = _YAML.match(text) or _TOML.match(text)
    if match is None or len(match["body"]) > _LONGEST:
        return FrontMatter()
    body = match["body"]
    lines = match[0].count("\n") + (not match[0].endswith("\n"))
    in_toml = text.startswith("+++")
    if not in_toml and body.strip() and not _HAS_KEY.search(body):
        return FrontMatter()
    try:
        table, complaints = (_toml_table(body), []) if in_toml else _yaml_table(body)
    except (ValueError, RecursionError) as error:
        what = str(error).split("\n")[0] or "it is nested too deeply"
        return FrontMatter(lines=lines, complaints=(f"The front matter cannot be read: {what}.",))
    values, wrong = read_fields(table, _NAMES)
    complaints = [*complaints, *(f"Front matter: {complaint}." for complaint in wrong)]
    return FrontMatter(Metadata.of(values, Known.DECLARED, "front-matter"), lines, tuple(complaints))


def _toml_table(body: str) -> Mapping[str, object]:
    table = tomllib.loads(body)
    return {name.casefold(): value for name, value in reversed(table.items())}


def _yaml_table(body: str) -> tuple[Mapping[str, object], list[str]]:
    """The members of a YAML mapping that are wanted, every scalar as text.

    Only the wanted values are built, and from the parsed tree: types are not guessed (a title `1984` stays a text, a
    date that no calendar has does no harm), merge keys and references to anchors are not multiplied, and a doubled key
    is seen.
    """
    import yaml  # 20 ms, which a search without Markdown need not spend

    try:
        root = yaml.compose(body, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or "it is no YAML"
        mark = getattr(error, "problem_mark", None)
        raise ValueError(f"{problem} (line {mark.line + 2})" if mark else str(problem)) from None
    if root is None:
        return {}, []
    if not isinstance(root, yaml.MappingNode):
        raise ValueError("it is no list of `key: value`")
    table: dict[str, object] = {}
    complaints: list[str] = []
    for key, value in root.value:
        name = key.value.casefold() if isinstance(key, yaml.ScalarNode) else None
        if name not in _NAMES:
            continue
        if name in table:
            complaints.append(f"Front matter: `{name}` is declared more than once; the first counts.")
            continue
        table[name] = _plain(value, _DEEPEST)
    return table, complaints


def _plain(node: object, depth: int) -> object:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        unquoted = node.style is None
        return None if unquoted and node.value.casefold() in _NOTHING_SAID else node.value
    if depth == 0:
        raise ValueError("a value is nested too deeply")
    if isinstance(node, yaml.SequenceNode):
        return [_plain(part, depth - 1) for part in node.value[:_MOST_PARTS]]
    if isinstance(node, yaml.MappingNode):
        named = [(key.value, part) for key, part in node.value[:_MOST_PARTS] if isinstance(key, yaml.ScalarNode)]
        return {name: _plain(part, depth - 1) for name, part in named}
    return None
