"""Read in parts, a file holds the same as in one go."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from searchtui.article import Article, Reason
from searchtui.corpus import FoundFile, PartReading, Reading, Sidecars, divide, join, read_file, read_part, scan
from searchtui.corpus import division as module

TEXT = "A boat lay on the beach for all of the year. Nobody knew whose."
SIDECAR = '["a.jsonl#2"]\nsource = "Herald"\n'


def found(folder: Path, data: bytes) -> tuple[FoundFile, Sidecars]:
    (folder / "a.jsonl").write_bytes(data)
    listing = scan(folder)
    return next(file for file in listing.files if file.path == "a.jsonl"), Sidecars.load(listing)


def read_in_parts(file: FoundFile, sidecars: Sidecars, size: int) -> Reading | None:
    division = divide(file, size)
    if division is None:
        return None
    readings: list[tuple[tuple[Article, ...], PartReading]] = [
        read_part(file, part, sidecars) for part in division.parts
    ]
    held = sum(len(articles) for articles, _ in readings)
    problems, again = join(file.path, division, [reading for _, reading in readings], held)
    for number, names in again.items():
        readings[number] = read_part(file, division.parts[number], sidecars, names)
    _, rest = join(file.path, division, [reading for _, reading in readings], held)
    assert not rest
    return Reading(tuple(article for articles, _ in readings for article in articles), problems, division.checksum)


ids = st.sampled_from([None, "1", "2", "3", "3-2", 4, "x"])
good = st.builds(lambda identity: json.dumps({"id": identity, "text": TEXT}, ensure_ascii=False), ids)
lines = good | st.sampled_from(
    [
        "",
        "  ",
        "{broken",
        '{"id": "2"}',
        '{"id": "x", "text": "Advertisement"}',
        '{"text": "é 京\u2028\ufeff"}',
        "\ufeff ",
    ]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, max_size=9), st.sampled_from(["\n", "\r\n", "\n\n"]), st.booleans(), st.integers(1, 200))
@example(['{"id": "2", "text": "One."}'] * 3, "\n", True, 10)
@example(["{broken"] * 150, "\n", False, 40)
def test_parts_are_as_good_as_the_whole(tmp_path: Path, content: list[str], end: str, marked: bool, size: int) -> None:
    (tmp_path / "metadata.toml").write_text(SIDECAR, encoding="utf-8")
    file, sidecars = found(tmp_path, (("\ufeff" if marked else "") + end.join(content)).encode())
    in_parts = read_in_parts(file, sidecars, size)
    if in_parts is not None:
        assert in_parts == read_file(file, sidecars)


def test_parts_hold_all_lines_once(tmp_path: Path) -> None:
    data = b"".join(b'{"text": "%s"}\n' % (b"x" * (n % 7)) for n in range(200)) + b"{}"
    file, _ = found(tmp_path, data)
    division = divide(file, 100)
    assert division is not None
    assert b"".join(data[part.start : part.start + part.length] for part in division.parts) == data
    assert [part.line for part in division.parts] == [data[: part.start].count(b"\n") + 1 for part in division.parts]
    assert all(data[: part.start].endswith(b"\n") for part in division.parts[1:])
    assert max(part.length for part in division.parts) < 100 + 20


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n" * 50,
        b'{"text": "caf\xe9"}\n' * 20,
        '{"text": "Bears."}\n'.encode("utf-16-le") * 20,
        b'{"text": "\x00"}\n' * 20,
        b"\x01\x02\x03\x04\n" * 50,
        b'{"text": "cut \xc3',
    ],
)
def test_what_may_be_no_utf8_is_read_in_one_go(tmp_path: Path, data: bytes) -> None:
    assert divide(found(tmp_path, data)[0], 10) is None


def test_only_large_files_of_lines_are_divided(tmp_path: Path) -> None:
    file, _ = found(tmp_path, b'{"text": "Bears."}\n' * 10)
    assert divide(file) is None
    assert divide(file, 50) is not None
    (tmp_path / "a.txt").write_bytes(b"Bears.\n" * 100)
    assert divide(next(file for file in scan(tmp_path).files if file.path == "a.txt"), 50) is None


def test_a_line_that_is_too_long_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, _ = found(tmp_path, b'{"text": "%s"}\n' % (b"x" * 500))
    monkeypatch.setattr(module, "LARGEST_TEXT", 400)
    assert divide(file, 50) is None


def test_a_change_between_dividing_and_reading_is_seen(tmp_path: Path) -> None:
    file, sidecars = found(tmp_path, b'{"text": "Bears."}\n' * 10)
    division = divide(file, 50)
    assert division is not None
    file.absolute.write_bytes(b'{"text": "Boars."}\n' * 10)
    readings = [read_part(file, part, sidecars)[1] for part in division.parts]
    problems, again = join(file.path, division, readings, 0)
    assert ([problem.reason for problem in problems], again) == ([Reason.CHANGED], {})
    file.absolute.unlink()
    _, reading = read_part(file, division.parts[0], sidecars)
    assert reading.problem is not None
    assert reading.problem.reason is Reason.CHANGED


def test_a_mistake_of_ours_costs_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, sidecars = found(tmp_path, b'{"text": "Bears."}\n' * 10)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "read_some_lines", fail)
    in_parts = read_in_parts(file, sidecars, 50)
    assert in_parts is not None
    assert in_parts.articles == ()
    ((reason, message, checksum),) = [(one.reason, one.message, one.checksum) for one in in_parts.problems]
    assert (reason, checksum) == (Reason.BROKEN, in_parts.checksum)
    assert "ZeroDivisionError" in message


def test_a_part_can_be_sent_to_another_process(tmp_path: Path) -> None:
    file, sidecars = found(tmp_path, b'{"text": "Bears."}\n' * 10)
    division = divide(file, 50)
    assert division is not None
    _, reading = read_part(file, division.parts[1], sidecars)
    for one, kind in ((division, module.Division), (reading, PartReading)):
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=kind) == one
