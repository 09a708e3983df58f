"""What one file may take, so that none can stop a run or blow it up."""

from __future__ import annotations

import msgspec

__all__ = ["LIMITS", "Limits", "size"]


class Limits(msgspec.Struct, frozen=True):
    """Limits for one file, and for the process that reads it.

    Args:
        seconds: by the clock, after which a file is given up, without those in which the process could have run and
            others ran, as far as the system says so. The slowest real article of 1,700 took six.
        seconds_per_megabyte: the same for each megabyte of text that no library reads, where that is longer: a table of
            short messages takes one, a long text a third of that, and neither must be lost on a slow machine.
        archive_seconds: of work on an archive or a mailbox as a whole, after which nothing more in it is begun; each
            file in an archive, and each message, has as long as any other file.
        memory: bytes that a process may ask of the system while it reads. A PDF that unfolds took 1.6 GB.
        characters: of text out of one file; or as many as the file has bytes, where these are more, since what does not
            unfold harms nobody. A long novel has a million.
        characters_per_byte: of an archive or a compressed file, where that is more: text is seldom packed better.
        files: that need a process of their own, after which another process takes its place: libraries leak.
        resident: bytes of memory that a process may have between two files; the same.
    """

    seconds: float = 20.0
    seconds_per_megabyte: float = 4.0
    archive_seconds: float = 600.0
    memory: int = 2 << 30
    characters: int = 20_000_000
    characters_per_byte: int = 10
    files: int = 500
    resident: int = 500 << 20

    def seconds_for(self, size: int) -> float:
        """How long a text may take that no library reads.

        Args:
            size: in bytes.
        """
        return max(self.seconds, self.seconds_per_megabyte * size / 1e6)


LIMITS = Limits()


def size(number: int) -> str:
    """A number of bytes in words."""
    return f"{number / (1 << 30):,.3g} GB" if number >= 1 << 30 else f"{number / (1 << 20):,.0f} MB"
