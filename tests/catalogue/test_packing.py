"""What of a record is not in a column of numbers."""

from __future__ import annotations

import pytest

from searchtui.catalogue.packing import sidecar_digest, sidecar_number


@pytest.mark.parametrize("digest", ["", "0000000000000001", "00ff00ff00ff00ff", "f" * 16])
def test_a_digest_as_a_number(digest: str) -> None:
    assert 0 <= sidecar_number(digest) < 2**64
    assert sidecar_digest(sidecar_number(digest)) == digest
