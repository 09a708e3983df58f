from __future__ import annotations

from textual.filter import Monochrome

from searchtui.tui.widgets.lines import Lines
from tests.tui.driver import driven


async def test_finished_lines_go_to_the_screen_as_they_are() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        hits = run.search.hits
        painted = hits.render_lines(hits.size.region)
        assert all(line is strip for line, strip in zip(painted, hits.strips, strict=True))
        assert not hits.get_line_filters()


async def test_a_filter_that_changes_our_colours_is_obeyed() -> None:
    async with driven("harbour") as run:
        run.app._filters.append(Monochrome())
        hits = run.search.hits
        assert isinstance(hits, Lines)
        painted = hits.render_lines(hits.size.region)
        colors = [
            segment.style.color.triplet for line in painted for segment in line if segment.style and segment.style.color
        ]
        assert colors
        assert all(color is not None and len(set(color)) == 1 for color in colors)
