"""Rule `date-line`: a date that stands on a line of its own, with nothing but its label and a time."""

from __future__ import annotations

import datetime as dt
import re

from searchtui.dates import PartialDate

__all__ = ["dated_line", "parse_date", "trailing_date"]

_MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_OTHER_MONTHS = (
    "januar januari janvier enero janeiro gennaio января січня",
    "februar februari février febrero fevereiro febbraio февраля лютого",
    "märz maart mars marzo março марта березня",
    "avril abril aprile апреля квітня",
    "mai mei mayo maio maggio мая травня",
    "juni juin junio junho giugno июня червня",
    "juli juillet julio julho luglio июля липня",
    "augustus août agosto августа серпня",
    "septembre septiembre setembro settembre сентября вересня",
    "oktober octobre octubre outubro ottobre октября жовтня",
    "novembre noviembre novembro ноября листопада",
    "dezember décembre diciembre dezembro dicembre декабря грудня",
)
_MONTH_NUMBERS |= {name: number for number, names in enumerate(_OTHER_MONTHS, start=1) for name in names.split()}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d{2})"
_WORD_FOR_YEAR = r"(?:\s*(?:года|року|г\.?|р\.?)(?!\w))?"
_FORMS = (
    rf"{_DAY}(?:\s+(?:of|de))?[\s-]+{_MONTH},?(?:\s+del?)?[\s-]+{_YEAR}{_WORD_FOR_YEAR}",
    rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    rf"{_MONTH},?\s+{_YEAR}",
    rf"{_YEAR}(?P<separator>[-/.])(?P<monthno>\d{{1,2}})(?P=separator)(?P<day>\d{{1,2}})",
    rf"(?P<day>\d{{1,2}})\.\s?(?P<monthno>\d{{1,2}})\.\s?{_YEAR}",
    rf"(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{_YEAR}",
    rf"{_YEAR}\s?年\s?(?P<monthno>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日",
)
_WEEKDAY = (
    r"(?:(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|"
    r"mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    r"lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|(?:maan|dins|woens|donder|vrij|zater|zon)dag|"
    r"понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|понеділок|вівторок|середа|четвер|п['’]ятниця|субота|"
    r"неділя)\b[.,]?\s+)?"
)
_ZONE = (
    r"(?:\s*\(?(?:z|utc|gmt|[ecmp][sd]?t|[bci]st|cest|cet|eet|eest|msk|hkt|jst|kst|sgt|aest|aedt|local time)?"
    r"\s*(?:[+-]\d{1,2}:?\d{0,2})?\)?)"
)
_CLOCK = (
    rf"\d{{1,2}}(?:[:.]\d{{2}}){{1,2}}(?:[.,]\d+)?\s*(?:[ap]\.?m\.?|uhr\b|uur\b|h(?:rs?)?\b)?{_ZONE}|"
    rf"\d{{1,2}}\s*(?:[ap]\.?m\.?|uhr\b|uur\b){_ZONE}|\d{{1,2}}\s?h(?:\s?\d{{2}})?\b{_ZONE}|\d{{4}}{_ZONE}"
)
_AT = r"(?:at|um|gegen|à|às|a las?|alle(?: ore)?|ore|om|kl\.?|в|о)"
_TIME_AFTER = rf"(?:(?:\s*,|\s+-|\s*\||\s*·)?(?:\s+{_AT}\b\.?)?\s*t?(?:{_CLOCK}))?"
_TIME_BEFORE = rf"(?:(?:{_CLOCK})\s*,?\s+(?:on\s+)?)?"
_BEGINS = re.compile(rf"{_TIME_BEFORE}{_WEEKDAY}(?:\d|{_MONTH})", re.IGNORECASE)
"""The beginning of each of the forms."""

