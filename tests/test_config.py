"""Where a collection is, and who may say so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from searchtui.collection import Collection
from searchtui.config import enclosing, locate
from searchtui.errors import CollectionError, ConfigError


def test_seeds_and_index_are_the_defaults_where_seeds_exist(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    places = locate(tmp_path)
    assert (places.folder, places.articles, places.index) == (tmp_path, tmp_path / "seeds", tmp_path / "index")


def test_any_other_folder_is_its_own_collection(tmp_path: Path) -> None:
    places = locate(tmp_path)
    assert (places.articles, places.index) == (tmp_path, tmp_path / ".searchtui" / "index")


def test_the_settings_of_a_folder_above_count(tmp_path: Path) -> None:
    (tmp_path / "searchtui.toml").write_text(
        'articles = "texts"\nindex = "ix"\nexclude = ["drafts/*"]\n', encoding="utf-8"
    )
    (tmp_path / "texts" / "deep").mkdir(parents=True)
    places = locate(tmp_path / "texts" / "deep")
    assert (places.folder, places.articles, places.index) == (tmp_path, tmp_path / "texts", tmp_path / "ix")
    assert places.settings.exclude == ("drafts/*",)


def test_settings_above_the_home_folder_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "searchtui.toml").write_text('index = "elsewhere"', encoding="utf-8")
    home = tmp_path / "home"
    (home / "articles").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    assert locate(home / "articles").folder == home / "articles"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_settings_of_another_user_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "searchtui.toml").write_text('index = "elsewhere"', encoding="utf-8")
    os.chown(tmp_path / "searchtui.toml", 12345, 12345)
    assert locate(tmp_path).index == tmp_path / ".searchtui" / "index"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("index = 5", r"searchtui\.toml, line 1: `index` must be a text"),
        ("indexx = 'a'", "indexx"),
        ("index = ", "cannot be used"),
        ("a = " + "[" * 5000, "cannot be used"),
        ("a = " + "9" * 5000, "cannot be used"),
        ('index = "\\u0000"', "cannot be reached"),
        ('language = "german"', r"searchtui\.toml.*`language` is 'german'"),
        ('language = "xx"', "`language` is 'xx'"),
        ("language = 5", "`language` must be a text"),
        ("\xff", "cannot be used"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "searchtui.toml").write_bytes(content.encode("latin-1"))
    with pytest.raises(ConfigError, match=message):
        locate(tmp_path)


@pytest.mark.parametrize(
    ("content", "language"),
    [("", None), ('language = "auto"', None), ('language = "de"', "de"), ('language = "zh"', "zh")],
)
def test_the_language_is_that_of_each_article_or_of_all(tmp_path: Path, content: str, language: str | None) -> None:
    (tmp_path / "searchtui.toml").write_text(content, encoding="utf-8")
    assert locate(tmp_path).settings.chosen_language == language


def test_the_environment_names_the_collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCHTUI_COLLECTION", str(tmp_path))
    assert locate(None).folder == tmp_path


@pytest.mark.parametrize("name", ["missing", "file.txt", "nul\0byte"])
def test_no_folder_is_no_collection(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("Bears.", encoding="utf-8")
    with pytest.raises(CollectionError):
        locate(tmp_path / name)


def test_a_folder_that_cannot_be_written_has_its_index_in_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    places = locate(tmp_path)
    assert Path(os.environ["HOME"]) in places.index.parents
    assert places.index != locate(tmp_path.parent).index


def test_a_folder_inside_a_collection_belongs_to_it(tmp_path: Path) -> None:
    (tmp_path / "seeds" / "deep").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    assert enclosing(tmp_path / "seeds") is None
    Collection.open(tmp_path).reindex()
    assert enclosing(tmp_path / "seeds" / "deep") == enclosing(tmp_path) == tmp_path
    assert enclosing(tmp_path / "other") is None
