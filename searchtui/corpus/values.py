"""Values that someone declared, in front matter, in JSON or in a sidecar: of any type, to be read with good will.

Each function returns None (or an empty tuple) for a value that says nothing and raises `ValueError` for one that has
the wrong type or makes no sense, with what is wrong as its message.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from searchtui.cleaning import clean_line
from searchtui.corpus.decoding import tidy
from searchtui.corpus.rules.date import parse_date
from searchtui.dates import PartialDate

__all__ = ["FIELD_READERS", "declared_author_names", "one_line", "read_fields"]

_LONGEST = 1000
_THREE_LETTERS = """
    ara:ar bul:bg cat:ca ces:cs cze:cs chi:zh zho:zh dan:da deu:de ger:de dut:nl nld:nl ell:el gre:el eng:en est:et
    eus:eu baq:eu fas:fa per:fa fin:fi fra:fr fre:fr gle:ga heb:he hin:hi hrv:hr hun:hu hye:hy arm:hy ind:id ita:it
    jpn:ja kor:ko lit:lt lav:lv nep:ne nno:nn nob:nb nor:no pol:pl por:pt ron:ro rum:ro rus:ru slk:sk slo:sk slv:sl
    spa:es srp:sr swe:sv tam:ta tha:th tur:tr ukr:uk vie:vi yid:yi
"""
_CODES = dict(pair.split(":") for pair in _THREE_LETTERS.split())
"""Codes of three letters (ISO 639-2), as library catalogues have them, with those of two that mean the same."""

_LANGUAGE_NAMES = """
    arabic:ar arabisch:ar arabe:ar chinese:zh chinesisch:zh chinois:zh chino:zh czech:cs tschechisch:cs danish:da
    dänisch:da dutch:nl niederländisch:nl néerlandais:nl english:en englisch:en anglais:en inglés:en finnish:fi
    finnisch:fi french:fr französisch:fr français:fr francés:fr german:de deutsch:de allemand:de alemán:de greek:el
    griechisch:el hebrew:he hebräisch:he hindi:hi hungarian:hu ungarisch:hu indonesian:id italian:it italienisch:it
    italien:it italiano:it japanese:ja japanisch:ja japonais:ja korean:ko koreanisch:ko norwegian:no norwegisch:no
    persian:fa persisch:fa polish:pl polnisch:pl polonais:pl portuguese:pt portugiesisch:pt portugais:pt portugués:pt
    romanian:ro rumänisch:ro russian:ru russisch:ru russe:ru ruso:ru spanish:es spanisch:es espagnol:es español:es
    swedish:sv schwedisch:sv turkish:tr türkisch:tr turc:tr ukrainian:uk ukrainisch:uk vietnamese:vi
"""
_LANGUAGES = dict(pair.split(":") for pair in _LANGUAGE_NAMES.split())
"""Names of languages in English, German, French and Spanish, as tables have them, with their codes."""

_COMPACT_DATE = re.compile(r"((?:1[5-9]|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?:T?(?:[01]\d|2[0-3])[0-5]\d[0-5]\dZ?)?")
"""Dates in the basic format of ISO 8601, and with a time as GDELT writes them."""

_CLOCK_INSIDE = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) \d\d:\d\d:\d\d (?:\S{1,6} )?(\d{4})")
"""Dates as C and Twitter write them: `Mon May 04 10:00:00 +0000 2020`."""

_DAY_BEHIND = re.compile(r",? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: \d{1,2}:\d\d.*)?$")
"""What LexisNexis puts behind a date."""

_BY = re.compile(r"^by[:\s]+", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r",\s+(?:and\s+)?|\s+(?:and|&)\s+")
_EMAIL = re.compile(r"\s*<[^<>@\s]+@[^<>@\s]+>")
_LINK = re.compile(r"\[\[(?:[^\[\]|]*[|/])?([^\[\]|/]+)\]\]|\[([^\[\]]+)\]\([^()\s]*\)")
"""`[[Ann Lee]]`, `[[people/lee|Ann Lee]]` and `[Ann Lee](https://...)`, as notes in Markdown name people."""


def one_line(text: str, longest: int | None = _LONGEST) -> str:
    """Tidy text on one line, runs of whitespace made one space.

    Args:
        text: of any kind.
        longest: where to cut it, in characters; None for nowhere.
    """
    line = " ".join(clean_line(tidy(text)).split())
    return line if longest is None or len(line) <= longest else line[: longest - 1].rstrip() + "…"


def declared_text(value: object) -> str | None:
    """A text; numbers are taken as text too, since `title: 1984` is a title."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("is no text")
    return one_line(str(value)) or None


