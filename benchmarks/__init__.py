"""Measurements of searchtui beside others; see README.md."""
