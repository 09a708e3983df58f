"""Messages in HTML."""

from __future__ import annotations

from searchtui.article import Kind
from searchtui.corpus.mail.markup import is_markup, markup_pieces, without_commands

REPLY = """<html><body><p>Mine.</p>
<div class="gmail_quote"><div class="gmail_attr">Ann wrote:</div>
<blockquote type="cite"><p>Whose is the boat?</p></blockquote></div>
<p>Since May.</p>
</body></html>"""


def shown(text: str, **options: bool) -> list[tuple[bool, str]]:
    return [(piece.kind is Kind.FURNITURE, piece.text) for piece in markup_pieces(text, **options)]


def test_what_is_quoted_is_furniture() -> None:
    assert shown(REPLY) == [(False, "Mine."), (True, "Ann wrote:"), (True, "Whose is the boat?"), (False, "Since May.")]
    assert [piece.line for piece in markup_pieces(REPLY)] == [1, 2, 3, 4]


def test_what_is_forwarded_is_said() -> None:
    assert (False, "Whose is the boat?") in shown(REPLY, forwards=True)


def test_a_message_with_nothing_of_its_own_says_what_it_quotes() -> None:
    assert shown("<blockquote type=cite><p>Whose is the boat?</blockquote>") == [(False, "Whose is the boat?")]


def test_quotations_of_the_text_are_its_own() -> None:
    assert shown("<p>She said:</p><blockquote>Whose is it?</blockquote>") == [
        (False, "She said:"),
        (False, "Whose is it?"),
    ]


def test_plain_text_that_is_markup() -> None:
    assert is_markup("<html><body><p>a</p><p>b</p><br>c</body></html>")
    assert not is_markup("We wrote <b>bold</b> and a <br> once.")


def test_enriched_text_without_its_commands() -> None:
    written = "<bold>It</bold> is <color><param>red</param>red</color>, <<3 and a <b c>.<nl>Next<lt>"
    assert without_commands(written) == "It is red, <3 and a <b c>.\nNext<"
