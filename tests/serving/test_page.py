from __future__ import annotations

import re
from importlib.resources import files

from searchtui.serving.page import HEADERS, page


def test_the_page_names_no_place_elsewhere() -> None:
    everything = page("seeds", "ws://127.0.0.1:1/x/ws")
    for name in ("page.css", "page.js"):
        everything += files("searchtui.serving").joinpath(name).read_text(encoding="utf-8")
    assert set(re.findall(r"\b(?:https?|wss?)://[^\s\"']+", everything)) == {"ws://127.0.0.1:1/x/ws"}
    assert "//" not in everything.replace("ws://127.0.0.1:1/x/ws", "").replace("// The keys", "")


def test_a_name_with_markup_is_text() -> None:
    made = page('<script>"x"', 'ws://a"b')
    assert "<script>&quot;" not in made
    assert "&lt;script&gt;&quot;x&quot;" in made
    assert 'url="ws://a&quot;b"' in made


def test_nothing_but_our_own_may_be_loaded() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy
    assert "script-src 'self';" in policy
