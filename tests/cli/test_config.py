from __future__ import annotations

import tomllib
from pathlib import Path

from searchtui.settings import described, users_file
from tests.cli.conftest import Run


def mine(content: str) -> None:
    users_file().parent.mkdir(parents=True)
    users_file().write_text(content, encoding="utf-8")


def test_what_is_printed_is_a_settings_file_with_what_was_set(run: Run, tmp_path: Path) -> None:
    mine("theme = 'nord'\n[keymap]\n'hit.similar' = ['z', 'Z']\n")
    result = run("config", "-C", str(tmp_path))
    assert result.exit_code == 0
    assert tomllib.loads(result.stdout) == {"theme": "nord", "keymap": {"hit.similar": ["z", "Z"]}}
    assert f"# for all: {users_file()}" in result.stdout.splitlines()
    assert f"# Set in {users_file()}." in result.stdout
    for setting in described():
        assert setting.description in result.stdout


def test_a_wrong_setting_is_one_sentence(run: Run, tmp_path: Path) -> None:
    mine("\nthme = 'nord'\n")
    result = run("config", "-C", str(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    said = f"searchtui: {users_file()}, line 2: there is no setting `thme`; did you mean `theme`?\n"
    assert result.stderr == said