def declared_author_names(value: object) -> tuple[str, ...]:
    """One or several names: a text such as `Ann Lee and Bo Ek`, or a list of texts or of tables with a `name`."""
    if value is None:
        return ()
    if isinstance(value, str):
        return _split_names(one_line(value))
    if isinstance(value, Mapping):
        return declared_author_names(value.get("name"))
    if isinstance(value, list | tuple):
        names: list[str] = []
        for entry in value:
            while isinstance(entry, list | tuple) and len(entry) == 1:
                entry = entry[0]  # YAML takes `[[Ann Lee]]` for a list in a list
            if isinstance(entry, Mapping):
                entry = entry.get("name")
            if entry is None:
                continue
            if not isinstance(entry, str):
                raise ValueError("holds something that is no name")
            names.extend(_split_names(one_line(entry)))
        return tuple(dict.fromkeys(names))
    raise ValueError("is neither a name nor a list of names")


def declared_date(value: object) -> PartialDate | None:
    """A date of TOML or YAML, a year, seconds or milliseconds since 1970, or a text with a date in it."""
    if value is None or value == "":
        return None
    if isinstance(value, dt.date):  # a datetime is one too
        return PartialDate.of(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("is no date")
    text = one_line(str(int(value)) if isinstance(value, float) and value.is_integer() else str(value))
    if not text:
        return None
    if re.fullmatch(r"\d{4}(-\d{1,2})?", text):
        return PartialDate.parse(text)
    compact = _COMPACT_DATE.fullmatch(text)
    plain = "-".join(compact.groups()) if compact else _CLOCK_INSIDE.sub(r"\2 \1 \3", _DAY_BEHIND.sub("", text))
    date = parse_date(plain)
    if date is None:
        raise ValueError(f"is no date that can be read: {text[:40]!r}")
    return date


def declared_url(value: object) -> str | None:
    """An address of the web; a path within a site (`/2020/12/`) says nothing of where the article was published."""
    text = declared_text(value)
    if text is None or text.startswith("/"):
        return None
    if re.fullmatch(r"https?://\S+", text, re.IGNORECASE) is None:
        raise ValueError(f"is no web address: {text[:40]!r}")
    return text


def declared_language(value: object) -> str | None:
    """A language tag of BCP 47, of which the language alone is kept: `en-GB` gives `en`, and so do `eng`, `English`."""
    text = declared_text(value)
    if text is None:
        return None
    if text.casefold() in _LANGUAGES:
        return _LANGUAGES[text.casefold()]
    match = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*", text)
    if match is None:
        raise ValueError(f"is no language code: {text[:40]!r}")
    code = match[1].lower()
    return _CODES.get(code, code)


FIELD_READERS: Mapping[str, Callable[[object], object]] = {
    "title": declared_text,
    "authors": declared_author_names,
    "source": declared_text,
    "date": declared_date,
    "url": declared_url,
    "language": declared_language,
}
"""How the declared value of each field is read."""


def read_fields(table: Mapping[str, object], names: Mapping[str, str]) -> tuple[dict[str, object], list[str]]:
    """Read the fields that a table declares.

    Args:
        table: keys of any kind with values of any type.
        names: for keys that are read, the field that each stands for; of several for one field the first counts.

    Returns:
        The values that say something, by field, and one complaint for each that could not be read.
    """
    values: dict[str, object] = {}
    complaints: list[str] = []
    for key, field in names.items():
        if field in values or key not in table:
            continue
        try:
            value = FIELD_READERS[field](table[key])
        except (ValueError, OverflowError) as error:
            complaints.append(f"`{key}` {error}")
            continue
        if value:
            values[field] = value
    return values, complaints


def _split_names(text: str) -> tuple[str, ...]:
    """Part a list of names where each part is a full name; `Doe, Jane` and `Marks & Spencer` stay whole."""
    text = _LINK.sub(r"\1\2", _EMAIL.sub("", _BY.sub("", text)))
    parts = text.split(";")
    if len(parts) == 1:
        parts = _BETWEEN_NAMES.split(text)
        if not all(len(part.split()) > 1 for part in parts):
            parts = [text]
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
