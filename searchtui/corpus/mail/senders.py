"""Who has written a message, and what published it, by its header.

The display name of `From` is the author, where a person may be called so. Newsletters, mailing lists and machines are
the source. An address is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from searchtui.article import Known
from searchtui.corpus.drafts import NOTHING, Metadata
from searchtui.corpus.letters import letters_of
from searchtui.corpus.mail.headers import Headers, decode_words
from searchtui.corpus.rules.names import names_organisation, person
from searchtui.corpus.values import FIELD_READERS, one_line

__all__ = ["Mailbox", "mailboxes", "sender"]

_LONGEST_FROM = 4096
_MOST_AUTHORS = 20

_MAILBOX = re.compile(
    r"\s*(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<plain>[^<>,;\"(]*))(?P<rest>[^<>,;(]*)"
    r"(?:<(?P<address>[^<>]*)>?)?[^,;(]*(?:\((?P<comment>(?:[^()\\]|\\.)*)\))?[^,;]*(?:[,;]|$)"
)
_MACHINE = re.compile(r"(?i)mailer-daemon|postmaster|daemon|nobody|root")
_ROLE = re.compile(
    r"(?i)(?:.*[-._])?(?:no-?reply|do-?not-?reply|news(?:letters?|flash|desk|room)?|info|alerts?|updates?|notif(?:y|ications?)|hello|"
    r"contact|mailer|support|service|press|media|editor(?:s|ial)?|admin(?:istrator)?|team|"
    r"subscri(?:be|ptions?)|digest|bounces?|marketing|e?mail|rss|feeds?|rssfeeds?|webmaster|list|"
    r"announce(?:ments?)?|communications?|redaktion|redaction|redaccion|presse)(?:[-+._\d].*)?"
)
_NO_PERSON = re.compile(
    r"(?i)\b(?:newsletters?|alerts?|digest|briefing|updates?|notifications?|mailing list|bulletin|administrator|"
    r"webmaster|moderator|robot|subsystem|delivery system|customer|account)\b"
)
_VIA = re.compile(r"(?P<author>.+?)\s+(?:via|på vegne af|im Auftrag von|on behalf of)\s+(?P<source>.+)", re.IGNORECASE)
_OF = re.compile(
    r"(?P<author>.+?)(?:\s+(?:from|at|of|@|von|de)\s+|\s*[|,–—]\s+|\s+-\s+)(?:the\s+)?(?P<source>.+)", re.IGNORECASE
)
_REVERSED = re.compile(r"(?P<last>[^\s,]+(?: [^\s,]+){0,2}), *(?P<first>[^\s,]+(?: [^\s,]+){0,2})")
_NO_FIRST_NAME = re.compile(r"(?i)(?:jr|sr|ii|iii|iv|inc|llc|ltd|gmbh|corp|co|ph\.?d|m\.?d|esq|mba|ag|plc)\.?")
_MAILTO = re.compile(r"\s*\[mailto:([^\[\]\s]*)\]?")
_REMARK = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*$")
_ADDRESS = re.compile(r"\S*@\S*")

# Where private people have their mail: it says nothing of what publishes them.
_PROVIDERS = frozenset(
    [
        *("126", "163", "aol", "att", "bellsouth", "btinternet", "charter", "comcast", "cox", "earthlink"),
        *("email", "fastmail", "freenet", "free", "gmail", "gmx", "googlemail", "hey", "home", "hotmail"),
        *("hushmail", "icloud", "inbox", "juno", "laposte", "libero", "live", "mac", "mail", "mailbox", "me"),
        *("msn", "naver", "netscape", "netzero", "orange", "outlook", "pobox", "posteo", "proton", "protonmail"),
        *("qq", "rediffmail", "rocketmail", "rogers", "sbcglobal", "seznam", "shaw", "sina", "sky", "sympatico"),
        *("t-online", "tutanota", "verizon", "virgin", "wanadoo", "web", "wp", "yahoo", "yandex", "ymail", "zoho"),
    ]
)
_MAIL_HOSTS = re.compile(
    r"^(?:(?:e?mail|mailer|e|em\d*|m|mg|news|newsletters?|lists?|listserv|info|smtp|mx\d*|mailing|reply|bounces?|www|"
    r"email-?\w*|response|update|click)\.)+(?=[^.]+\.[^.]+)"
)
_SECOND_LEVEL = frozenset(["ac", "co", "com", "edu", "gov", "gob", "gouv", "ne", "net", "or", "org"])


class Mailbox(msgspec.Struct, frozen=True):
    """One entry of `From`.

    Args:
        name: as displayed; empty where there is none.
        address: empty where there is none.
    """

    name: str
    address: str

    @property
    def local(self) -> str:
        """What stands before the `@`."""
        return self.address.rpartition("@")[0]

    @property
    def domain(self) -> str:
        """What stands behind the `@`, in lower case."""
        return self.address.rpartition("@")[2].strip(" .>").casefold() if "@" in self.address else ""


def sender(headers: Headers) -> Metadata:
    """Authors and source that a header declares; the source of less trust where only an address names it."""
    declared: dict[str, object] = {}
    authors: list[str] = []
    publication = ""
    for mailbox in mailboxes(headers.raw("from")):
        author, source = _author_and_source(mailbox, is_bulk=_is_bulk(headers))
        authors.extend(author)
        publication = publication or source
    if authors:
        declared["authors"] = tuple(dict.fromkeys(authors))
    for source, detail in (
        (_list_name(headers), "list-id"),
        (publication, "from"),
        (_organisation(headers), "organization"),
    ):
        if source:
            named = Metadata.of({"source": source}, Known.DECLARED, detail)
            break
    else:
        named = _domain_of(headers)
    return Metadata.of(declared, Known.DECLARED, "from").or_else(named)


def mailboxes(field: str) -> list[Mailbox]:
    """The entries of an address field (RFC 5322, section 3.4), encoded words not decoded; broken ones too."""
    found: list[Mailbox] = []
    before = ""
    for match in _entries(field[:_LONGEST_FROM]):
        name = match["quoted"] if match["quoted"] is not None else match["plain"]
        name = re.sub(r"\\(.)", r"\1", name) if match["quoted"] is not None else name
        rest, comment = match["rest"].strip(), match["comment"] or ""
        address = (match["address"] or "").strip()
        if match["quoted"] is not None and rest.strip('" '):
            name = f"{name} {rest}"
        if not address and (mailto := _MAILTO.search(name)):
            address, name = mailto[1], name[: mailto.start()]
        elif not address and "@" in name:
            address, name = name.strip(), comment
        # An unquoted `Doe, Jane <jane@example.org>` is one entry, whatever the comma says.
        if before and "@" not in before and address:
            name = f"{before}, {name}"
        before = "" if address else name.strip()
        if address:
            found.append(Mailbox(_displayed(name), address))
    if before and not found:
        found.append(Mailbox(_displayed(before), ""))
    return found[:_MOST_AUTHORS]


def _entries(field: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(field) and (match := _MAILBOX.match(field, at)):
        if match.end() == at:
            break
        yield match
        at = match.end()


def _displayed(name: str) -> str:
    """A display name without quotes and remarks; empty where it is an address."""
    name = one_line(decode_words(name)).replace("\ufffd", "").strip(" \"'`‘’“”,;")
    name = name.replace('"', "")
    name = _REMARK.sub("", name).strip(" \"'") or name
    return "" if _ADDRESS.fullmatch(name) else name


def _author_and_source(mailbox: Mailbox, *, is_bulk: bool) -> tuple[tuple[str, ...], str]:
    """The people whom an entry names, and the publication."""
    name = mailbox.name
    if not any(map(str.isalpha, name)):
        return (), ""
    if match := _VIA.fullmatch(name):
        return _authors(match["author"].strip("'\" ")), ""
    name = _in_order(name)
    if (match := _OF.fullmatch(name)) and person(match["author"]) and not person(name):
        source = match["source"] if is_bulk or names_organisation(match["source"]) else ""
        return _authors(match["author"]), source
    if names_organisation(name) or _NO_PERSON.search(name) or _MACHINE.fullmatch(mailbox.local):
        return (), name
    label = letters_of(mailbox.domain.split(".")[-2]) if mailbox.domain.count(".") else ""
    letters = letters_of(name)
    if is_bulk and len(label) > 3 and (letters in label or letters.startswith(label)):
        return (), name
    if _ROLE.fullmatch(mailbox.local) and (not person(name) or letters_of(mailbox.local).startswith(letters)):
        return (), name
    return _authors(name), ""


def _authors(name: str) -> tuple[str, ...]:
    value = FIELD_READERS["authors"](name)
    return value if isinstance(value, tuple) else ()


def _in_order(name: str) -> str:
    """`Doe, Jane` as `Jane Doe`."""
    match = _REVERSED.fullmatch(name)
    if match is None or _NO_FIRST_NAME.fullmatch(match["first"]) or names_organisation(name):
        return name
    return f"{match['first']} {match['last']}"


def _is_bulk(headers: Headers) -> bool:
    """Whether a message went to many subscribers, and is none of a list on which they talk."""
    precedence = headers.value("precedence")
    talk = headers.raw("list-post") or headers.raw("x-beenthere") or headers.raw("x-mailman-version")
    return not talk and bool(headers.raw("list-unsubscribe") or precedence in ("bulk", "list"))


def _list_name(headers: Headers) -> str:
    """The name of the mailing list (RFC 2919), but not the number of a campaign."""
    field = headers.raw("list-id")
    phrase, _, identity = field.partition("<")
    name = one_line(decode_words(phrase)).strip(" \"'")
    if not identity and "." in name and " " not in name:
        name, identity = "", name
    if not name:
        label = identity.partition(".")[0].strip(" >")
        name = (
            identity.strip(" >") if label in ("announce", "dev", "devel", "discuss", "list", "news", "users") else label
        )
    is_number = sum(map(str.isdigit, name)) > 3 or not any(map(str.isalpha, name)) or "mcsv" in identity
    return "" if is_number else name


def _organisation(headers: Headers) -> str:
    name = headers.text("organization") or headers.text("organisation")
    return name if sum(map(str.isalpha, name)) > 2 else ""


def _domain_of(headers: Headers) -> Metadata:
    """The domain of the address, where it is not that of a provider."""
    domain = next((mailbox.domain for mailbox in mailboxes(headers.raw("from")) if mailbox.domain), "")
    domain = _MAIL_HOSTS.sub("", domain) if not re.search(r"[^\w.-]", domain) else ""
    labels = domain.split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return NOTHING
    labels = labels[-3:] if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else labels[-2:]
    if labels[0] in _PROVIDERS or labels[-1] in ("localdomain", "local", "invalid", "lan"):
        return NOTHING
    return Metadata.of({"source": ".".join(labels)}, Known.FOUND, "sender-domain")
