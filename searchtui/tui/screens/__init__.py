"""Screens: the search, the reader, the help and the offer to build an index."""
