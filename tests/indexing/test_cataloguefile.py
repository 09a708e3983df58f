"""The catalogue in a file."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from searchtui.catalogue import Catalogue
from searchtui.columnar.arrayfile import ArrayFileWriter, DamagedFileError
from searchtui.indexing.cataloguefile import map_catalogue, write_catalogue
from tests.catalogue.samples import Folder, articles_of, files_of, folders, made


def written(catalogue: Catalogue) -> bytes:
    sink = io.BytesIO()
    write_catalogue(sink, catalogue)
    return sink.getvalue()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(folders)
def test_what_is_written_is_read(tmp_path: Path, folder: Folder) -> None:
    path = tmp_path / "catalogue-1"
    path.write_bytes(written(made(folder, skipped={".foo": 1})))
    catalogue = map_catalogue(path, thorough=True)
    catalogue.check(thorough=True)
    assert catalogue == made(folder, skipped={".foo": 1})
    assert (catalogue.articles, catalogue.files) == (articles_of(folder), files_of(folder))


def test_damage_is_found(tmp_path: Path) -> None:
    path = tmp_path / "catalogue-1"
    content = written(Catalogue())
    for damaged in (b"", content[:40], content[:-1], bytes(byte ^ 0x55 for byte in content)):
        path.write_bytes(damaged)
        with pytest.raises(DamagedFileError, match="catalogue-1"):
            map_catalogue(path)
    with pytest.raises(FileNotFoundError):
        map_catalogue(tmp_path / "catalogue-2")


def test_another_array_file_is_no_catalogue(tmp_path: Path) -> None:
    with (tmp_path / "catalogue-1").open("wb") as file:
        writer = ArrayFileWriter(file)
        writer.add("keys", np.zeros(1))
        writer.finish({})
    with pytest.raises(DamagedFileError, match="missing"):
        map_catalogue(tmp_path / "catalogue-1")


def test_columns_that_do_not_fit_are_found_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "catalogue-1"
    path.write_bytes(written(Catalogue().replaced(words=np.zeros(1, np.int64))))
    with pytest.raises(DamagedFileError, match="words"):
        map_catalogue(path)
