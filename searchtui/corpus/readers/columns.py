"""What the columns of a table and the members of a JSON object hold, told by their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

__all__ = ["Columns", "columns_of", "is_known_name"]

_FIELDS: Mapping[str, str] = {
    "title": """
        title headline maintitle webtitle headlines headlinetext hed titel haupttitel uberschrift ueberschrift
        schlagzeile titre titulo titular titolo manchete subject betreff objet asunto
    """,
    "authors": """
        authors author byline bylines authorname authornames creator creators writer writers journalist journalists
        reporter reporters by autor autoren autorin autorinnen verfasser verfasserin auteur auteurs auteure
        journaliste autora autores autore autori periodista redactor redactora influencer
    """,
    "source": """
        publication publicationname publicationtitle pubtitle newspaper newspapername outlet outletname mediaoutlet
        mediasource source sourcename sourcetitle containertitle journal journalname journaltitle magazine
        periodical sitename site website publisher publishername sourcedomain medianame medium quelle zeitung
        zeitungsname zeitschrift publikation medienname fuente medio periodico diario publicacion revista
        titrepublication testata fonte jornal provider domain
    """,
    "date": """
        datepublished publisheddate publicationdate pubdate publishedat publishedon published publishtime
        publishedtime publishdate datepublish dateofpublication webpublicationdate firstpublished issued issuedate
        date datetime displaydate posteddate dateposted postedat posted datum veroffentlicht veroffentlichtam
        veroffentlichungsdatum veroeffentlicht veroeffentlichungsdatum erscheinungsdatum erschienen
        publikationsdatum datepublication datedepublication dateparution datedeparution parution publiele fecha
        fechapublicacion fechadepublicacion publicado datapubblicazione datadipubblicazione datapublicacao timestamp
        time createdat created seendate year jahr annee anno
    """,
    "url": """
        url link canonicalurl documenturl weburl permalink href sourceurl originalurl weblink lien enlace webadresse uri
    """,
    "language": "language lang inlanguage languagecode locale sprache langue idioma lingua",
    "item": """
        id guid uuid uid nid identifier docid documentid storyid storiesid postid accessionnumber an dokumentid
        artikelid citationkey
    """,
    "text": """
        text fulltext bodytext articlebody articletext body content contents bodycontent contenttext maintext
        maincontent plaintext cleantext rawtext article story storytext paragraphs bodyplain selftext transcript
        message bodyhtml contenthtml html volltext artikeltext textkorper haupttext artikel inhalt texte
        textecomplet textintegral texteintegral contenu corps corpsdutexte texto textocompleto contenido cuerpo
        articulo testo testocompleto contenuto corpo articolo conteudo
    """,
    "lead": """
        lead leadparagraph hlead lede standfirst subtitle subheadline subheading dek deck intro introduction
        vorspann untertitel unterzeile chapo chapeau soustitre entradilla subtitulo bajada copete sottotitolo
        occhiello
    """,
    "summary": """
        description summary abstract excerpt snippet teaser trailtext teasertext anriss zusammenfassung beschreibung
        resume resumen sumario descripcion descricao sommario riassunto abstractnote openingtext hitsentence
    """,
}
"""For each field the names that stand for it, in letters and digits alone; of several in one table the first counts."""

_NAMES = {name: (field, place) for field, names in _FIELDS.items() for place, name in enumerate(names.split())}
_NOISE = "article articles news story post item meta metadata dc og schema prism the of full raw clean main original"
_SAY_NOTHING = frozenset(_NOISE.split())
"""Words that many tables put before the name of a column."""

_LONGEST = 60
_WORDS = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-Z])")
_METADATA = ("title", "authors", "source", "date", "url", "language")


class Columns(msgspec.Struct, frozen=True):
    """The names that are known among those of a table or an object.

    Args:
        fields: for names of metadata the field, those first that count first.
        items: names under which an article has a name of its own.
        texts: names under which the text stands.
        leads: names under which its beginning stands, which the text lacks.
        summaries: names under which something stands that may replace a text.
    """

    fields: dict[str, str]
    items: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()

    @property
    def have_text(self) -> bool:
        """Whether any of them holds text."""
        return bool(self.texts or self.leads or self.summaries)

    @property
    def title(self) -> str | None:
        """The name under which the title stands."""
        return next((name for name, field in self.fields.items() if field == "title"), None)


def is_known_name(name: str) -> bool:
    """Whether a name says what stands under it."""
    return _known(name) is not None


@lru_cache(maxsize=1024)
def columns_of(names: tuple[str, ...]) -> Columns:
    """Find the known ones among the names of a table or an object, in any case, with or without accents."""
    found: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        known = _known(name)
        if known is not None:
            found.setdefault(known[0], []).append((known[1], name))
    ordered = {field: [name for _, name in sorted(some, key=lambda pair: pair[0])] for field, some in found.items()}
    return Columns(
        fields={name: field for field in _METADATA for name in ordered.get(field, ())},
        items=tuple(ordered.get("item", ())),
        texts=tuple(ordered.get("text", ())),
        leads=tuple(ordered.get("lead", ())),
        summaries=tuple(ordered.get("summary", ())),
    )


def _known(name: str) -> tuple[str, int] | None:
    """The field that a name stands for and how much it counts there."""
    if len(name) > _LONGEST:
        return None
    words = _plain_words(name)
    known = _NAMES.get("".join(words))
    if known is None and len(words) > 1:
        saying = [word for word in words if word not in _SAY_NOTHING]
        known = _NAMES.get("".join(saying)) or _NAMES.get("".join(words).removesuffix("s"))
        if known is not None:
            known = known[0], known[1] + len(_NAMES)
    return known


def _plain_words(name: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", _CAMEL.sub(" ", name)).casefold()
    return _WORDS.findall("".join(_without_marks(letters)))


def _without_marks(letters: str) -> Iterable[str]:
    return (letter for letter in letters if not unicodedata.combining(letter))
