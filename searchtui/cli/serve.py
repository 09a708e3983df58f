"""`searchtui serve`: the app in a browser of this machine."""

from __future__ import annotations

import sys

import click

from searchtui.cli.options import collection_options, open_collection
from searchtui.cli.output import talk, write_line
from searchtui.errors import ServingError

__all__ = ["serve"]


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8_240, show_default=True, help="Where to listen; 0: any free."
)
@click.option(
    "--visits",
    type=click.IntRange(1, 100),
    default=4,
    show_default=True,
    metavar="N",
    help="How many at once.",
)
@collection_options
def serve(port: int, visits: int) -> None:
    """Show the search screen in a browser of this machine, until Ctrl+C.

    It prints the address to open; whoever does not know it sees nothing, and other machines never do. Each visit has a
    process of its own. In the browser one can search, read and copy; nothing is opened in an editor or pager, and
    nothing is exported, indexed or otherwise written. The page loads nothing from the network.

    It needs two packages more: pip install 'searchtui[serve]'.

    \b
    Examples:
      searchtui serve
      searchtui -C ~/clippings serve --port 0
    """
    try:
        from searchtui.serving.listening import serve as serve_until_stopped
    except ImportError as error:
        message = f"The package {error.name} is not installed; pip install 'searchtui[serve]' installs it."
        raise ServingError(message) from error
    collection = open_collection()
    collection.check()
    folder, name, trusted = str(collection.folder), collection.name, collection.trusts_index
    collection.close()

    def ready(address: str) -> None:
        write_line(address)
        if sys.stdout is not None:
            sys.stdout.flush()
        talk("Open this address in a browser of this machine; Ctrl+C ends the server and every visit.")

    arguments = [folder, *(["--trust-index"] if trusted else [])]
    serve_until_stopped(name, arguments, port=port, most=visits, ready=ready)
