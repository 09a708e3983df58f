from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from searchtui.errors import ConfigError
from searchtui.settings import Configured, Settings, configured, read_settings
from searchtui.tui.actions import ACTIONS, Where
from searchtui.tui.actions.keymap import AROUND, clashes, keymap, keys_by_id, set_of_keys
from searchtui.tui.actions.vi import VI_ADDS
from searchtui.tui.widgets.hits import HitsPane
from tests.tui.driver import driven

ROOT = Path(__file__).parents[2]


def read(folder: Path, content: str) -> Configured:
    file = folder / "searchtui.toml"
    file.write_text(content, encoding="utf-8")
    return configured(read_settings(file, of_collection=True))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[keymap]\n'hit.simlar' = 'x'\n", "line 2: there is no action `hit.simlar`; did you mean `hit.similar`?"),
        ("[keymap]\n'qqqqqqqq' = 'x'\n", "line 2: there is no action `qqqqqqqq`; docs/keys.md lists them."),
        ("[keymap]\n'hit.similar' = 'ctlr+x'\n", "line 2: there is no key `ctlr+x`"),
        ("[keymap]\n'hit.similar' = 'escpe'\n", "line 2: there is no key `escpe`; did you mean `escape`?"),
        ("keys = 'vi'\n[keymap]\n\n'hit.similar' = 'p'\n",
         "line 4: `p` would be the key of both `hit.similar` (More like this) and `pin.toggle` (Pin the article, or"),
        ("[keymap]\n\n'hit.similar' = 'p'\n", "take its pin out) in the place “hits”; give one of them another."),
        ("keymap.\"hit.similar\" = ['f11', 'tab']",
         "line 1: `Tab` would be the key of both `hit.similar` (More like this) and `pane.next` (Next pane)"),
        ("[keymap]\n'app.help' = 'n'\n", "line 2: `n` would be the key of both `hit.next`"),
        ("keys = 'vi'\n[keymap]\n'hit.similar' = 'g'\n", "line 3: `g` would be the key of both"),
        ("[keymap]\n'query.next' = '/'\n", "line 2: `/` is typed in the place “query line” and cannot be a command."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_with_the_names_of_both(tmp_path: Path, content: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        keys_by_id(read(tmp_path, content))
    assert str(caught.value).startswith(f"{tmp_path / 'searchtui.toml'}, line ")
    assert sentence in str(caught.value)


def test_two_actions_may_change_places(tmp_path: Path) -> None:
    keys = keys_by_id(read(tmp_path, "[keymap]\n'hit.similar' = 'p'\n'pin.toggle' = ['m', 'Ctrl+T']\n"))
    assert (keys["hit.similar"], keys["pin.toggle"]) == (("p",), ("m", "ctrl+t"))
    made = keymap(keys)
    assert made["hits:hit.similar"] == "p"
    assert made["reader:pin.toggle"] == "m,ctrl+t"
    assert {name.split(":")[1] for name in made} == {"hit.similar", "pin.toggle"}


def test_without_settings_nothing_is_mapped() -> None:
    assert keymap(keys_by_id(Configured())) == {}


def test_the_keys_of_vi_are_there_beside_the_arrows() -> None:
    keys = set_of_keys("vi")
    for name, added in VI_ADDS.items():
        assert set(added) < set(keys[name]), name
    for action in ACTIONS:
        assert keys[action.id] or not action.keys, action.id
    usual = {(clash.key, clash.one.id, clash.other.id) for clash in clashes(set_of_keys("arrows"))}
    assert {(clash.key, clash.one.id, clash.other.id) for clash in clashes(keys)} <= usual


def test_places_lie_in_one_another() -> None:
    assert AROUND[Where.HITS] == (Where.SEARCH, Where.APP)
    assert AROUND[Where.READER] == (Where.APP,)
    assert AROUND[Where.SEARCH] == (Where.APP,)
    assert AROUND[Where.APP] == ()


async def test_the_keys_of_vi_move() -> None:
    async with driven("harbour", size=(160, 80), configured=Configured(Settings(keys="vi"))) as run:
        hits = run.search.hits
        await run.pilot.press("escape")
        await run.until(lambda: hits.has_focus)
        first = hits.cursor
        await run.pilot.press("j", "j")
        await run.until(lambda: hits.cursor > first)
        await run.pilot.press("g", "g")
        await run.until(lambda: hits.cursor == first)
        await run.pilot.press("G")
        await run.until(lambda: hits.cursor[0] == len(hits.flow) - 1)
        await run.pilot.press("g", "k", "g")
        assert hits.cursor > first
        await run.pilot.press("g", "l")
        await run.until(lambda: run.search.here is Where.COLUMN)
        await run.pilot.press("f1")
        await run.until(lambda: "↓ j" in run.shown)
        await run.pilot.press("end", "g", "g")
        await run.until(lambda: "Columns" in run.shown)


async def test_what_the_settings_say_is_what_acts_and_what_is_shown() -> None:
    keys: dict[str, str | tuple[str, ...]] = {
        "hits.read": "ctrl+o",
        "app.help": ("f12", "ctrl+g"),
        "query.leave": "ctrl+t",
        "hit.similar": (),
    }
    async with driven("harbour", size=(160, 120), configured=Configured(Settings(keymap=keys))) as run:
        assert "F12 help" in run.lines[-1]
        assert "Ctrl+T to the hits" in run.lines[-1]
        await run.pilot.press("escape")
        assert run.search.here is Where.QUERY
        await run.pilot.press("ctrl+t")
        await run.until(lambda: isinstance(run.search.focused, HitsPane))
        assert "Ctrl+O read" in run.lines[-1]
        await run.pilot.press("m", "enter", "f1")
        assert run.app.screen is run.search
        await run.pilot.press("f12")
        await run.until(lambda: "Ctrl+O" in run.shown and "F12 Ctrl+G" in run.shown)
        await run.pilot.press("f12")
        assert run.app.screen is not run.search
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search)
        await run.pilot.press("ctrl+p", *"more like")
        await run.until(lambda: "More like this" in run.shown and "More like this  (" not in run.shown)
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search)
        await run.pilot.press("ctrl+o")
        await run.until(lambda: run.app.screen is not run.search)
    async with driven("harbour") as run:
        assert "F1 help" in run.lines[-1]


def test_the_page_of_keys_is_what_the_registry_says() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/make_keys_docs.py", "--check", "docs/keys.md"],
        cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
