"""The command line: scripted use, and the door to the app.

Nothing here imports Textual, Whoosh or NumPy before a command needs them, so that `--help` and `--version` are instant.
"""

from searchtui.cli.main import cli

__all__ = ["cli"]
