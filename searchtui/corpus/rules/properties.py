"""Which properties of a document say something of the article in it: title, creators, the day it was made.

Programs fill them in unasked, with the name of the file, of the account or of the template, and nobody looks at them.
So a value counts only where it reads as a person would have written it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from searchtui.corpus.rules.date import parse_date
from searchtui.corpus.rules.names import names_organisation, person
from searchtui.dates import PartialDate

__all__ = [
    "in_reading_order",
    "is_placeholder_name",
    "is_placeholder_title",
    "property_authors",
    "property_date",
    "property_title",
]

_FILE_NAME = re.compile(
    r"\.(?:docx?|dotx?|dotm|docm|odt|ott|rtf|txt|pdf|ps|eps|dvi|tex|indd|qxd|qxp|fm|pmd|p65|wpd|wps|pages|html?|xlsx?|"
    r"pptx?|pub|cdr|ai|tmp|tiff?|jpe?g|png)$",
    re.IGNORECASE,
)
_WITH_PROGRAM = re.compile(
    r"(?:Microsoft|MS)\s+(?:Office\s+)?(?:Word|PowerPoint|Excel|Publisher)\b|(?:PowerPoint|Word) - ", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"(?:new |neues |nouveau |nuevo |sans nom |ohne titel |sin título )?(?:word |microsoft word |text ?)?"
    r"(?:doc|document|dokument|documento|documents|draft|chapter|kapitel|section|layout|page|seite|slide|folie|scan|"
    r"article|artikel|input|output|file|text|template|vorlage|blank|print|title|titel|titre|título|titolo|документ)"
    r"\s*[-_#(]*\s*\d*\)?",
    re.IGNORECASE,
)
_MADE_UP_TITLES = """
    (anonymous), (null), (untitled), [document title], [title], article title, enter title here,
    full page fax print, n/a, no job name, no title, none, normal, normal.dotm, null, ohne titel,
    powerpoint presentation, powerpoint-präsentation, présentation powerpoint, sans titre, sem título, senza titolo,
    sin titulo, sin título, temp, test, the title, title goes here, type the document title, unbekannt, unbenannt,
    unknown, unnamed, untitled, untitled document, untitled presentation, web page, without title, word document,
    без имени, без названия, 无标题, 無題
"""
_ACCOUNTS = """
    a, acer, adm, admin, administrador, administrateur, administrator, amministratore, anon, anonymous, apache poi,
    asus, auteur, author, autor, autore, benutzer, calibre, client, compaq_owner, computer, customer, default,
    default user, dell, docx4j, editor, editorial, editors, gast, gateway, guest, home, home user, hp, hp inc,
    hp_administrator, ibm, it, laptop, lenovo, lenovo user, libreoffice, local user, me, microsoft,
    microsoft account, microsoft office, microsoft office user, microsoft user, n/a, na, none, null, office,
    office 365, office user, openoffice, openoffice.org, openpyxl, owner, packard bell, pandoc, pc, pc user,
    preferred customer, propietario, proprietaire, python-docx, redaktion, registered user, reporter, root,
    satisfied customer, staff, staff reporter, staff writer, system, temp, test, test user, the author, toshiba,
    un-named, unbekannt, unknown, unknown author, unnamed, unregistered user, user, user name, user1, username,
    usuario, usuario de windows, usuário, usuário do windows, utente, utente windows, utilisateur,
    utilisateur windows, valued acer customer, valued customer, various, various authors, windows, windows user,
    windows xp, windows-benutzer, word, worker, workstation, x, xp, your name, автор, админ, администратор,
    пользователь, пользователь windows, учетная запись майкрософт, ユーザー, 作者, 匿名, 微软中国, 微软用户, 未知, 用户
"""
_NO_TITLES = frozenset(re.split(r",\s+", _MADE_UP_TITLES.strip()))
_NOBODY = frozenset(re.split(r",\s+", _ACCOUNTS.strip()))
_INVERTED = re.compile(r"([^,]+),\s*([^,]+)")
_LATIN_OR_CYRILLIC = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f]")
_EARLIEST_YEAR = 1985  # archives that are made to be the same each time say 1980, and no document was typed before
_TEMPLATE_DAYS = frozenset(["2013-12-23"])  # python-docx gives each document the day of its template


def is_placeholder_title(text: str) -> bool:
    """Whether a program, and no person, made up a title: `Document1`, `untitled`, `Microsoft Word - memo.doc`."""
    folded = text.strip().casefold()
    return (
        not any(map(str.isalpha, folded))
        or folded in _NO_TITLES
        or _NUMBERED.fullmatch(folded) is not None
        or _WITH_PROGRAM.match(folded) is not None
        or _FILE_NAME.search(folded) is not None
    )


def is_placeholder_name(text: str) -> bool:
    """Whether a name is that of an account, a machine or a program: `Windows User`, `Admin`, `python-docx`."""
    folded = " ".join(text.casefold().split()).strip(" .")
    return folded in _NOBODY or not any(map(str.isalpha, folded)) or "@" in folded


def property_title(text: str | None) -> str | None:
    """The title that a document has among its properties, or None where it says nothing.

    One word with digits or underscores in it (`input2`, `BullLeb2322015`) is the name of a file.
    """
    title = " ".join((text or "").split())
    is_name_of_file = " " not in title and re.search(r"[\d_\\/]|\w-\w+-", title) is not None
    return None if is_placeholder_title(title) or is_name_of_file else title


def property_authors(names: Iterable[str]) -> tuple[str, ...]:
    """Those of the creators of a document that are people with their full names.

    An account is called `Larry` or `jsmith`, a publisher `Springfield University Press`; neither wrote the article.

    Args:
        names: one each; `Doe, Jane` is turned round.
    """
    found = []
    for name in names:
        name = " ".join(name.split())
        name = in_reading_order(name)
        if is_placeholder_name(name) or names_organisation(name):
            continue
        full = person(name) if _LATIN_OR_CYRILLIC.search(name) else name if 2 <= len(name) <= 12 else None
        if full is not None:
            found.append(_as_written(full))
    return tuple(dict.fromkeys(found))


def in_reading_order(name: str) -> str:
    """`Jane Doe` for `Doe, Jane`; other names as they are."""
    inverted = _INVERTED.fullmatch(name)
    turned = f"{inverted[2]} {inverted[1]}" if inverted is not None else ""
    return turned if person(turned) else name


def property_date(text: str | None) -> PartialDate | None:
    """The day on which a document says it was made; None for one that only a template or a program can mean.

    Args:
        text: as in ISO 8601, with or without a time.
    """
    date = parse_date((text or "").strip()[:10])
    if date is None or date.year < _EARLIEST_YEAR or str(date) in _TEMPLATE_DAYS:
        return None
    return date


def _as_written(name: str) -> str:
    """`MANKOWSKI STEPHANE` in the letters that a byline has."""
    words = name.split()
    if not all(word.isupper() and len(word) > 3 for word in words):
        return name
    return " ".join(word.capitalize() for word in words)