_WHOLE = tuple(re.compile(rf"{_TIME_BEFORE}{_WEEKDAY}{form}{_TIME_AFTER}", re.IGNORECASE) for form in _FORMS)
_TRAILING = tuple(
    re.compile(rf"(?P<rest>.*?\S)[\s,;|·•–—-]+{_WEEKDAY}{form}{_TIME_AFTER}", re.IGNORECASE) for form in _FORMS
)
_LABEL = re.compile(
    r"(?P<label>(?:first |originally |last )?(?:published|posted|created|updated|modified|revised)(?: date)?|"
    r"publication date|date published|date|publish date|dated|veröffentlicht|erschienen|datum|aktualisiert|stand|"
    r"publié|mis à jour|publicado|actualizado|atualizado|fecha|data|pubblicato|aggiornato|gepubliceerd|bijgewerkt|дата|"
    r"опубликовано|обновлено|опубліковано|оновлено|发布时间|發布時間|日期|公開日|更新日?)"
    r"(?:\s+(?:on|at|am|le|el|em|il|op)\b)?(?P<colon>\s*[:：–-])?\s*",
    re.IGNORECASE,
)
_REVISED = re.compile(
    r"updat|modif|revis|aktualisiert|stand|mis à jour|actualizado|atualizado|aggiornato|bijgewerkt|обновлено|оновлено|"
    r"更新",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    r"veröffentlicht|erschienen|aktualisiert|publié|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato|"
    r"gepubliceerd|bijgewerkt|опубл|обновлено|оновлено",
    re.IGNORECASE,
)
"""Labels of languages in which nobody writes the month first."""
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_YEAR_OR_MONTH = re.compile(r"\d{4}(?:-\d{1,2})?")
_THEN_UPDATED = re.compile(r"[\s,;|·•(–-]+(?:last )?(?:updated|modified)\b", re.IGNORECASE)
_ANY_DIGIT = re.compile(r"\d")
_ANY_YEAR = re.compile(_YEAR.replace("?P<year>", "?:"))
_EPOCH = re.compile(r"\d{10}|\d{13}")
_EPOCH_RANGE = range(631_152_000, 2_208_988_800)  # 1990 to 2039: before and after, ten digits are something else
_LONGEST = 80


def parse_date(text: str) -> PartialDate | None:
    """The date that the whole text is, or None.

    Understood: ISO 8601, `5 December 2020`, `Dec. 5, 2020`, `December 2020`, `5.12.2020` (day first), `12/25/2020`
    where only one order is possible, the East Asian `2020年12月5日`, the months of nine more languages,
    each with a weekday or a time; and seconds or     milliseconds since 1970 (ten or thirteen digits, read in UTC).
    """
    text = text.strip().rstrip(".,")
    if len(text) > _LONGEST:
        return None
    if _EPOCH.fullmatch(text):
        seconds = int(text[:10])
        return PartialDate.of(dt.datetime.fromtimestamp(seconds, dt.UTC)) if seconds in _EPOCH_RANGE else None
    if _ANY_YEAR.search(text) is None or _BEGINS.match(text) is None:  # each form has both
        return None
    for form in _WHOLE:
        match = form.fullmatch(text)
        if match is not None:
            return _date(match)
    return None


def dated_line(text: str) -> tuple[PartialDate, str] | None:
    """The date that a line states, with its label (`published`, `updated`, empty where there is none), or None.

    Of `Published 5 May 2020 | Updated 7 May 2020` the first date is meant.
    """
    if len(text) > 2 * _LONGEST or _ANY_DIGIT.search(text) is None:
        return None
    labelled = _LABEL.match(text)
    if labelled is None:
        date = parse_date(text)
        return None if date is None else (date, "")
    rest = text[labelled.end() :]
    if _DAY_FIRST.match(labelled["label"]):
        rest = _SLASHED.sub(r"\1.\2.\3", rest)
    label = "updated" if _REVISED.search(labelled["label"]) else "published"
    if _YEAR_OR_MONTH.fullmatch(rest) and labelled["colon"]:
        try:
            return PartialDate.parse(rest), label
        except ValueError:
            return None
    for end in (None, *(match.start() for match in _THEN_UPDATED.finditer(rest))):
        date = parse_date(rest[:end])
        if date is not None:
            return date, label
    return None


def trailing_date(text: str) -> tuple[str, PartialDate | None]:
    """Part `Jane Doe, December 5, 2020` into what comes before the date, and the date."""
    if len(text) <= 2 * _LONGEST and text[-1:].isalnum() and _ANY_YEAR.search(text):
        for form in _TRAILING:
            match = form.fullmatch(text)
            date = _date(match) if match is not None else None
            if match is not None and date is not None:
                return match["rest"].rstrip(" ,;|·•–—-"), date
    return text, None


def _dotted(month: str) -> str:
    """With the letter i for those of Turkish, which are the same to a pattern that is blind to case."""
    return month.replace("i\u0307", "i").replace("ı", "i")


def _date(match: re.Match[str]) -> PartialDate | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        if first <= 12 and second <= 12 and first != second:
            return None  # 5/12/2020 is the fifth of December or the twelfth of May
        month, day = (first, second) if first <= 12 else (second, first)
    else:
        name = parts.get("month")
        month = _MONTH_NUMBERS[_dotted(name.casefold())] if name else int(parts["monthno"])
        day = int(parts.get("day") or 0)
    try:
        return PartialDate(year, month, day) if day or not parts.get("day") else None
    except ValueError:
        return None
