"""Draw the pictures of the documentation from the articles in `seeds/`, so that they stay true.

Run it as `python scripts/make_pictures.py`; it writes `docs/screen.svg`.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from pathlib import Path

from searchtui.collection import Collection
from searchtui.tui.app import SearchApp

TOP = Path(__file__).resolve().parent.parent
SIZE = (140, 44)
QUERY = "military alliance"


async def draw(folder: Path) -> str:
    """The search screen on the seeds, as SVG."""
    app = SearchApp(lambda: Collection.open(folder), QUERY)
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(100):
            await pilot.pause(0.05)
            if "in 4 articles" in app.export_screenshot():
                break
        return app.export_screenshot(title="searchtui")


def main() -> None:
    """Index the seeds in a temporary folder, draw, and write the picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(TOP / "seeds", folder / "seeds")
        Collection.open(folder).reindex()
        picture = asyncio.run(draw(folder))
    # A picture names no place on the network, least of all to fetch a font from.
    picture = re.sub(r"@font-face\s*\{[^}]*\}\s*|<!--.*?-->", "", picture, flags=re.DOTALL)
    (TOP / "docs" / "screen.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
