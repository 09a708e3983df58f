"""Settings: one typed schema, and the files that may say what differs from it.

`searchtui.toml` in the folder of a collection, or above it, says what is so for that collection. A file of the same
name in the user's own folder of settings says what is so for all; it is read by the app alone and may not say where
articles are or how they are read, so that a search gives the same answer whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import Meta

from searchtui.errors import ConfigError
from searchtui.toml_text import read_toml

__all__ = [
    "SETTINGS_FILE",
    "Configured",
    "Described",
    "Settings",
    "SettingsFile",
    "configured",
    "described",
    "nearest",
    "read_settings",
    "users_file",
    "written",
]

SETTINGS_FILE = "searchtui.toml"

_OF_COLLECTION = {"of_collection": True}
_AUTO = "auto"
_LANGUAGES = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it
    iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt
    my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl
    sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo
    za zh zu
"""
"""The codes of ISO 639-1."""

_SIMILAR = 60
"""RapidFuzz's likeness, 0 to 100, from which a name counts as what was meant."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Everything that can be set, with its type, its default and its description.

    Raises:
        ValueError: the language is none.
    """

    articles: Annotated[
        str | None,
        Meta(
            description="Folder of the articles, relative to the file's own; without it `seeds` where that exists, "
            "else the file's own folder.",
            extra=_OF_COLLECTION,
            examples=["texts"],
        ),
    ] = None
    index: Annotated[
        str | None,
        Meta(
            description="Folder of the index, relative to the file's own; without it `index` beside `seeds`, else "
            "`.searchtui/index`.",
            extra=_OF_COLLECTION,
            examples=["../index-of-texts"],
        ),
    ] = None
    include: Annotated[
        tuple[str, ...],
        Meta(
            description="Patterns of the files to read; empty for all of a known format.",
            extra=_OF_COLLECTION,
            examples=[["*.md", "2024/**"]],
        ),
    ] = ()
    exclude: Annotated[
        tuple[str, ...],
        Meta(
            description="Patterns of the files and folders to leave out.",
            extra=_OF_COLLECTION,
            examples=[["drafts/**"]],
        ),
    ] = ()
    language: Annotated[
        str,
        Meta(
            description="By whose rules all articles are stemmed: an ISO 639-1 code such as `de`, or `auto` for each "
            "article by those of its own language.",
            extra=_OF_COLLECTION,
            examples=["de"],
        ),
    ] = _AUTO
    theme: Annotated[
        str,
        Meta(
            description="Colours of the screen: `searchtui`, `high-contrast`, `ansi` for those of the terminal, or one "
            "of Textual's; F9 lists them, and what is chosen there counts until this is changed. Where the environment "
            "has `NO_COLOR` there are none.",
            examples=["high-contrast"],
        ),
    ] = "searchtui"
    keys: Annotated[
        Literal["arrows", "vi"],
        Meta(
            description="The set of keys: `vi` adds h, j, k, l and others to the arrows; see docs/keys.md.",
            examples=["vi"],
        ),
    ] = "arrows"
    keymap: Annotated[
        dict[str, str | tuple[str, ...]],
        Meta(
            description="Keys of actions, by the ids in docs/keys.md: one key or a list of them instead of all that "
            "the action had, an empty list for none.",
            examples=[{"hit.similar": "ctrl+l", "list.down": ["down", "j"]}],
        ),
    ] = msgspec.field(default_factory=dict)
    facets_width: Annotated[int, Meta(description="Cells of the panes with the facets.", ge=16, le=80)] = 30
    hits_share: Annotated[
        int, Meta(description="Per cent of the rows that the hits take; the columns have the others.", ge=10, le=90)
    ] = 40
    order: Annotated[
        Literal["article", "score", "date", "date-asc"],
        Meta(
            description="In which order the hits of the screen are listed at first: articles, the best first; "
            "paragraphs, the best first; articles, the newest or the oldest first.",
            examples=["date"],
        ),
    ] = "article"
    count: Annotated[
        Literal["paragraph", "article", "story"],
        Meta(
            description="What the numbers of the facets count on the screen at first; copies of one text are one "
            "story.",
            examples=["story"],
        ),
    ] = "paragraph"
    watch: Annotated[
        bool,
        Meta(
            description="Reindex by itself when files have changed while the app is open; what is chosen in the app "
            "counts until this is changed.",
            examples=[True],
        ),
    ] = False
    watch_every: Annotated[
        int, Meta(description="Seconds between two looks for changed files.", ge=1, le=86_400, examples=[60])
    ] = 5

    keep: Annotated[
        bool,
        Meta(
            description="Keep history, saved searches, pins, notes and the session; see docs/user-data.md. "
            "`--no-history` keeps nothing for once.",
            examples=[False],
        ),
    ] = True
    restore: Annotated[
        bool,
        Meta(
            description="Begin where the last session ended, unless a query is given. `--no-restore` begins afresh "
            "for once.",
            examples=[False],
        ),
    ] = True

    def __post_init__(self) -> None:
        if self.language != _AUTO and self.language not in _LANGUAGES.split():
            raise ValueError(f"`language` is {self.language!a}, which is neither `auto` nor a code such as `de`")

    @property
    def chosen_language(self) -> str | None:
        """The language of all articles; None where each has its own."""
        return None if self.language == _AUTO else self.language


