"""XML: feeds and the vocabularies of newsrooms, editors and publishers; of others what reads like text."""

from __future__ import annotations

from searchtui.corpus.drafts import Contents
from searchtui.corpus.readers.docbook import is_docbook, read_docbook
from searchtui.corpus.readers.feeds import is_feed, read_feed
from searchtui.corpus.readers.jats import is_jats, read_jats
from searchtui.corpus.readers.newsml import NEWS_ROOTS, read_news
from searchtui.corpus.readers.other_xml import read_other
from searchtui.corpus.readers.tei import TEI_ROOTS, read_tei
from searchtui.corpus.readers.xml_trees import Tree, inside, name_of, read_tree
from searchtui.corpus.sources import Source

__all__ = ["read_tree_of_articles", "read_xml"]


def read_xml(source: Source) -> Contents:
    """Read the articles of a document, by what its outermost element is."""
    return read_tree_of_articles(read_tree(source))


def read_tree_of_articles(tree: Tree) -> Contents:
    """Read the articles of a tree.

    Raises:
        UnreadableError: it holds none.
    """
    name = name_of(tree.root)
    if is_feed(tree.root):
        return read_feed(tree)
    if name in TEI_ROOTS:
        return read_tei(tree)
    if name in NEWS_ROOTS or next(inside(tree.root, "nitf"), None) is not None:
        return read_news(tree)
    if is_jats(tree.root):
        return read_jats(tree)
    if is_docbook(tree.root):
        return read_docbook(tree)
    return read_other(tree)
