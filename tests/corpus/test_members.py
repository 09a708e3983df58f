"""Names of the members of archives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.members import is_hidden, leaves_archive, safe_name


@pytest.mark.parametrize(
    ("name", "leaves"),
    [
        ("a.txt", False),
        ("folder/a..b/c.txt", False),
        ("folder/", False),
        ("/etc/passwd", True),
        ("../a.txt", True),
        ("folder/../../a.txt", True),
        ("folder\\..\\a.txt", True),
        ("\\\\server\\a.txt", True),
        ("C:\\a.txt", True),
        ("c:a.txt", True),
        ("..", True),
    ],
)
def test_names_that_leave_the_archive(name: str, leaves: bool) -> None:
    assert leaves_archive(name) is leaves


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("a.txt", False),
        ("./a.txt", False),
        (".a.txt", True),
        (".git/a.txt", True),
        ("folder/.a", True),
        ("__MACOSX/a.txt", True),
        ("folder/desktop.ini", True),
        ("my__MACOSX/a.txt", False),
    ],
)
def test_hidden_names(name: str, hidden: bool) -> None:
    assert is_hidden(name) is hidden


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("für.txt", "für.txt"),
        (b"caf\xe9.txt".decode("utf-8", "surrogateescape"), "caf\\xe9.txt"),
        ("a\nb.txt", "a b.txt"),
    ],
)
def test_safe_names(name: str, shown: str) -> None:
    assert safe_name(name) == shown


@given(st.binary())
def test_any_name_is_one_line_that_can_be_written(name: bytes) -> None:
    shown = safe_name(name.decode("utf-8", "surrogateescape"))
    shown.encode("utf-8")
    assert "\n" not in shown and "\x1b" not in shown
