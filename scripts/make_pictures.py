"""Draw a picture of each view from the articles in `seeds/`, so that the documentation stays true.

Run it as `python -m scripts.make_pictures docs/pictures`; with `--check` it says which pictures are not what the
program shows, and writes nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
from pathlib import Path

from scripts.stills import STILLS, Still, lay_out, opened

SIZE = (140, 44)


async def draw(folder: Path, still: Still) -> str:
    """A view on the seeds, as SVG."""
    async with opened(folder, still, SIZE) as app:
        picture = app.export_screenshot(title=f"searchtui: {still.says}")
    # A picture names no place on the network, least of all to fetch a font from.
    return re.sub(r"@font-face\s*\{[^}]*\}\s*|<!--.*?-->", "", picture, flags=re.DOTALL)


async def draw_all() -> dict[str, str]:
    """All views, by name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(folder)
        return {still.name: await draw(folder, still) for still in STILLS}


def main() -> int:
    """Draw the pictures and write them, or compare them with those that are there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="of the pictures")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a picture is not true")
    arguments = parser.parse_args()
    code = 0
    for name, picture in asyncio.run(draw_all()).items():
        file: Path = arguments.folder / f"{name}.svg"
        if file.is_file() and file.read_text(encoding="utf-8") == picture:
            continue
        if arguments.check:
            print(f"{file} is not what the program shows; `make pictures` draws them anew", file=sys.stderr)
            code = 1
        else:
            arguments.folder.mkdir(parents=True, exist_ok=True)
            file.write_text(picture, encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
