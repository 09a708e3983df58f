"""Front matter: the metadata above a Markdown text, YAML between lines of `---` or TOML between lines of `+++`."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from searchtui.article import Known
from searchtui.corpus.drafts import NOTHING, Metadata
from searchtui.corpus.readers.columns import columns_of
from searchtui.corpus.readers.records import read_declared
from searchtui.toml_text import read_toml

__all__ = ["FrontMatter", "read_front_matter"]

_YAML = re.compile(r"\A---[ \t]*\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(?P<body>.*?)^\+\+\+[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_LONGEST = 64 * 1024
_HAS_KEY = re.compile(r"^[\w.\"'-]+\s*:(?:\s|$)", re.MULTILINE)
_NOTHING_SAID = frozenset(["", "~", "null", "none", "false"])
_DEEPEST = 2
_MOST_PARTS = 1000

_LINE = re.compile(r"(?P<name>\w[\w .-]*?)[ \t]*:(?:[ \t]+(?P<value>.*))?")
_LISTED = re.compile(r"[ \t]*-[ \t]+(?P<value>.+)")


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
    The names are those of tables (see `searchtui.corpus.readers.columns`).

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
        table, complaints = (read_toml(body), []) if in_toml else _yaml_table(body)
    except (ValueError, RecursionError) as error:
        what = str(error).split("\n")[0] or "it is nested too deeply"
        return FrontMatter(lines=lines, complaints=(f"The front matter cannot be read: {what}.",))
    values, wrong = read_declared(table, columns_of(tuple(table)))
    complaints = [*complaints, *(f"Front matter: {complaint}." for complaint in wrong)]
    return FrontMatter(Metadata.of(values, Known.DECLARED, "front-matter"), lines, tuple(complaints))


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
        where = f" (line {mark.line + 2})" if mark else ""
        table = _lines(body)
        if not columns_of(tuple(table)).fields:
            raise ValueError(f"{problem}{where}") from None
        return table, [f"The front matter is no YAML, and read line by line: {problem}{where}."]
    if root is None:
        return {}, []
    if not isinstance(root, yaml.MappingNode):
        raise ValueError("it is no list of `key: value`")
    complaints: list[str] = []
    found: dict[str, tuple[str, yaml.Node]] = {}
    for key, value in root.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if not columns_of((name,)).fields:
            continue
        if name.casefold() in found:
            complaints.append(f"Front matter: `{name}` is declared more than once; the first counts.")
            continue
        found[name.casefold()] = name, value
    return {name: _plain(value, _DEEPEST) for name, value in found.values()}, complaints


def _lines(body: str) -> dict[str, object]:
    """The members of front matter that is nearly YAML, such as `title: Kotka: a port`: what stands behind each name."""
    table: dict[str, object] = {}
    items: list[str] = []
    for line in body.splitlines():
        listed = _LISTED.fullmatch(line)
        if listed is not None:
            items.append(_unquoted(listed["value"]))
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        items = []
        value = (match["value"] or "").strip()
        if value and not any(map(str.isalnum, value)):
            continue
        if value.startswith("[") and value.endswith("]") and not value.startswith("[["):
            items = [_unquoted(part) for part in value[1:-1].split(",")]
        table.setdefault(match["name"], _unquoted(value) if value and not items else items)
    return table


def _unquoted(value: str) -> str:
    return value.strip().strip("\"'").strip()


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
