"""Mail (RFC 5322): one message a file, and what is attached to it.

The message is the article of the file; an attachment that can be read is one beside it, named after the attachment.
"""

from __future__ import annotations

import codecs

from searchtui.article import Reason
from searchtui.corpus.complaints import capped
from searchtui.corpus.drafts import Contents
from searchtui.corpus.mail.messages import read_message
from searchtui.corpus.sources import Source, UnreadableError

__all__ = ["read_mail"]


def read_mail(source: Source) -> Contents:
    """Read a message and what is attached to it.

    Raises:
        UnreadableError: all that it has to say is encrypted.
    """
    data = source.data.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n")
    above = source.data[: len(source.data) - len(data)]
    message = read_message(data, 1 + above.count(b"\n"), allowance=source.allowance)
    drafts = tuple(draft for draft in message.drafts if draft.paragraphs)
    if not drafts and message.complaints == ("Its text is encrypted.",):
        raise UnreadableError(Reason.PASSWORD, "Its text is encrypted.")
    return Contents(drafts, capped(message.complaints), skipped=message.skipped)
