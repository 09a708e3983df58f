from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from searchtui.errors import KeepingError
from searchtui.keeping import Preferences
from searchtui.settings import SettingsFile, configured, read_settings


class Desk:
    """The folders and settings files of a user with one collection."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, name: str) -> SettingsFile | None:
        path = self.folder / f"{name}.toml"
        return read_settings(path, of_collection=name != "user") if path.exists() else None

    def say(self, name: str, text: str) -> None:
        (self.folder / f"{name}.toml").write_text(text, encoding="utf-8")

    def at(self, name: str = "here", *, keeps: bool = True) -> Preferences:
        own = self.file(name)
        found = configured(self.file("user"), own)
        return Preferences(self.folder / "data", self.folder / "data" / name, found, own, keeps=keeps)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_was_chosen_is_there_next_time(desk: Desk) -> None:
    desk.at().prefer("theme", "nord")
    desk.at().prefer("watch", True)
    assert (desk.at().settings.theme, desk.at().settings.watch) == ("nord", True)


def test_the_theme_is_one_for_all_collections_and_the_switch_is_of_one(desk: Desk) -> None:
    desk.at("here").prefer("theme", "nord")
    desk.at("here").prefer("watch", True)
    assert (desk.at("there").settings.theme, desk.at("there").settings.watch) == ("nord", False)


def test_a_theme_chosen_away_from_that_of_a_collection_is_of_that_collection(desk: Desk) -> None:
    desk.at("there").prefer("theme", "nord")
    desk.say("here", "theme = 'gruvbox'")
    assert desk.at("here").settings.theme == "gruvbox"
    desk.at("here").prefer("theme", "high-contrast")
    assert (desk.at("here").settings.theme, desk.at("there").settings.theme) == ("high-contrast", "nord")


@pytest.mark.parametrize("name", ["user", "here"])
def test_who_changes_the_settings_gets_what_they_say(desk: Desk, name: str) -> None:
    desk.say(name, "# mine\ntheme = 'nord'\nwatch = true\n")
    desk.at().prefer("theme", "gruvbox")
    desk.at().prefer("watch", False)
    assert (desk.at().settings.theme, desk.at().settings.watch) == ("gruvbox", False)
    assert (desk.folder / f"{name}.toml").read_text(encoding="utf-8") == "# mine\ntheme = 'nord'\nwatch = true\n"
    desk.say(name, "theme = 'dracula'\n")
    assert (desk.at().settings.theme, desk.at().settings.watch) == ("dracula", False)


def test_to_write_the_default_is_to_change_the_settings(desk: Desk) -> None:
    desk.at().prefer("theme", "nord")
    desk.say("user", "theme = 'searchtui'\n")
    assert desk.at().settings.theme == "searchtui"


def test_what_the_settings_say_anyway_is_not_kept(desk: Desk) -> None:
    desk.at().prefer("watch", False)
    assert not list(desk.folder.rglob("*.json"))
    desk.at().prefer("theme", "nord")
    desk.at().prefer("theme", "searchtui")
    desk.say("user", "theme = 'dracula'\n")
    assert desk.at().settings.theme == "dracula"


def test_where_nothing_is_kept_what_was_kept_still_counts(desk: Desk) -> None:
    desk.at().prefer("theme", "nord")
    desk.at(keeps=False).prefer("theme", "gruvbox")
    assert desk.at(keeps=False).settings.theme == "nord"


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"preferred":{"theme":{"value":[]}}}', b"[" * 100_000])
def test_a_damaged_file_does_no_harm_and_is_kept(desk: Desk, content: bytes) -> None:
    desk.at().prefer("theme", "nord")
    (desk.folder / "data" / "preferences.json").write_bytes(content)
    assert desk.at().settings.theme == "searchtui"
    desk.at().prefer("theme", "gruvbox")
    assert desk.at().settings.theme == "gruvbox"
    (aside,) = (desk.folder / "data").glob("preferences.json.damaged-*")
    assert aside.read_bytes() == content


@pytest.mark.parametrize("value", ["1", '"nord"', "null"])
def test_a_value_of_another_kind_does_not_count(desk: Desk, value: str) -> None:
    desk.at().prefer("watch", True)
    path = desk.folder / "data" / "here" / "preferences.json"
    path.write_text(path.read_text(encoding="utf-8").replace("true", value), encoding="utf-8")
    assert desk.at().settings.watch is False


def test_a_file_of_a_newer_version_is_left_alone(desk: Desk) -> None:
    desk.at().prefer("theme", "nord")
    path = desk.folder / "data" / "preferences.json"
    newer = path.read_bytes().replace(b'"version": 1', b'"version": 2')
    path.write_bytes(newer)
    with pytest.raises(KeepingError, match="newer"):
        desk.at().prefer("theme", "gruvbox")
    assert path.read_bytes() == newer


@pytest.mark.skipif(os.name == "nt", reason="permissions are POSIX's")
def test_it_is_private(desk: Desk) -> None:
    desk.at().prefer("theme", "nord")
    assert stat.S_IMODE((desk.folder / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((desk.folder / "data" / "preferences.json").stat().st_mode) == 0o600


def test_where_nothing_can_be_written_that_is_said(desk: Desk) -> None:
    (desk.folder / "data").write_text("a file", encoding="utf-8")
    assert desk.at().settings.theme == "searchtui"
    with pytest.raises(KeepingError, match="cannot be written"):
        desk.at().prefer("theme", "nord")
