"""Archives and compressed files: each file in them is read with the reader of its own format.

Nothing is written to disk, no link is followed, and of a member only as much is held as may be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import msgspec

from searchtui.article import Reason
from searchtui.corpus.allowance import MOST_BYTES, MOST_MEMBERS, Allowance
from searchtui.corpus.discovery import OWN_FILES
from searchtui.corpus.drafts import NO_TEXT, Contents, Draft, Fault
from searchtui.corpus.files import LARGEST_FILE
from searchtui.corpus.formats import COMPRESSED, Format, is_read, unpacked_name
from searchtui.corpus.members import Member, is_hidden, leaves_archive
from searchtui.corpus.naming import free_name
from searchtui.corpus.readers import read_source
from searchtui.corpus.recognition import format_of
from searchtui.corpus.saved_pages import belongs_to_page
from searchtui.corpus.sources import LOCKED, Source, UnreadableError
from searchtui.corpus.taking import Taker, TooMuchError, entered, joined, within
from searchtui.corpus.tars import tar_members
from searchtui.corpus.unfolding import BLOCK, DamagedError, unfolded
from searchtui.corpus.zips import zip_members

__all__ = ["read_compressed", "read_tar", "read_zip"]

_DEEPEST_FOLDER = 50
"""Folders in folders among which those of saved pages are looked for."""
_MOST_FAULTS = 100
"""Members of an archive that are complained of one by one."""

_LONGEST_NAME = 4096
"""Characters of a name with its folders; systems have no longer ones."""

_SHOWN = 100
"""Characters of a longer one that are shown."""

_DAMAGED = "It is damaged; what could be unfolded of it was read."
_LOST = "It is damaged, and nothing in it could be read."
_STREAMS = frozenset(COMPRESSED.values())


def read_zip(source: Source) -> Contents:
    """Read every file in a zip archive; the articles are named by their members."""
    return _Walk(source.allowance or Allowance()).go(zip_members(source.data))


def read_tar(source: Source) -> Contents:
    """Read every file in a tar archive; the articles are named by their members."""
    taker = Taker(source.data[place : place + BLOCK] for place in range(0, len(source.data), BLOCK))
    return _Walk(source.allowance or Allowance()).go(tar_members(taker))


def read_compressed(source: Source) -> Contents:
    """Read one compressed file as if it were not compressed, and an archive that was compressed as an archive."""
    name = unpacked_name(source.name)
    kind = format_of(source.data, "")
    if kind not in _STREAMS:
        # Programs that fetch a page may unfold it and leave its name as it was.
        return read_source(msgspec.structs.replace(source, name=name))
    allowance = source.allowance or Allowance()
    taker = Taker(within(unfolded(source.data, kind), allowance, len(source.data)))
    try:
        beginning = taker.begin()
    except DamagedError:
        raise UnreadableError(Reason.BROKEN, _LOST) from None
    if format_of(beginning, PurePosixPath(name).suffix.lower()) is Format.TAR:
        return _Walk(allowance).go(tar_members(taker))
    with entered(allowance):
        data, is_whole = joined(taker.blocks(), LARGEST_FILE)
        if not is_whole and not data:
            raise UnreadableError(Reason.BROKEN, _LOST)
        contents = read_source(Source(name, data, allowance))
        contents = msgspec.structs.replace(contents, drafts=tuple(draft.without_lines() for draft in contents.drafts))
    if is_whole:
        return contents
    return msgspec.structs.replace(contents, faults=(*contents.faults, Fault(Reason.BROKEN, _DAMAGED)))


class _Walk:
    """Goes through an archive from member to member.

    Args:
        allowance: what may still be unfolded.
    """

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._drafts: list[Draft] = []
        self._faults: list[Fault] = []
        self._skipped: list[str] = []
        self._locked: list[str] = []
        self._names: set[str] = set()
        self._members: set[str] = set()

    def go(self, members: Iterator[Member]) -> Contents:
        """Everything that is in it.

        Raises:
            UnreadableError: nothing in it can be read, for one reason.
        """
        with entered(self._allowance):
            self._allowance.walks += 1
            try:
                end = self._read(members)
            finally:
                self._allowance.walks -= 1
            self._leave_out_loaded()
            if self._allowance.is_spent and self._allowance.walks:
                end = None  # the archive that it lies in says so
        if self._locked:
            more = f" and {len(self._locked) - 1:,} more" if len(self._locked) > 1 else ""
            self._faults.append(Fault(Reason.PASSWORD, f"In '{self._locked[0]}'{more}: {LOCKED}"))
        if not self._drafts and not self._skipped:
            if self._locked and len(self._faults) == 1:
                raise UnreadableError(Reason.PASSWORD, LOCKED)
            if end is not None and not self._faults:
                raise UnreadableError(end.reason, _LOST if end.reason is Reason.BROKEN else end.message)
        if len(self._faults) > _MOST_FAULTS:
            more = f"{len(self._faults) - _MOST_FAULTS:,} more files in it could not be read."
            self._faults[_MOST_FAULTS:] = [Fault(Reason.BROKEN, more)]
        if end is not None:
            self._faults.append(end)
        return Contents(tuple(self._drafts), faults=tuple(self._faults), skipped=tuple(self._skipped))

    def _read(self, members: Iterator[Member]) -> Fault | None:
        """Read the members; why they were not read to the end, if so."""
        last = ""
        try:
            for member in members:
                self._allowance.members -= 1
                if not self._allowance.is_spent and not member.name.endswith("/"):
                    self._take(member)
                if self._allowance.is_spent:
                    break
                last = member.name[:_LONGEST_NAME]
        except DamagedError:
            return Fault(Reason.BROKEN, _DAMAGED)
        except TooMuchError as error:
            if not self._allowance.is_spent:
                return Fault(error.reason, str(error))
        if not self._allowance.is_spent:
            return None
        if self._allowance.is_late:
            return Fault(Reason.TIMED_OUT, f"It takes too long as a whole; what follows '{last}' was not read.")
        many = f"has more than {MOST_MEMBERS:,} members"
        if self._allowance.characters < 0:
            many = "holds more text than is read of one file"
        elif self._allowance.left < 0:
            many = f"unfolds to more than {MOST_BYTES >> 20} MB"
        return Fault(Reason.TOO_LARGE, f"It {many}; what follows '{last}' was not read.")

    def _leave_out_loaded(self) -> None:
        """Leave out what a saved page loads, where it stands before its page."""
        loaded = sorted(filter(self._is_loaded, self._names))
        if loaded:
            self._drafts = [one for one in self._drafts if not self._is_loaded(str(one.item))]
            self._skipped.extend(loaded)

    def _is_loaded(self, name: str) -> bool:
        if name.count("/") > _DEEPEST_FOLDER:
            return False
        return any(belongs_to_page(str(folder), self._members) for folder in PurePosixPath(name).parents)

    def _take(self, member: Member) -> None:
        name = member.name
        if len(name) > _LONGEST_NAME:
            self._fail(f"{name[:_SHOWN]}…", Reason.BROKEN, "Its name is longer than that of any file.")
            return
        self._members.add(name)
        if leaves_archive(name):
            self._fail(name, Reason.UNREADABLE, "Its name leaves the archive, and it is not read.")
        elif is_hidden(name) or PurePosixPath(name).name in OWN_FILES:
            return
        elif member.refusal is not None and member.refusal[0] is not Reason.PASSWORD:
            self._fail(name, *member.refusal)
        elif not is_read(name) or self._is_loaded(name):
            self._skipped.append(name)
        elif member.refusal is not None:
            self._locked.append(name)
        else:
            self._open(member)

    def _open(self, member: Member) -> None:
        if (fault := self._allowance.begin()) is not None:
            self._fail(member.name, *fault)
            return
        if self._allowance.is_late:
            return
        blocks = member.blocks()
        if member.packed is not None:
            blocks = within(blocks, self._allowance, member.packed)
        is_whole = True
        try:
            data, is_whole = joined(blocks, LARGEST_FILE)
            if not is_whole and not data:
                raise UnreadableError(Reason.BROKEN, _LOST)
            self._keep(member.name, read_source(Source(member.name, data, self._allowance)))
        except UnreadableError as error:
            if not self._allowance.is_spent:
                self._fail(member.name, error.reason, str(error))
        else:
            if not is_whole:
                self._fail(member.name, Reason.BROKEN, _DAMAGED)

    def _keep(self, member: str, contents: Contents) -> None:
        self._allowance.characters -= contents.characters
        if self._allowance.is_spent:
            return
        name = free_name(member, self._names)
        self._names.add(name)
        for draft in contents.drafts:
            item = name if draft.item is None else f"{name}#{draft.item}"
            self._drafts.append(msgspec.structs.replace(draft.without_lines(), item=item))
        for complaint in contents.complaints:
            self._fail(member, Reason.BROKEN, complaint)
        for fault in contents.faults:
            self._fail(member, fault.reason, fault.message)
        self._skipped.extend(f"{name}#{skipped}" for skipped in contents.skipped)
        if not (contents.drafts or contents.complaints or contents.faults or contents.skipped):
            self._fail(member, Reason.EMPTY, NO_TEXT)

    def _fail(self, member: str, reason: Reason, message: str) -> None:
        self._faults.append(Fault(reason, f"In '{member}': {message}"))
