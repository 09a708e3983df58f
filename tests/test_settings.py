"""Settings: what they may be, which file counts, and how what is wrong is said."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.config import for_app, locate
from searchtui.errors import ConfigError
from searchtui.settings import (
    SETTINGS_FILE,
    Settings,
    configured,
    described,
    nearest,
    read_settings,
    users_file,
    written,
)

ROOT = Path(__file__).parents[1]


def file(folder: Path, content: str) -> Path:
    path = folder / SETTINGS_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "line", "sentence"),
    [
        ("\n# colours\nthemes = 'nord'\n", 3, "there is no setting `themes`; did you mean `theme`?"),
        ("zzzzzzzz = 1", 1, "there is no setting `zzzzzzzz`; `searchtui config` lists them."),
        ("theme = 'nord'\nkeys = 'vim'\n", 2, '`keys` must be "arrows" or "vi", and is "vim"; did you mean `vi`?'),
        ("watch = 'yes'", 1, '`watch` must be true or false, and is "yes".'),
        ("watch-every = 0", 1, "`watch-every` must be a whole number from 1 to 86,400, and is 0."),
        ("facets-width = 20.5", 1, "`facets-width` must be a whole number from 16 to 80, and is 20.5."),
        ("facets_width = 20", 1, "there is no setting `facets_width`; did you mean `facets-width`?"),
        ("include = '*.md'", 1, '`include` must be a list of texts, and is "*.md".'),
        ("theme = 1979-05-27", 1, "`theme` must be a text, and is 1979-05-27."),
        ("theme = 'a'\n\n[keymap]\n'hit.next' = 'n'\n'hit.similar' = 5\n", 5,
         "`keymap.hit.similar` must be a text, or a list of texts, and is 5."),
        ("keymap = 5", 1, "`keymap` must be a table of texts, or of lists of texts, and is 5."),
        ("exclude = [\n  'a',\n  5,\n]\nwatch = 1", 1, '`exclude` must be a list of texts, and is ["a", 5].'),
        ("watch = 1\nexclude = [\n  'a',\n  'b',\n]\n", 1, "`watch` must be true or false, and is 1."),
        ("exclude = [\n  'a',\n]\n\nlanguage = 'german'", 5, "`language` is 'german', which is neither"),
        ("theme = \n", 1, "cannot be used: invalid value"),
        ("theme = 'a'\ntheme = 'b'\n", 2, "cannot be used: cannot overwrite a value"),
        ("theme = 'a'\n[keymap\n", 2, "cannot be used"),
        ("theme = 'a'\nkeys = 'vi\n", 2, "cannot be used"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_sentence_with_file_and_line(
    tmp_path: Path, content: str, line: int, sentence: str
) -> None:
    path = file(tmp_path, content)
    with pytest.raises(ConfigError) as caught:
        read_settings(path, of_collection=True)
    said = str(caught.value)
    assert said.startswith(f"{path}, line {line}")
    assert sentence in said
    assert "\n" not in said
    assert said[-1] in ".?"


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / SETTINGS_FILE
    path.write_bytes(b"theme = 'a'\n# \xff\n")
    with pytest.raises(ConfigError, match=r"line 2, cannot be used: it is not UTF-8\."):
        read_settings(path, of_collection=True)


@given(st.text(st.sampled_from("themekys=['\"]#\n 15.-"), max_size=40))
def test_whatever_the_file_says_there_is_a_setting_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: str
) -> None:
    path = file(tmp_path_factory.mktemp("any"), content)
    try:
        read = read_settings(path, of_collection=True)
    except ConfigError as error:
        assert str(error).startswith(f"{path}, line ")
    else:
        assert configured(read).settings is not None


def test_the_users_file_counts_for_all_and_that_of_a_collection_before_it(tmp_path: Path) -> None:
    file(users_file().parent, "theme = 'nord'\nwatch = true\n[keymap]\n'hit.next' = 'j'\n'hit.similar' = 'z'\n")
    file(tmp_path, "theme = 'ansi'\n[keymap]\n'hit.next' = 'u'\n")
    settings = for_app(locate(tmp_path).file).settings
    assert (settings.theme, settings.watch) == ("ansi", True)
    assert settings.keymap == {"hit.next": "u", "hit.similar": "z"}
    alone = for_app(None)
    assert alone.settings.theme == "nord"
    assert "searchtui.toml, line 1: bad." in str(alone.wrong(("theme",), "bad"))


def test_an_error_that_is_found_later_names_the_file_that_said_it(tmp_path: Path) -> None:
    file(users_file().parent, "theme = 'nord'\n\n[keymap]\n'hit.next' = 'j'\n")
    file(tmp_path, "# mine\ntheme = 'ansi'\n")
    both = for_app(locate(tmp_path).file)
    assert str(both.wrong(("theme",), "bad")) == f"{tmp_path / SETTINGS_FILE}, line 2: bad."
    assert str(both.wrong(("keymap", "hit.next"), "bad?")) == f"{users_file()}, line 4: bad?"
    assert str(both.wrong(("keymap", "other"), "bad")) == "bad."


@pytest.mark.parametrize("name", ["articles", "index", "include", "exclude", "language"])
def test_the_users_file_says_nothing_about_one_collection(name: str) -> None:
    file(users_file().parent, f"watch = true\n{name} = {'[]' if 'clude' in name else repr('de')}\n")
    with pytest.raises(ConfigError, match=rf"line 2: `{name}` belongs into the searchtui.toml of a collection"):
        for_app(None)


def test_a_folder_of_settings_that_cannot_be_reached_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/" + "x" * 5_000)
    assert for_app(None) == (Settings(), ())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_what_another_user_wrote_into_the_folder_of_settings_does_not_count() -> None:
    path = file(users_file().parent, "theme = 'nord'")
    os.chown(path, 12345, 12345)
    assert for_app(None).settings.theme == "searchtui"


def test_without_files_every_setting_has_its_default() -> None:
    assert for_app(None).settings == Settings() == configured(None).settings


def test_every_setting_is_described_and_its_example_can_be_set(tmp_path: Path) -> None:
    for setting in described():
        assert setting.description.endswith("."), setting.name
        if setting.example is not None:
            path = file(tmp_path, f"{setting.name} = {written(setting.example)}\n")
            assert read_settings(path, of_collection=True).says((setting.name,))
    assert [setting.name for setting in described()] == [
        field.encode_name for field in msgspec.structs.fields(Settings)
    ]


values = st.recursive(
    st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab.", min_size=1), inner, max_size=3),
    max_leaves=5,
)


@given(values)
def test_a_written_value_is_read_again(value: object) -> None:
    assert tomllib.loads(f"a = {written(value)}")["a"] == value


def test_the_nearest_name() -> None:
    assert nearest("thme", ["theme", "keys"]) == "; did you mean `theme`?"
    assert nearest("qqq", ["theme", "keys"]) == ""


def test_the_page_is_what_the_schema_says() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/make_settings_docs.py", "--check", "docs/settings.md"],
        cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
