"""Rules `credit` and `doubled-line`: captions of pictures, recognised by the credit of their maker."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["is_caption", "is_credit", "is_doubled_with_credit"]

_Try = Callable[[str], re.Match[str] | None]

_AGENCIES = (
    r"Reuters|REUTERS|AP|AFP|EPA(?:-EFE)?|EFE|Getty(?: Images)?|Xinhua|TASS|Sputnik|Anadolu(?: Agency)?|Bloomberg|ANI|"
    r"PTI|"
    r"Kyodo|dpa|ANSA|UPI|VCG|Shutterstock|iStock(?:photo)?|Alamy|Unsplash|Pexels|Pixabay|Flickr|Wikimedia(?: Commons)?|"
    r"Associated Press|Imago|Zuma(?: Press)?|NurPhoto|SOPA|Corbis|Magnum|Rex|Courtesy"
)
_PICTURE = (
    r"photo(?:graph|grapher)?s?|picture|pic|image|illustration|graphic|cartoon|screenshot|screengrab|video|map|chart"
)
_MAKER = r"[^.!?()\[\]]{2,80}(?:\.[^\s.!?()\[\]]{2,3}|\b[A-Z]\.[^.!?()\[\]]{2,40})?\.?"
_IN_BRACKETS = tuple(
    re.compile(pattern).search
    for pattern in (
        # (Photo: Xinhua), [Image by Ann Lee], (AP Photo/Ann Lee), (File photo), (Photo credit: Ann Lee)
        (
            rf"[(\[](?i:(?:{_PICTURE})(?: credit)?s?|credits?|copyright|©)"
            r"\s*(?::|by\b|courtesy|©|via\b|from\b)[^()\[\]]{1,90}[)\]]$"
        ),
        (
            r"[(\[][^()\[\]]{0,40}\b(?:[Pp]hoto(?:s|graph)?|[Ii]llustration|[Hh]andout|[Ss]creengrab)\b"
            r"(?:\s*(?:/|by|via|from|courtesy|-|–)[^()\[\]]{1,80})?[)\]]$"
        ),
        # (Reuters Archive), (Pool / AFP), (Ann Lee/Reuters), (Getty Images)
        rf"[(\[](?:{_AGENCIES})(?: (?:Archive|Archives|Pool|File|Handout)|\s*[/,]\s*[^()\[\]]{{1,60}})[)\]]$",
        rf"[.!?][”\"’']?\s*[(\[](?:{_AGENCIES})[)\]]$",
        rf"[(\[][^()\[\]]{{2,60}}(?:/|via)\s*(?:{_AGENCIES})(?: Archive| Pool| File)?[)\]]$",
        # [Ann Lee/Springfield Herald]
        r"\[[^\Wa-z\d_][^\[\]/]{2,40}/\s*[^\Wa-z\d_][^\[\]/]{1,40}\]$",
    )
)
"""Credits at the end, all of which end with a bracket."""

# ... Photo credit: Ann Lee/ AFP
_LABELLED = re.compile(rf"(?i:(?:{_PICTURE})(?: credit| courtesy)?s?|credits?)\s*:\s*{_MAKER}$")
_PICTURE_BY = re.compile(rf"(?i:{_PICTURE}) (?:by|courtesy of|via|©) (?-i:[^\Wa-z\d_]){_MAKER}$")
# A search for what begins with one of some characters leaps from one of them to the next.
_MARK = r"[.!?)”\"|–—-]\s*"
_LABELLED_BEHIND_MARK = re.compile(_MARK + _LABELLED.pattern)
_PICTURE_BY_BEHIND_MARK = re.compile(_MARK + _PICTURE_BY.pattern)
# ... © Ann Lee / Reuters
_RIGHTS = re.compile(rf"[.!?)”\"|]\s*©\s*{_MAKER}$")
_SLASHED = re.compile(
    rf"[.!?)”\"|]\s*(?:{_AGENCIES})(?:\s*/\s*(?:{_AGENCIES}|[^\Wa-z\d_][^/.!?]{{1,40}}))+$",
)
_AT_START = re.compile(
    r"(?:FILE PHOTO|File photo|FILE|HANDOUT|Pictured|PICTURED|Caption)\s*(?::|-|–|—)\s*[^\Wa-z_]|"
    r"(?:FILE PHOTO|File photo|FILE|HANDOUT|Pictured|PICTURED|Caption)\s*(?::|-|–|—)\s*[\"“'‘(]|"
    r"(?:Photo|PHOTO|Picture|Image|Illustration)s?(?: credit| by| courtesy)?:\s*\S|"
    r"[(\[](?:Photo|Image)[^()\[\]]*[)\]]$|"
    r"(?:Photo|Foto|Fotos|Фото|Bild|Abbildung|Crédit photo|Fotografía|写真|图片|图)\s*[:：]\s*(?=[^\Wa-z\d_]|©).{2,80}$"
)
_FIRST_CHARACTERS = frozenset("FHPCIBAФ写图[(")
"""With one of which a caption begins that is known by its beginning."""

_BARE_AGENCY = re.compile(rf"[(\[](?:{_AGENCIES})[)\]]$")
_CREDIT = re.compile(
    r"[(\[][^()\[\]]{1,90}[)\]]|"
    rf"(?:[|/–—-]\s*)?(?i:(?:{_PICTURE})(?: credit)?s?|credits?|©)\s*(?::|by|©)?\s*.{{1,80}}|"
    rf"(?:[|/–—-]\s*)?(?:{_AGENCIES})(?:\s*/.{{1,60}})?"
)
_WHOLE_CREDIT = re.compile(
    rf"[(\[]?(?i:(?:{_PICTURE}|foto|фото)(?: credit| courtesy)?s?|credits?)\s*(?::|by\b|©)\s*"
    rf"(?-i:[^\Wa-z\d_]|©).{{1,80}}|"
    rf"[(\[]?(?:{_AGENCIES})(?:\s*/\s*[^\Wa-z\d_][^/.!?]{{1,40}})+|©\s*[^\Wa-z\d_].{{1,80}}"
)
_MOST_WORDS = 80
_LONGEST_BEHIND_SIGN = 160
"""More characters than a credit at the end can have from its colon, slash or the like on."""


def is_caption(text: str, *, may_end_article: bool = False) -> bool:
    """Whether a paragraph ends (or begins) with the credit of a picture.

    Args:
        text: of the paragraph, with one blank between two words.
        may_end_article: nothing but furniture follows; there an agency in parentheses signs the article itself.
    """
    may_begin_so = text[:1] in _FIRST_CHARACTERS
    ends = _may_end_with(text)
    if not (may_begin_so or ends) or text.count(" ") >= _MOST_WORDS:
        return False
    if may_end_article and _BARE_AGENCY.search(text):
        return False
    if may_begin_so and _AT_START.match(text) is not None:
        return True
    return any(fits(text) for fits in ends)


def _may_end_with(text: str) -> list[_Try]:
    """Those of the credits at the end that the characters of a paragraph allow; mostly there is none to search for."""
    allowed: list[_Try] = [*_IN_BRACKETS] if text.endswith((")", "]", "\n")) else []
    end = text[-_LONGEST_BEHIND_SIGN:]
    has_rights = "©" in end
    if ":" in end:
        allowed += (_LABELLED.match, _LABELLED_BEHIND_MARK.search)
    if has_rights or " by " in end or " via " in end or " courtesy of " in end:
        allowed += (_PICTURE_BY.match, _PICTURE_BY_BEHIND_MARK.search)
    if has_rights:
        allowed.append(_RIGHTS.search)
    if "/" in end:
        allowed.append(_SLASHED.search)
    return allowed


def is_credit(line: str) -> bool:
    """Whether a line is nothing but the credit of a picture: `Photograph: Ann Lee/Springfield Herald`."""
    return _WHOLE_CREDIT.fullmatch(line) is not None


def is_doubled_with_credit(plain: str, credited: str) -> bool:
    """Whether the second text is the first one and a credit: the alternative text and the caption of one picture."""
    same = plain.rstrip(". ")
    if not credited.startswith(same) or len(plain.split()) < 3:
        return False
    rest = credited[len(same) :].lstrip(". ")
    return bool(rest) and _CREDIT.fullmatch(rest) is not None
