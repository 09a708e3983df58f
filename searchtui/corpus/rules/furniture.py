"""Rule `furniture`: what the page around an article left in its text.

Only whole paragraphs of fixed wording are furniture: an article about advertising may have the word in a sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["is_furniture", "is_tail_notice"]

_PHRASES = frozenset(
    [
        *("advert", "advertisement", "advertisements", "article continues below"),
        *(
            "advertisement continue reading the main story",
            "continue reading the main story",
            "article continues after advertisement",
        ),
        *("story continues below advertisement", "story continues below", "scroll to continue", "sponsored"),
        *("sponsored content", "promoted content", "paid content", "paid post"),
        *("read original article here", "read original article", "read the original article"),
        *("read the original article here", "read full article", "read the full article", "read full story"),
        *("read the full story", "read more", "read more here", "see more", "show more", "load more", "view more"),
        *("continue reading", "keep reading", "click to read more", "click here to read more"),
        *("share", "share this", "share this article", "share this story", "share this post", "share this page"),
        *("share on facebook", "share on twitter", "share on whatsapp", "share on linkedin", "share via email"),
        *("tweet this", "email this", "print this", "print this page", "print this article", "copy link"),
        *("save article", "bookmark this article", "listen to this article", "listen to article", "gift this article"),
        *(
            "view comments",
            "leave a comment",
            "post a comment",
            "join the conversation",
            "add a comment",
            "no comments",
        ),
        *("subscribe", "subscribe now", "sign up", "sign up now", "sign in", "log in", "register now"),
        *("donate now", "support us", "become a member", "follow us", "skip to content", "loading"),
        *("our standards: the thomson reuters trust principles", "+ follow", "published", "last updated"),
        *("skip to main content", "back to top", "go to top", "top of page"),
        *("related articles", "related stories", "related content", "related topics", "related posts"),
        *("more on this story", "more from this author", "more stories", "most read", "most popular"),
        *("trending now", "recommended for you", "recommended stories", "you may also like"),
        *("you might also like", "what to read next", "read next", "up next", "editor's picks", "editors' picks"),
        *("all rights reserved", "accept cookies", "accept all cookies", "accept all", "cookie policy"),
        *("cookie settings", "manage cookies", "privacy policy", "terms of use", "terms of service"),
        *(
            "topics",
            "comments",
            "listen",
            "reuse this content",
            "subscribe to continue reading",
            "disclosure statement",
        ),
        *("article réservé aux abonnés", "for immediate release"),
        *("play video", "watch video", "hide caption", "toggle caption"),
    ]
)
_SHARE_WORDS = frozenset(
    [
        "share",
        "tweet",
        "facebook",
        "twitter",
        "x",
        "whatsapp",
        "linkedin",
        "email",
        "e-mail",
        "mail",
        "print",
        "copy",
        "link",
        "reddit",
        "telegram",
        "pinterest",
        "pocket",
        "messenger",
        "flipboard",
        "instagram",
        "youtube",
        "tumblr",
        "threads",
        "bluesky",
        "mastodon",
        "weibo",
        "wechat",
        "line",
        "vk",
        "save",
        "comments",
        "on",
        "via",
        "this",
        "article",
        "with",
        "friends",
        "by",
        "and",
    ]
)
_SHARE_SITES = frozenset(
    ["facebook", "twitter", "whatsapp", "linkedin", "reddit", "telegram", "pinterest", "messenger", "flipboard"]
)
_PATTERN = re.compile(
    r"""
    # Pointers to other articles: a label, a colon and a headline, which has no full stop.
    (?:read\ more|read\ also|also\ read|must\ read|recommended|see\ also|related(?:\ article|\ story|\ video)?|more
    |watch|don't\ miss|editor's\ pick|continue\ reading)\s*(?:here|:|»|>|→)\s*(?-i:[^a-z\s]).{0,200}(?<![.;,:])
    # Calls to do something, newsletters.
    |click\ here\ (?:to|for)\ (?:read|subscribe|sign\ up|share|see|view|download|more|follow|join|get|the\ full)\b
    .{0,120}
    |(?:please\ )?(?:sign\ up|subscribe|register)\ (?:here\ |now\ |today\ |free\ )*(?:to|for|and\ get)\ .{0,80}
    \b(?:newsletters?|channel|podcast|e-?mail|alerts?|updates|inbox|briefing)\b
    (?:\ (?:and|to|for|here|today|now|every|in|from|at|on)\b[^,“”"]{0,70})?[.!]?
    |get\ (?:e-?mail\ )?alerts\ on\ .{1,60}\ when\ a\ new\ (?:story|article)\ is\ published
    |follow\ @\w+
    |get\ .{0,80}\b(?:in|to)\ your\ (?:inbox|e-?mail|mailbox)\b.{0,60}
    |follow\ (?:us|@\w+|the\ author|him|her|them)\ on\ (?:twitter|x|facebook|instagram|telegram|linkedin|google)\b
    .{0,80}
    |(?:like|join)\ us\ on\ (?:twitter|facebook|instagram|telegram|whatsapp)\b.{0,80}
    # Cookie notes.
    |(?:by\ (?:using|continuing)|this\ (?:web)?site\ uses|our\ site\ uses)\ .{0,120}\bcookies\b.{0,300}
    |we(?:\ and\ our\ partners)?\ use\ .{0,40}\bcookies\b.{0,200}
    \b(?:site|website|experience|consent|policy|accept|agree|browser|services?|traffic)\b.{0,200}
    # Rights.
    |(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}|(?-i:by\ (?:the\ )?[A-Z])).{0,160}
    |(?:(?:©|\(c\)|copyright|\d{4})[^.!?]{0,80}[.,]?\ )?all\ rights\ reserved
    (?:\.?\ (?:to|by)\ .{0,40}|\.?\ \d{4}.{0,40}|\.)?
    |[^.!?,]{2,60}\.\ all\ rights\ reserved\.?
    # Counters, reading times, tags, page numbers.
    |(?:\d+|no)\s+(?:comments?|shares?|views?|likes?|kommentare?|commentaires?|comentarios?|commenti)
    |\d+\s*-?\s*min(?:ute)?s?\.?\s+read
    |(?:last\ )?(?:updated|modified|published):?\ \d{1,2}[:.]\d{2}[^,\d]{0,14}
    |reading\ time:?\s*\d+.{0,20}
    |tags?\s*:\s*.{1,160}(?<![.!?])
    |-\s*\d{1,4}\s*-|page\ \d{1,4}(?:\ of\ \d{1,4})?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PATTERN_BEGINS_WITH = (
    *("all", "also", "by", "click", "continue", "copyright", "don't", "editor's", "follow", "get", "join", "last"),
    *("like", "modified", "more", "must", "no", "our", "page", "please", "published", "read", "reading"),
    *("recommended", "register", "related", "see", "sign", "subscribe", "tag", "this", "updated", "watch", "we"),
)
"""The first words of what fits the pattern, if it begins with a letter and does not end with a reserve of rights."""

_FIRST_LETTERS = re.compile(r"[A-Za-z]+")
_BEGINNINGS = frozenset(
    letters[0]
    for words in (*_PHRASES, *_SHARE_WORDS, *_PATTERN_BEGINS_WITH)
    if (letters := _FIRST_LETTERS.match(words[:3]))
)
"""The letters at the beginning of what is furniture, three at most."""

_TAIL_PATTERN = re.compile(
    r"""
    \(?(?:the\ )?(?:views?|opinions?)(?:\ and\ opinions?|\ and\ views?)?\ (?:expressed|presented)\ (?:
        here(?:in)?|above|are|by\ the\ authors?
        |in\ (?:this|the)\ (?:article|piece|column|essay|commentary|op-?ed|post|blog)
    )\b.{0,400}
    |a\ version\ of\ this\ (?:article|story)\ (?:appears|appeared)\ in\ print\b.{0,300}
    |.{3,120}\ (?:does|do)\ not\ work\ for,\ consult,\ own\ shares\ in\b.{0,500}
    |contact\ the\ (?:editors?|authors?|writers?)\ at\ \S+
    |this\ (?:article|story|piece)\ (?:has\ been|was)\ (?:edited|translated|updated|amended)
    (?:\ (?:for|from|by|on|at)\ [^.;:]{1,60})?\.?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_WORD = re.compile(r"[\w-]+")
_EDGES = " \t.:!…»>→-–—|*[]()"


def is_furniture(text: str) -> bool:
    """Whether a whole paragraph is page furniture wherever it stands."""
    if len(text) > 500 or not _may_be_furniture(text):
        return False
    if not _LETTER_OR_DIGIT.search(text):
        return True  # a row of stars, a rule
    bare = text.casefold().replace("’", "'").strip(_EDGES)
    if bare in _PHRASES:
        return True
    if all(word[0] in _SHARE_WORDS for word in _WORD.finditer(bare)):  # mostly the first is none
        words = _WORD.findall(bare)
        if 2 <= len(words) <= 14:
            sites = sum(word in _SHARE_SITES for word in words)
            return sites >= 2 or (words[0] == "share" and words[-1] in _SHARE_SITES)
    return _PATTERN.fullmatch(text) is not None


def _may_be_furniture(text: str) -> bool:
    """Whether the two ends of a paragraph allow that it is furniture: most begin with letters with which none does."""
    return _may_begin_furniture(text[:3]) or "reserved" in text[-9:].casefold()


@lru_cache(maxsize=1 << 12)
def _may_begin_furniture(beginning: str) -> bool:
    """The same of the first three characters."""
    letters = _FIRST_LETTERS.match(beginning)
    return letters is None or not beginning.isascii() or letters[0].lower() in _BEGINNINGS


def is_tail_notice(text: str) -> bool:
    """Whether a paragraph at the end of an article is a disclaimer or an editorial notice."""
    return len(text) <= 600 and _TAIL_PATTERN.fullmatch(text) is not None