class Described(NamedTuple):
    """A setting for people to read.

    Args:
        name: as it is written in the file.
        wanted: what its value must be, in words.
        default: its value where no file has one.
        description: what it does, in sentences.
        example: another value, None where there is none.
        of_collection: only the file of a collection may have it.
    """

    name: str
    wanted: str
    default: Any
    description: str
    example: Any
    of_collection: bool


def described() -> tuple[Described, ...]:
    """Every setting, in the order of the schema."""
    return tuple(
        Described(
            field.encode_name,
            _wanted(field.type),
            field.default_factory() if field.default is msgspec.NODEFAULT else field.default,
            meta.description or "",
            meta.examples[0] if meta.examples else None,
            bool(meta.extra),
        )
        for field, meta in _fields()
    )


def written(value: Any) -> str:
    """A value as it stands in a file; empty for none."""
    if value is None:
        return ""
    if isinstance(value, dict):
        inside = ", ".join(f"{written(name)} = {written(one)}" for name, one in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(written(one) for one in value)}]"
    return msgspec.json.encode(value).decode()


def _fields() -> list[tuple[msgspec.structs.FieldInfo, Meta]]:
    return [(field, field.type.__metadata__[0]) for field in msgspec.structs.fields(Settings)]


def _wanted(kind: Any) -> str:
    """What a value of a type is, in words."""
    from msgspec import inspect

    info = inspect.type_info(kind)
    while isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.LiteralType):
        return " or ".join(f'"{value}"' for value in info.values)
    if isinstance(info, inspect.IntType):
        return f"a whole number from {info.ge:,} to {info.le:,}"
    if isinstance(info, inspect.BoolType):
        return "true or false"
    if isinstance(info, inspect.VarTupleType):
        return "a list of texts"
    if isinstance(info, inspect.DictType):
        return "a table of texts, or of lists of texts"
    if isinstance(info, inspect.UnionType) and any(isinstance(one, inspect.VarTupleType) for one in info.types):
        return "a text, or a list of texts"
    return "a text"


