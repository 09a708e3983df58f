"""What a message says itself, and what it quotes or signs with."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.article import Kind
from searchtui.corpus.mail.wording import is_forward, message_pieces


def own(text: str, **options: bool) -> list[str]:
    return [piece.text for piece in message_pieces(text, **options) if piece.kind is not Kind.FURNITURE]


def furniture(text: str) -> list[str]:
    return [piece.text for piece in message_pieces(text) if piece.kind is Kind.FURNITURE]


REPLY = """Nobody knew whose it was.

On Mon, 3 Aug 2020 at 09:12, Ann Lee <ann@example.org>
wrote:
> A boat lay on
> the beach.
>> Which boat?

It is mine.

--\u0020
Bo Ek
Harbour 4
"""


def test_a_reply() -> None:
    assert own(REPLY) == ["Nobody knew whose it was.", "It is mine."]
    assert furniture(REPLY) == [
        "On Mon, 3 Aug 2020 at 09:12, Ann Lee <ann@example.org> wrote:",
        "A boat lay on the beach.",
        "Which boat?",
        "-- Bo Ek Harbour 4",
    ]


def test_lines_are_those_of_the_text() -> None:
    assert [piece.line for piece in message_pieces(REPLY)] == [1, 3, 5, 7, 9, 11]


@pytest.mark.parametrize(
    "above",
    [
        "-----Original Message-----\nFrom: Ann\n",
        "-----Ursprüngliche Nachricht-----\nVon: Ann\n",
        "________________________________\nFrom: Ann Lee <ann@example.org>\nSent: Monday\nTo: Bo\n",
        "De : Ann Lee\nEnvoyé : lundi\n",
    ],
)
def test_the_message_below_its_answer(above: str) -> None:
    assert own(f"Mine.\n\n{above}Subject: Boat\n\nWhose is the boat?\n") == ["Mine."]


@pytest.mark.parametrize(
    "attribution", ["Ann Lee wrote:", "Am Montag schrieb Ann Lee:", "Ann Lee a écrit :", "Ann said:"]
)
def test_attributions(attribution: str) -> None:
    assert own(f"Mine.\n\n{attribution}\n\n> Whose?\n") == ["Mine."]


def test_what_is_forwarded_is_said() -> None:
    text = "See below.\n\n---------- Forwarded message ---------\nFrom: Ann\n\n> A boat lay there.\n"
    assert "A boat lay there." in own(text)
    assert own("> A boat lay there.\nMine?\n", forwards=True) == ["A boat lay there.", "Mine?"]


def test_a_message_with_nothing_of_its_own_says_what_it_quotes() -> None:
    assert own("> A boat lay there.\n\n-- \nAnn\n") == ["A boat lay there."]
    assert own("-- \nAnn Lee\n") == ["--", "Ann Lee"]
    assert own("From: Ann\nDate: Monday\n\nA boat lay there.\n")[-1] == "A boat lay there."


def test_long_text_below_two_hyphens_is_no_signature() -> None:
    text = "One.\n--\n" + "".join(f"Line {number} of the list is here.\n\n" for number in range(30))
    assert "Line 29 of the list is here." in own(text)


def test_the_footers_of_lists() -> None:
    text = (
        "A boat.\n\n-------------------------------------\nThis mail is sponsored by: Sails\n"
        "______________________________________\nBoats mailing list\nhttps://lists.example.org/boats\n"
    )
    assert own(text) == ["A boat."]
    assert own("A boat.\n\n---------------------\nIt was mine.\n")[-1] == "It was mine."


def test_flowed_text_is_joined() -> None:
    text = "A boat lay on \nthe beach.\n> Which \n> boat?\nA fixed line\n-- \nAnn \nLee\n"
    assert own(text, flowed=True) == ["A boat lay on the beach.", "A fixed line"]
    assert own("Donau\u00ad \nschiff", flowed=True, parts_words=True) == ["Donau\u00adschiff"]
    assert own(" > no mark\n From here\n", flowed=True) == ["> no mark", "From here"]


def test_armour_and_files_in_the_text_are_left_out() -> None:
    text = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nA boat.\n\nbegin 644 boat.jpg\nM<F]A=\n`\nend\n\nMine.\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n"
    )
    assert own(text) == ["A boat.", "Mine."]
    assert [piece.line for piece in message_pieces(text)] == [4, 11]
    assert own("-----BEGIN PGP MESSAGE-----\n\nhQEM\n") == []
    assert own("We begin 644 days later.\nThe end\n") == ["We begin 644 days later.", "The end"]


def test_marks_of_quotation() -> None:
    assert own("Mine.\n\nAL> Whose?\n >  > Yours?\n | Bar\n") == ["Mine."]
    assert own("| name | day |\n\nx -> y\n\n>From here on\n") == ["| name | day |", "x -> y", ">From here on"]


@pytest.mark.parametrize(
    ("subject", "forward"),
    [
        ("Fwd: Boat", True),
        ("FW: Boat", True),
        ("Re: Fwd: Boat", True),
        ("WG: Boot", True),
        ("Re: Boat", False),
        ("", False),
    ],
)
def test_subjects_of_forwards(subject: str, forward: bool) -> None:
    assert is_forward(subject) is forward


LINES = st.lists(
    st.sampled_from(["> a b", "a b c.", "", "-- ", "Ann wrote:", "_" * 30, "From: x", "Sent: y", ">> z ", "q "])
)


@settings(deadline=None)
@given(LINES, st.booleans(), st.booleans())
def test_each_word_is_somewhere_and_lines_are_real(lines: list[str], forwards: bool, flowed: bool) -> None:
    text = "\n".join(lines)
    pieces = message_pieces(text, forwards=forwards, flowed=flowed)
    assert [piece.line for piece in pieces] == sorted(piece.line or 0 for piece in pieces)
    assert all(piece.line and piece.line <= max(1, len(lines)) for piece in pieces)
    found = "".join("".join(filter(str.isalpha, piece.text)) for piece in pieces)
    assert sorted(found) == sorted(filter(str.isalpha, text))
    assert not found or any(piece.kind is not Kind.FURNITURE for piece in pieces)
