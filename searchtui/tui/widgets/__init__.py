"""Widgets: panes of finished lines, and the query line."""
