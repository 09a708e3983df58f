"""What the page left in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.rules import furniture
from searchtui.corpus.rules.furniture import is_furniture, is_tail_notice


@pytest.mark.parametrize(
    "text",
    [
        "Advertisement",
        "Topics",
        "Comments",
        "Listen",
        "Follow @herald",
        "Reuse this content",
        "Subscribe to continue reading",
        "Get alerts on Boats when a new story is published",
        "Disclosure statement",
        "Article réservé aux abonnés",
        "FOR IMMEDIATE RELEASE",
        "All rights reserved.",
        "ADVERTISEMENT",
        "Read original article here.",
        "Continue reading…",
        "Share this article",
        "Facebook Twitter WhatsApp LinkedIn Email",
        "Share on Facebook",
        "READ MORE: Harbour to close in May",
        "Related: Harbour to close in May",
        "Subscribe to our weekly newsletter",
        "Sign up here for the morning briefing newsletter.",
        "Get the best stories in your inbox every week.",
        "We use cookies to make this site better.",
        "By continuing to use this site you accept our cookies.",
        "Follow us on Twitter @herald",
        "© 2020 Springfield Herald",
        "Copyright 2020 Springfield Herald. All rights reserved.",
        "3 Comments",
        "5 min read",
        "Updated 3:12 p.m. ET",
        "* * *",
        "-----",
    ],
)
def test_furniture(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "Advertisement in the age of print was a craft of its own.",
        "All rights reserved, the king said.",
        "Sign up for the newsletter of the rebels, he urged.",
        "Copyright by itself protects nobody, he said.",
        "Topics of the day were few.",
        "1984",
        "2020",
        "Home",
        "Share prices fell on Facebook and Twitter alike.",
        "Share and share alike",
        "They read more: novels, letters, everything.",
        "Related: he was my cousin, and I never liked him.",
        "We use cookies at Christmas, and cakes at Easter.",
        "The cookies were gone.",
        "Subscribe to that view and you will never be happy.",
        "Copyright is older than the novel.",
        "No comment.",
        "Watch: he said, and pointed at the sky.",
        "Follow the money",
        "X",
        "Ad astra",
        "Published: 8:00am, 5 Dec, 2020",
        "Page 12 was missing.",
    ],
)
def test_running_text(text: str) -> None:
    assert not is_furniture(text)


def test_notices() -> None:
    assert is_tail_notice("The views expressed in this article are the author's own.")
    assert is_tail_notice("This article was edited for length.")
    assert not is_tail_notice("The view from the tower is worth the climb.")
    assert not is_tail_notice("It was a cold day in May.")


@given(st.from_regex(furniture._PATTERN, fullmatch=True) | st.sampled_from([*furniture._PHRASES]))
def test_what_is_furniture_is_tried(text: str) -> None:
    assert furniture._may_be_furniture(text)


SHARED = st.lists(st.sampled_from([*furniture._SHARE_WORDS, "Facebook", "by\u030a", "ẙ", "|"]))


@given(SHARED.map(" ".join))
def test_lists_of_sites_are_tried(text: str) -> None:
    assert not is_furniture(f"- {text}") or furniture._may_be_furniture(text)


def test_only_what_may_be_furniture_is_tried() -> None:
    assert not furniture._may_be_furniture("Harbour closed until May")
    assert furniture._may_be_furniture("Harbour Press. All rights reserved.")
    assert is_furniture("Harbour Press. ALL RIGHTS RESERVED")
