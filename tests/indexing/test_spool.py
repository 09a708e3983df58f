from __future__ import annotations

import os
from pathlib import Path

import pytest

from searchtui.article import Article, Paragraph, article_id
from searchtui.errors import IndexFolderError
from searchtui.indexing.spool import Place, SpoolFolder, SpoolReader, SpoolWriter


def article(path: str) -> Article:
    return Article(article_id(path), path, f"On {path}", paragraphs=(Paragraph(1, f"The text of {path}."),))


def test_what_several_writers_put_is_found(tmp_path: Path) -> None:
    with SpoolFolder(tmp_path) as folder, SpoolReader(folder.path) as reader:
        writers = [SpoolWriter(folder.path, number) for number in range(2)]
        kept = {name: writers[place % 2].put(article(name)) for place, name in enumerate(("a", "b", "c"))}
        for writer in writers:
            writer.flush()
        for name, (place, _) in kept.items():
            assert reader.get(place) == article(name)
        assert len({digest for _, digest in kept.values()}) == 3
        for writer in writers:
            writer.close()
    assert os.listdir(tmp_path) == []


def test_the_same_article_has_the_same_digest(tmp_path: Path) -> None:
    with SpoolFolder(tmp_path) as folder:
        writer = SpoolWriter(folder.path, 0)
        (one, first), (two, second) = writer.put(article("a")), writer.put(article("a"))
        writer.close()
    assert (one != two, first == second) == (True, True)


@pytest.mark.parametrize("left", ["folder", "file", "link"])
def test_what_is_left_of_another_run_goes(tmp_path: Path, left: str) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "precious").write_text("mine", encoding="utf-8")
    path = tmp_path / "index" / "spool"
    if left == "folder":
        (path / "deep").mkdir(parents=True)
    elif left == "file":
        path.write_text("left", encoding="utf-8")
    else:
        path.symlink_to(tmp_path / "else")
    with SpoolFolder(tmp_path / "index") as folder:
        assert os.listdir(folder.path) == []
        assert not folder.path.is_symlink()
    assert not path.exists()
    assert (tmp_path / "else" / "precious").read_text(encoding="utf-8") == "mine"


def test_what_the_system_refuses_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(IndexFolderError, match="No such file"), SpoolFolder(tmp_path / "nowhere"):
        pass
    with pytest.raises(IndexFolderError, match="No such file"):
        SpoolWriter(tmp_path / "nowhere", 0).put(article("a"))
    with SpoolReader(tmp_path / "nowhere") as reader, pytest.raises(IndexFolderError, match="No such file"):
        reader.get(Place(0, 0, 1))
