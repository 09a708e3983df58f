"""`python -m searchtui` and the `searchtui` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line with the arguments of the process and leave with its exit code."""
    try:
        from searchtui.cli import cli

        cli.main()
    except KeyboardInterrupt:
        # Pressed while modules were still being imported; later ones are met in cli.main.
        sys.exit(130)


if __name__ == "__main__":
    main()
