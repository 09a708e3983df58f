from __future__ import annotations

import subprocess
import sys

import pytest

SPARED = (
    "whoosh.lang.morph_en",
    "whoosh.lang.porter",
    "numpy._core._add_newdocs",
    "numpy._core._add_newdocs_scalars",
    "numpy._typing",
    "numpy.typing",
    "ssl",
    "asyncio.sslproto",
)
OPENED = """
import sys
from searchtui.sparing import spare_imports
spare_imports()
from searchtui.collection import Collection
Collection.load()
import asyncio
def is_there(name):
    return hasattr(sys.modules[name], "__file__")
"""


def run(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", OPENED + code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_opens_and_searches_an_index_needs_none_of_it() -> None:
    run(f"assert [name for name in {SPARED} if is_there(name)] == []")


@pytest.mark.parametrize(
    ("used", "name"),
    [
        ("from whoosh.query import terms\nassert 'running' in terms.variations('run')", "whoosh.lang.morph_en"),
        ("from whoosh.analysis import StemFilter\nassert StemFilter().stemfn('ships') == 'ship'", "whoosh.lang.porter"),
        ("import numpy.typing as npt\nassert npt.ArrayLike is not None", "numpy.typing"),
        ("from numpy.typing import ArrayLike\nassert ArrayLike is not None", "numpy.typing"),
        ("import ssl\nassert isinstance(ssl.create_default_context(), ssl.SSLContext)", "ssl"),
        (
            "import ssl\nfrom asyncio import sslproto\nassert issubclass(sslproto.SSLProtocol, object)",
            "asyncio.sslproto",
        ),
        ("from numpy._typing import ArrayLike\nassert ArrayLike is not None", "numpy._typing"),
    ],
)
def test_it_is_imported_where_it_is_used(used: str, name: str) -> None:
    run(f"{used}\nassert is_there({name!r})")


def test_the_types_of_arrays_are_those_of_numpy() -> None:
    run(
        "import numpy as np\nfrom numpy.typing import NDArray\nfound = NDArray[np.int64]\n"
        "import numpy.typing as npt\nassert npt.NDArray is NDArray\nassert npt.ArrayLike\n"
        "import numpy.typing as npt\nassert found == npt.NDArray[np.int64]"
    )


def test_what_is_there_already_stays() -> None:
    code = "import whoosh.lang.porter as one\nfrom searchtui.sparing import spare_imports\nspare_imports()\n"
    code += "import sys\nassert sys.modules['whoosh.lang.porter'] is one"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_library_does_without_it() -> None:
    code = "import searchtui.collection as c, sys\nc.Collection.load()\n"
    code += f"assert all(hasattr(sys.modules[name], '__file__') for name in {SPARED} if name in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
