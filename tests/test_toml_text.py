"""TOML of strangers."""

from __future__ import annotations

import pytest

from searchtui.toml_text import read_toml


def test_what_people_write_is_read() -> None:
    assert read_toml('["a.b.txt"]\ntitle = "One. Two. Three."\nx.y.z = 1\n') == {
        "a.b.txt": {"title": "One. Two. Three.", "x": {"y": {"z": 1}}}
    }


def test_a_text_may_have_many_dots() -> None:
    assert read_toml(f'title = "{"." * 3000}"\n')["title"] == "." * 3000


# The standard library takes gigabytes for each of these, so that nothing but a refusal ends soon.
@pytest.mark.parametrize(
    "text",
    [
        f"{'a.' * 80_000}b = 1",
        f"x = {{ {'a.' * 80_000}b = 1 }}",
        f"{'a . ' * 80_000}b = 1",
        f"[{'a.' * 80_000}b]",
        f"  [[{'a.' * 200}b]]\nc = 1",
        "\n".join(f"{'a.' * 1000}b{number} = 1" for number in range(80)),
    ],
    ids=["key", "inline", "spaced", "table", "array", "many"],
)
def test_keys_of_very_many_parts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="too many parts"):
        read_toml(text)


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than 16 MB"):
        read_toml("#" * (16 << 20) + "\n")


@pytest.mark.parametrize("text", ["a = ", f"a = {'1' * 5000}", "a = 1\na = 2"])
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_toml(text)


def test_values_that_are_nested_too_deeply_are_refused() -> None:
    with pytest.raises(RecursionError):
        read_toml(f"a = {'[' * 100_000}")
