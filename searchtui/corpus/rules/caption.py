"""Rules `credit` and `doubled-line`: captions of pictures, recognised by the credit of their maker."""

from __future__ import annotations

import re

__all__ = ["is_caption", "is_credit", "is_doubled_with_credit"]

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
    re.compile(pattern)
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

_BARE = tuple(
    (marks, re.compile(pattern))
    for marks, pattern in (
        # ... Photo credit: Ann Lee/ AFP
        (
            (":",),
            rf"(?:^|[.!?)”\"|–—-]\s*|\s\|\s*)(?i:(?:{_PICTURE})(?: credit| courtesy)?s?|credits?)\s*:\s*{_MAKER}$",
        ),
        (
            (" by ", " courtesy of ", " via ", " © "),
            rf"(?:^|[.!?)”\"|–—-]\s*|\s\|\s*)(?i:{_PICTURE}) (?:by|courtesy of|via|©) (?-i:[^\Wa-z\d_]){_MAKER}$",
        ),
        # ... © Ann Lee / Reuters
        (("©",), rf"[.!?)”\"|]\s*©\s*{_MAKER}$"),
        (("/",), rf"[.!?)”\"|]\s*(?:{_AGENCIES})(?:\s*/\s*(?:{_AGENCIES}|[^\Wa-z\d_][^/.!?]{{1,40}}))+$"),
    )
)
"""Other credits at the end, each with strings of which one is in whatever fits."""

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


def is_caption(text: str, *, may_end_article: bool = False) -> bool:
    """Whether a paragraph ends (or begins) with the credit of a picture.

    Args:
        text: of the paragraph.
        may_end_article: nothing but furniture follows; there an agency in parentheses signs the article itself.
    """
    may_begin_so = text[:1] in _FIRST_CHARACTERS
    patterns = _may_end_with(text)
    if not (may_begin_so or patterns) or len(text.split(None, _MOST_WORDS)) > _MOST_WORDS:
        return False
    if may_end_article and _BARE_AGENCY.search(text):
        return False
    if may_begin_so and _AT_START.match(text) is not None:
        return True
    return any(pattern.search(text) for pattern in patterns)


def _may_end_with(text: str) -> list[re.Pattern[str]]:
    """Those of the credits at the end that the characters of a paragraph allow; mostly there is none to search for."""
    bare = [pattern for marks, pattern in _BARE if any(map(text.__contains__, marks))]
    return [*_IN_BRACKETS, *bare] if text.rstrip("\n").endswith((")", "]")) else bare


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