def nearest(name: str, names: Iterable[str]) -> str:
    """`; did you mean ...?` with the name that was probably meant; empty where none is like it."""
    # Imported only where a name is misspelt.
    from rapidfuzz import fuzz, process

    found = process.extractOne(name, list(names), scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    return f"; did you mean `{found[0]}`?" if found else ""


class SettingsFile:
    """A settings file as it was read, which can say where something stands in it.

    Args:
        path: of the file.
        text: of the file.
        values: what it says.
    """

    def __init__(self, path: Path, text: str, values: Mapping[str, Any]) -> None:
        self.path, self.values = path, values
        self._text = text

    def says(self, place: Sequence[str]) -> bool:
        """Whether something is said there, such as `("keymap", "hit.next")`."""
        return _is_said(self.values, place)

    def wrong(self, place: Sequence[str], sentence: str) -> ConfigError:
        """An error that names the file and the line.

        Args:
            place: names of the tables and the key that are wrong.
            sentence: what is wrong, without a full stop.
        """
        return ConfigError(f"{self.path}, line {self._line(place)}: {sentence}{'' if sentence.endswith('?') else '.'}")

    def _line(self, place: Sequence[str]) -> int:
        """The line on which a key stands: behind the longest beginning of the file that is TOML and lacks it."""
        lines = self._text.split("\n")
        without = 0
        for count in range(1, len(lines) + 1):
            try:
                values = read_toml("\n".join(lines[:count]))
            except ValueError:
                continue
            if _is_said(values, place):
                break
            without = count
        while without < len(lines) - 1 and (not lines[without].strip() or lines[without].lstrip().startswith("#")):
            without += 1
        return without + 1


def _is_said(values: Any, place: Sequence[str]) -> bool:
    for name in place:
        if not isinstance(values, dict) or name not in values:
            return False
        values = values[name]
    return True


class Configured(NamedTuple):
    """The settings that are in force, and the files that said so.

    Args:
        settings: of all files together.
        files: in the order in which they were read; what a later one says goes before.
    """

    settings: Settings = Settings()
    files: tuple[SettingsFile, ...] = ()

    def wrong(self, place: Sequence[str], sentence: str) -> ConfigError:
        """An error that names the file and the line where a setting has the value that it has."""
        for file in reversed(self.files):
            if file.says(place):
                return file.wrong(place, sentence)
        return ConfigError(f"{sentence}{'' if sentence.endswith('?') else '.'}")


def users_file() -> Path:
    """Where the settings of the user lie on this system."""
    # Importing it takes as long as opening an index.
    import platformdirs

    return platformdirs.user_config_path("searchtui", appauthor=False) / SETTINGS_FILE


def configured(*files: SettingsFile | None) -> Configured:
    """The settings of several files together.

    Args:
        files: what a later one says goes before; keys of the keymap one by one.
    """
    there = tuple(file for file in files if file is not None)
    values: dict[str, Any] = {}
    for file in there:
        keymap = {**values.get("keymap", {}), **file.values.get("keymap", {})}
        values = {**values, **file.values, **({"keymap": keymap} if keymap else {})}
    return Configured(msgspec.convert(values, Settings), there)


def read_settings(path: Path, *, of_collection: bool) -> SettingsFile:
    """Read a settings file.

    Args:
        path: of the file.
        of_collection: it is that of a collection, and not the user's.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or has a name or a value that no setting has.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}, line {line}, cannot be used: it is not UTF-8.") from error
    try:
        values = read_toml(text)
    except (ValueError, RecursionError) as error:
        what, line = _complaint(str(error), text)
        raise ConfigError(f"{path}, line {line}, cannot be used: {what}.") from error
    file = SettingsFile(path, text, values)
    try:
        msgspec.convert(values, Settings)
    except (ValueError, RecursionError) as error:
        _find_fault(file)
        raise ConfigError(f"{path} cannot be used: {error}.") from error
    if not of_collection:
        _look_for_strangers(file)
    return file


def _complaint(sentence: str, text: str) -> tuple[str, int]:
    """What the reader of TOML complains of, and the line."""
    match = re.fullmatch(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", sentence, re.DOTALL)
    if match is None:
        return sentence.split(":")[0], 1
    return match[1][:1].lower() + match[1][1:], int(match[2] or text.rstrip().count("\n") + 1)


def _find_fault(file: SettingsFile) -> None:
    """Say what is wrong with the first setting that is."""
    kinds = {field.encode_name: field.type for field, _ in _fields()}
    for name, value in file.values.items():
        if name not in kinds:
            hint = nearest(name, kinds) or "; `searchtui config` lists them"
            raise file.wrong((name,), f"there is no setting `{name}`{hint}")
        if name == "keymap" and isinstance(value, dict):
            for action, keys in value.items():
                _check(file, (name, action), keys, str | tuple[str, ...])
        _check(file, (name,), value, kinds[name])
        try:
            msgspec.convert({name: value}, Settings)
        except msgspec.ValidationError as error:
            raise file.wrong((name,), str(error)) from error


def _check(file: SettingsFile, place: tuple[str, ...], value: Any, kind: Any) -> None:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        choices = re.findall(r'"(.*?)"', _wanted(kind))
        hint = nearest(value, choices) if choices and isinstance(value, str) else ""
        said = f"`{'.'.join(place)}` must be {_wanted(kind)}, and is {_shown(value)}{hint}"
        raise file.wrong(place, said) from error


def _shown(value: Any) -> str:
    """A value as it would stand in the file, not too long."""
    if isinstance(value, dict):
        return "a table"
    said = written(value) if isinstance(value, str | bool | int | float | list) else str(value)
    return said if len(said) <= 60 else f"{said[:57]}..."


def _look_for_strangers(file: SettingsFile) -> None:
    """Settings of one collection do not belong into the file for all."""
    for setting in described():
        if setting.of_collection and setting.name in file.values:
            sentence = f"`{setting.name}` belongs into the {SETTINGS_FILE} of a collection, not into the user's own"
            raise file.wrong((setting.name,), sentence)
