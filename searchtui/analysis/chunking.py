"""Chunks: texts cut up quickly into pieces of which each distinct one need be taken apart only once."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["END_OF_TEXT", "END_OF_VALUE", "VALUE_GAP", "VALUE_SEPARATOR", "chunks"]

VALUE_SEPARATOR = "\n"
"""Stands between the values of a field that has several, so that no phrase reaches from one into the next."""

VALUE_GAP = 100
"""How many positions apart two such values are."""

END_OF_TEXT = b"\x1e"
"""Among the pieces of several texts, stands between two of them."""

END_OF_VALUE = b"\x1d"
"""Among the pieces of a text, stands between two values."""

_END = END_OF_TEXT.decode()
_END_APART, _VALUE_APART = f" {_END} ", b" %b " % END_OF_VALUE


def _separated(code: int) -> int:
    """What a byte of UTF-8 becomes, so that a text falls apart: of ASCII, only letters, digits and ' , . are kept."""
    if code == ord(VALUE_SEPARATOR):
        return END_OF_VALUE[0]
    if code >= 0x80 or chr(code).isalnum() or chr(code) in "',." or code == END_OF_TEXT[0]:
        return ord(chr(code).lower()) if code < 0x80 else code
    return ord(" ")


_SEPARATED = bytes(map(_separated, range(256)))


def chunks(texts: Sequence[str]) -> list[bytes]:
    """The pieces of texts between blanks, and some marks that no word has inside: no word reaches over two of them.

    Most texts have few distinct ones, so that each need be taken apart only once; and finding them is far quicker than
    finding the words themselves. Capitals make no difference to words, and none to pieces.

    Args:
        texts: any number.

    Returns:
        The pieces in UTF-8, text after text, `END_OF_TEXT` between the last piece of one and the first of the next, and
        `END_OF_VALUE` where `VALUE_SEPARATOR` stands.
    """
    whole = _END_APART.join(texts)
    if whole.count(_END) >= max(len(texts), 1):
        whole = _END_APART.join([text.replace(_END, " ") for text in texts])
    separated = whole.encode("utf-8", "surrogatepass").translate(_SEPARATED)
    if END_OF_VALUE in separated:
        separated = separated.replace(END_OF_VALUE, _VALUE_APART)
    # What ends a sentence or a clause would make another piece of its last word.
    return separated.replace(b". ", b" ").replace(b", ", b" ").split()
