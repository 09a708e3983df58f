"""`python -m searchtui` and the `searchtui` command."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line with the arguments of the process and leave with its exit code."""
    # Nothing that is imported is garbage, and to look for some takes time. Collecting begins when all is there; see
    # `searchtui.cli.options.open_collection`.
    gc.disable()
    # Else OpenBLAS starts a thread for each core, which takes half as long as all else that NumPy does when it is
    # imported; and nothing here multiplies matrices.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from searchtui.sparing import spare_imports

    try:
        spare_imports()
        from searchtui.cli import cli

        cli.main()
    except KeyboardInterrupt:
        # Pressed while modules were still being imported; later ones are met in cli.main.
        sys.exit(130)
    finally:
        # Python looks for garbage once more when it ends, which takes longer than to print the answer; all memory is
        # given back in any case.
        gc.freeze()


if __name__ == "__main__":
    main()
