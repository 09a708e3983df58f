"""Which of the names that a page or an export declares as its authors are names of people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from searchtui.corpus.letters import letters_of
from searchtui.corpus.rules.names import is_publication, names_organisation, people, person
from searchtui.corpus.rules.properties import is_placeholder_name
from searchtui.corpus.values import declared_author_names

__all__ = ["declared_people", "without_by"]

_BY = re.compile(
    r"^(?:(?:written|posted|published|reported|story|words|text|article|analysis|review)\s+)?(?:by|von|par|por|di|door)\b"
    r"[:\s]\s*(?=\S)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?:|www\.|[/\\@#<>{}=]|^\S+\.(?:[a-z]{2}|com|org|net|info|html?)$|\.com\b|\d{3}|\b(?:edited|edition)\b|"
    r"admin$|\b(?:redaktion|rédaction|redacción|redazione|redação|publisher|webmaster)\b",
    re.IGNORECASE,
)
_E_MAIL = re.compile(r"[\s,;(<\[]*(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[)>\]]*")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_EMPLOYER = re.compile(r"\s*(?:\s[|•·–—-]+|,|/|\s(?:for|of|at|in|from|with))\s+(?P<employer>.+)$")
_ROLE = re.compile(
    r"(?i)\b(?:writer|editor|reporter|correspondent|columnist|professor|lecturer|fellow|analyst|director|contributor|"
    r"producer|journalist|redakteur(?:in)?|special to|staff|chief|researcher|updated|published|contributing|m\.?d|"
    r"ph\.?d|photographer|critic|intern|jr|sr)\b"
)
_EVERYBODY = re.compile(r"(?i)^(?:contributors|authors|editors|the) |\b(?:authors|contributors|follow|subscribe)$")
_INVERTED = re.compile(
    r"((?:(?:van|von|de|da|del|di|du|la|le|der|den) ){0,3}[^\W\d_][\w'’-]+), "
    r"([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,2})"
)
_MOST_WORDS = 6


def declared_people(values: Iterable[str], source: str | None = None) -> tuple[str, ...]:
    """The people among declared authors, in order, each once.

    Gone are addresses, links to profiles, accounts, the staff, organisations and the publication itself; employers and
    roles behind a name.

    Args:
        values: each a name or a list of names, with or without `By`.
        source: the publication, which many pages name as their author.
    """
    names: list[str] = []
    for value in values:
        text = _E_MAIL.sub("", without_by(value)).strip(" ,;|")
        text = "; ".join(map(_turned, text.split(";")))
        listed = people(text) if len(text) <= 300 else ()
        for name in listed or declared_author_names(text):
            bare = _without_role(name)
            if _is_name(bare) and not _is_source(bare, source):
                names.append(bare)
    return tuple(dict.fromkeys(names))


def without_by(text: str) -> str:
    """A line of authors without the word that begins it."""
    return _BY.sub("", text.strip())


def _is_source(name: str, source: str | None) -> bool:
    """Whether a name is that of the publication, its initials, or that and where it has its seat."""
    letters, other = letters_of(name), letters_of(source or "")
    return bool(other) and (
        letters == other or (" " not in name and letters in other) or (len(other) > 4 and other in letters)
    )


def _turned(name: str) -> str:
    """`Lee, Ann` with the given name in front."""
    match = _INVERTED.fullmatch(name.strip())
    if match is None or _ROLE.search(match[2]) or not person(f"{match[2]} {match[1]}"):
        return name.strip()
    return f"{match[2]} {match[1]}"


def _without_role(name: str) -> str:
    name = _ASIDE.sub("", _BY.sub("", name)).strip(" ,;|")
    match = _EMPLOYER.search(name)
    if match is not None:
        employer = match["employer"]
        if _ROLE.search(employer) or names_organisation(employer) or is_publication(employer):
            return name[: match.start()].strip(" ,;|")
    return name


def _is_name(text: str) -> bool:
    if not text or len(text.split()) > _MOST_WORDS or _NO_NAME.search(text) or is_placeholder_name(text):
        return False
    return any(map(str.isalpha, text)) and not names_organisation(text) and _EVERYBODY.search(text) is None
