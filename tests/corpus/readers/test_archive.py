"""Archives and compressed files: every member is an article, and nothing in them can do harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.article import Reason
from searchtui.corpus import allowance, taking
from searchtui.corpus.drafts import Contents, Fault
from searchtui.corpus.readers import archive, read_source
from searchtui.corpus.sources import Source, UnreadableError
from tests.examples import examples

TEXT = b"The Boat\n\nBy Ann Lee\n\nA boat lay on the beach for all of the year. Nobody knew whose it was.\n"
LINES = b'{"id": "a", "text": "A boat lay on the beach."}\n{"id": "b", "text": "Another lay there too."}\n'
COMPRESSIONS: Mapping[str, Callable[[bytes], bytes]] = {
    "bz2": bz2.compress,
    "gz": gzip.compress,
    "xz": lzma.compress,
    "zst": zstandard.compress,
}


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return file.getvalue()


def tarred(members: Mapping[str, bytes], kind: int = tarfile.PAX_FORMAT) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=kind) as packed:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            packed.addfile(member, io.BytesIO(data))
    return file.getvalue()


def special(kind: bytes, name: str = "a.txt") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as packed:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        packed.addfile(member)
        after = tarfile.TarInfo("after.txt")
        after.size = len(TEXT)
        packed.addfile(after, io.BytesIO(TEXT))
    return file.getvalue()


def read(data: bytes, name: str) -> Contents:
    return read_source(Source(name, data))


def items(contents: Contents) -> list[str | None]:
    return [draft.item for draft in contents.drafts]


def reasons(contents: Contents) -> list[Reason]:
    return [fault.reason for fault in contents.faults]


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_a_compressed_file_is_read_as_if_it_were_not(suffix: str) -> None:
    plain = read(TEXT, "a.txt")
    contents = read(COMPRESSIONS[suffix](TEXT), f"a.txt.{suffix}")
    assert items(contents) == [None]
    assert contents.drafts[0].metadata == plain.drafts[0].metadata
    assert [p.text for p in contents.drafts[0].paragraphs] == [p.text for p in plain.drafts[0].paragraphs]
    assert {p.line for p in contents.drafts[0].paragraphs} == {None}
    assert items(read(COMPRESSIONS[suffix](LINES), f"a.jsonl.{suffix}")) == ["a", "b"]


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_several_streams_one_behind_the_other(suffix: str) -> None:
    half = len(TEXT) // 2
    data = b"".join(map(COMPRESSIONS[suffix], (TEXT[:half], TEXT[half:])))
    assert len(read(data, f"a.txt.{suffix}").drafts[0].paragraphs) == 3


@pytest.mark.parametrize("suffix", [*COMPRESSIONS, "tgz"])
def test_what_is_not_compressed_though_its_name_says_so(suffix: str) -> None:
    if suffix == "tgz":
        assert items(read(tarred({"a.txt": TEXT}), "a.tgz")) == ["a.txt"]
    else:
        assert items(read(TEXT, f"a.txt.{suffix}")) == [None]


def test_what_is_compressed_though_its_name_does_not_say_so() -> None:
    assert items(read(gzip.compress(TEXT), "a.txt")) == [None]


MEMBERS = {"one.txt": TEXT, "folder/two.md": b"# Two\n\n" + TEXT, "three.jsonl": LINES, "picture.jpg": b"x"}
PACKED = [
    *((zipped(MEMBERS, method), "a.zip") for method in (0, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)),
    *((tarred(MEMBERS, kind), "a.tar") for kind in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT)),
    *((compress(tarred(MEMBERS)), f"a.tar.{suffix}") for suffix, compress in COMPRESSIONS.items()),
    (gzip.compress(tarred(MEMBERS)), "a.tgz"),
]


@pytest.mark.parametrize(("data", "name"), PACKED)
def test_each_member_is_read_with_the_reader_of_its_own_format(data: bytes, name: str) -> None:
    contents = read(data, name)
    assert items(contents) == ["one.txt", "folder/two.md", "three.jsonl#a", "three.jsonl#b"]
    assert contents.drafts[0].metadata.authors == ("Ann Lee",)
    assert contents.skipped == ("picture.jpg",)
    assert (contents.complaints, contents.faults) == ((), ())


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_what_a_saved_page_loads_is_skipped(pack: Callable[[Mapping[str, bytes]], bytes]) -> None:
    page = b"<html><body><p>A boat lay on the beach for all of the year.</p></body></html>"
    loaded = {"d/Story_files/frame.html": page, "d/Story_files/x/a.json": b"{}"}
    for members in ({"d/Story.html": page, **loaded}, {**loaded, "d/Story.html": page}):
        contents = read(pack({**members, "e/Story_files/kept.html": page}), "a.zip" if pack is zipped else "a.tar")
        assert items(contents) == ["d/Story.html", "e/Story_files/kept.html"]
        assert "d/Story_files/frame.html" in contents.skipped


@pytest.mark.parametrize("kind", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_and_foreign_names(kind: int) -> None:
    names = ["f/" * 90 + "x" * 90 + ".txt", "Лодка.txt", "ü" * 120 + ".txt"]
    assert items(read(tarred(dict.fromkeys(names, TEXT), kind), "a.tar")) == names


def test_names_that_are_no_text_are_shown_safely() -> None:
    member = tarfile.TarInfo("caf\udce9 \x1b[31m\n.txt")
    member.size = len(TEXT)
    data = member.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape") + TEXT + bytes(2048)
    (item,) = items(read(data, "a.tar"))
    assert item == "caf\\xe9 \ufffd[31m .txt"


@pytest.mark.parametrize(("flags", "expected"), [(0x800, "café.txt"), (0, "café.txt")])
def test_names_in_a_zip_that_are_in_utf8_without_saying_so(flags: int, expected: str) -> None:
    data = zipped({"café.txt": TEXT})
    raw = data.replace((0x800).to_bytes(2, "little") + b"\x08\0", flags.to_bytes(2, "little") + b"\x08\0")
    assert items(read(raw, "a.zip")) == [expected]


def test_names_in_a_zip_of_an_old_system() -> None:
    data = zipped({"cafe.txt": TEXT}).replace(b"cafe.txt", b"caf\x82.txt")
    assert items(read(data, "a.zip")) == ["café.txt"]
    windows = zipped({"folder|one.txt": TEXT}).replace(b"folder|one.txt", b"folder\\one.txt")
    assert items(read(windows, "a.zip")) == ["folder/one.txt"]


def test_two_members_with_one_name() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as packed:
            for _ in range(3):
                packed.writestr("a.txt", TEXT)
    assert items(read(file.getvalue(), "a.zip")) == ["a.txt", "a.txt-2", "a.txt-3"]


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("name", ["../a.txt", "/a.txt", "f/../../a.txt", "C:\\a.txt", "..\\a.txt", "\\\\host\\a.txt"])
def test_names_that_leave_the_archive_are_refused(pack: Callable[[Mapping[str, bytes]], bytes], name: str) -> None:
    contents = read(pack({name: TEXT, "b.txt": TEXT}), "a.zip")
    assert items(contents) == ["b.txt"]
    assert reasons(contents) == [Reason.UNREADABLE]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_refused(kind: bytes) -> None:
    contents = read(special(kind), "a.tar")
    assert items(contents) == ["after.txt"]
    assert reasons(contents) == [Reason.UNREADABLE]


def test_a_link_in_a_zip_is_refused() -> None:
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(link, "/etc/passwd")
        packed.writestr("b.txt", TEXT)
    contents = read(file.getvalue(), "a.zip")
    assert (items(contents), reasons(contents)) == (["b.txt"], [Reason.UNREADABLE])


def test_hidden_and_own_files_are_left_out_without_a_word() -> None:
    names = [".DS_Store", "__MACOSX/._a.txt", ".git/a.txt", "f/.a.txt", "metadata.toml", "Thumbs.db"]
    contents = read(zipped({**dict.fromkeys(names, TEXT), "./b.txt": TEXT, "f/": b""}), "a.zip")
    assert (items(contents), contents.skipped, contents.faults) == (["b.txt"], (), ())


def encrypted(members: Mapping[str, bytes], locked: set[str]) -> bytes:
    """A zip in which the flags of some members say that they are encrypted."""
    file = io.BytesIO(zipped(members, zipfile.ZIP_STORED))
    data = bytearray(file.getvalue())
    for info in zipfile.ZipFile(file).infolist():
        if info.filename in locked:
            data[info.header_offset + 6] |= 1
            place = data.rindex(info.filename.encode()) - 46
            data[place + 8] |= 1
    return bytes(data)


def test_what_needs_a_password() -> None:
    some = read(encrypted({"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT, "d.jpg": b""}, {"a.txt", "b.txt"}), "a.zip")
    assert items(some) == ["c.txt"]
    assert some.faults == (Fault(Reason.PASSWORD, "In 'a.txt' and 1 more: It can be opened only with a password."),)
    with pytest.raises(UnreadableError) as raised:
        read(encrypted({"a.txt": TEXT}, {"a.txt"}), "a.zip")
    assert raised.value.reason is Reason.PASSWORD


def test_a_zip_that_is_packed_in_an_unknown_way() -> None:
    data = zipped({"a.txt": TEXT}).replace(b"\x08\0", b"\x09\0")
    contents = read(data, "a.zip")
    assert (contents.drafts, reasons(contents)) == ((), [Reason.NOT_TEXT])


def test_a_large_member_is_whole() -> None:
    text = b"\n\n".join(bytes(f"Boat {n * 104729 % 9973}.", "ascii") for n in range(60_000))
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        contents = read(zipped({"a.txt": text}, method), "a.zip")
        assert len(contents.drafts[0].paragraphs) == 60_000
        assert contents.faults == ()


def test_what_is_wrong_with_a_member_is_said_of_it() -> None:
    contents = read(zipped({"a.txt": b"", "b.txt": bytes(range(32)) * 9, "c.jsonl": b"[", "d.txt": TEXT}), "a.zip")
    assert items(contents) == ["d.txt"]
    assert [fault.message.split(":")[0] for fault in contents.faults] == ["In 'a.txt'", "In 'b.txt'", "In 'c.jsonl'"]
    assert reasons(contents)[:2] == [Reason.EMPTY, Reason.NOT_TEXT]


def test_very_many_complaints_are_counted() -> None:
    contents = read(zipped({f"{n}.txt": b"" for n in range(150)}), "a.zip")
    assert len(contents.faults) == 101
    assert contents.faults[-1].message == "50 more files in it could not be read."


def test_archives_in_archives() -> None:
    inner = zipped({"c.txt": TEXT, "d.jpg": b""})
    two = zipped({"b.zip": inner, "b.txt.gz": gzip.compress(TEXT)})
    contents = read(two, "a.zip")
    assert (items(contents), contents.faults) == (["b.zip#c.txt", "b.txt.gz"], ())
    assert contents.skipped == ("b.zip#d.jpg",)
    assert items(read(gzip.compress(tarred({"b.tgz": gzip.compress(tarred({"c.txt": TEXT}))})), "a.tgz")) == [
        "b.tgz#c.txt"
    ]
    three = read(zipped({"a.zip": two, "e.txt": TEXT}), "x.zip")
    assert items(three) == ["e.txt"]
    assert reasons(three) == [Reason.TOO_LARGE, Reason.TOO_LARGE]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_trap_is_never_held_as_a_whole(method: int) -> None:
    data = zipped({"a.txt": bytes(60_000_000)}, method)
    tracemalloc.start()
    contents = read(data, "a.zip")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reasons(contents) == [Reason.TOO_LARGE]
    assert most < 20_000_000


@pytest.mark.parametrize("name", ["a.txt.gz", "a.zip", "a.tgz"])
def test_what_unfolds_to_very_much_more_than_it_is_is_not_read(name: str) -> None:
    bomb = b"boat " * 2_000_000
    data = {
        "a.txt.gz": gzip.compress(bomb),
        "a.zip": zipped({"a.txt": bomb}),
        "a.tgz": gzip.compress(tarred({"a.txt": bomb})),
    }[name]
    try:
        contents = read(data, name)
    except UnreadableError as error:
        assert error.reason is Reason.TOO_LARGE
    else:
        assert (contents.drafts, set(reasons(contents))) == ((), {Reason.TOO_LARGE})


def test_all_members_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "Allowance", lambda: allowance.Allowance(left=2 * len(TEXT)))
    inner = zipped({"b.txt": TEXT, "c.txt": TEXT}, zipfile.ZIP_STORED)
    for data in (
        zipped({"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT, "d.txt": TEXT}),
        zipped({"a.txt": TEXT, "z.zip": inner, "d.txt": TEXT}),
    ):
        contents = read(data, "a.zip")
        assert "a.txt" in items(contents)
        assert "d.txt" not in items(contents)
        assert reasons(contents) == [Reason.TOO_LARGE]


def test_the_number_of_members_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "Allowance", lambda: allowance.Allowance(members=3))
    contents = read(zipped({f"{n}.txt": TEXT for n in range(9)}), "a.zip")
    assert items(contents) == ["0.txt", "1.txt", "2.txt"]
    assert contents.faults == (
        Fault(Reason.TOO_LARGE, "It has more than 100,000 members; what follows '2.txt' was not read."),
    )


def test_a_member_has_a_limit() -> None:
    with pytest.raises(taking.TooMuchError):
        taking.joined(iter([b"x" * 10, b"x" * 10]), longest=15)


def test_a_header_that_says_that_it_is_endless_is_not_believed() -> None:
    for kind in (tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME):
        member = tarfile.TarInfo("a.txt")
        member.type, member.size = kind, 8**11
        with pytest.raises(UnreadableError) as raised:
            read(member.tobuf(tarfile.GNU_FORMAT) + TEXT, "a.tar")
        assert raised.value.reason is Reason.BROKEN


def test_of_a_damaged_archive_is_read_what_can_be() -> None:
    members = {f"{n}.txt": TEXT + bytes([65 + n]) * 300 for n in range(4)}
    whole = zipped(members, zipfile.ZIP_STORED)
    cut = read(whole[: len(whole) // 2], "a.zip")
    assert items(cut)[0] == "0.txt"
    assert Reason.BROKEN in reasons(cut)
    packed = read(zipped(members)[:-100], "a.zip")
    assert items(packed) == list(members)
    cut = read(tarred(members)[:2500], "a.tar")
    assert items(cut) == ["0.txt", "1.txt"]
    assert reasons(cut)[-1] is Reason.BROKEN
    wrong = read(whole.replace(b"C" * 20, b"X" * 20), "a.zip")
    assert items(wrong) == list(members)
    assert reasons(wrong) == [Reason.BROKEN]


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_of_a_damaged_stream_is_read_what_comes_before(suffix: str) -> None:
    text = b"\n\n".join(
        bytes(f"Boat {n}, {n * 7919 % 1000} and {n * 104729 % 997} of them.", "ascii") for n in range(9999)
    )
    data = COMPRESSIONS[suffix](text)
    try:
        contents = read(data[: len(data) * 2 // 3], f"a.txt.{suffix}")
    except UnreadableError as error:
        assert suffix == "bz2"
        assert error.reason is Reason.BROKEN
    else:
        assert contents.drafts
        assert reasons(contents) == [Reason.BROKEN]


@settings(deadline=None, max_examples=examples(200))
@given(st.sampled_from(PACKED), st.integers(0, 4000), st.binary(max_size=4), st.booleans())
def test_damage_of_any_kind_is_survived(packed: tuple[bytes, str], place: int, put: bytes, cut: bool) -> None:
    data, name = packed
    place %= len(data)
    damaged = data[:place] + put + (b"" if cut else data[place + len(put) :])
    try:
        contents = read(damaged, name)
    except UnreadableError as error:
        assert "mistake" not in str(error)
    else:
        assert not any("mistake" in fault.message for fault in contents.faults)
        assert len(set(items(contents))) == len(contents.drafts)


def test_it_is_said_how_long_a_text_in_it_is() -> None:
    table = b"title,text\n" + b"Boats,%s\n" % b"A boat lay on the beach. " * 4
    data = zipped(
        {"a.txt": TEXT, "b.html": b"<p>A boat lay on the beach.</p>", "c.csv": table, "d.txt.gz": gzip.compress(TEXT)}
    )
    steps: list[tuple[int, int]] = []

    def step(number: int, size: int) -> bool:
        steps.append((number, size))
        return False

    read_source(Source("a.zip", data, allowance.Allowance(step=step)))
    long = len(TEXT)
    assert steps == [(1, 0), (1, long), (2, 0), (3, 0), (3, len(table)), (4, 0), (4, long)]
    steps.clear()
    read_source(Source("a.txt.gz", gzip.compress(TEXT), allowance.Allowance(step=step)))
    assert steps == [(0, long)]


def test_no_more_text_is_read_than_is_kept() -> None:
    data = zipped({f"{number}.txt": TEXT for number in range(9)})
    length = sum(len(one.text) for one in read_source(Source("a.txt", TEXT)).drafts[0].paragraphs)
    contents = read_source(Source("a.zip", data, allowance.Allowance(characters=3 * length)))
    assert [draft.item for draft in contents.drafts] == ["0.txt", "1.txt", "2.txt"]
    assert contents.faults == (
        Fault(Reason.TOO_LARGE, "It holds more text than is read of one file; what follows '2.txt' was not read."),
    )


def test_names_that_no_file_can_have_are_not_kept() -> None:
    contents = read_source(Source("a.tar", tarred({"n" * 5000 + ".txt": TEXT, "m" * 4000 + ".txt": TEXT})))
    assert [len(draft.item or "") for draft in contents.drafts] == [4004]
    (fault,) = contents.faults
    assert fault.message == f"In '{'n' * 100}…': Its name is longer than that of any file."


def test_an_archive_that_takes_too_long_keeps_what_was_read() -> None:
    data = zipped({f"{number}.txt": TEXT for number in range(9)})
    late = allowance.Allowance(step=lambda number, _size: number > 3)
    contents = read_source(Source("a.zip", data, late))
    assert [draft.item for draft in contents.drafts] == ["0.txt", "1.txt", "2.txt"]
    said = "It takes too long as a whole; what follows '2.txt' was not read."
    assert contents.faults == (Fault(Reason.TIMED_OUT, said),)


def test_what_an_archive_in_a_compressed_file_lacks_is_said() -> None:
    data = gzip.compress(zipped({f"{number}.txt": TEXT for number in range(9)}))
    contents = read_source(Source("a.zip.gz", data, allowance.Allowance(members=3)))
    assert len(contents.drafts) == 3
    assert [fault.reason for fault in contents.faults] == [Reason.TOO_LARGE]
