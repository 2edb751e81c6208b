"""Duplicates: one event that several reported is found, shown side by side, merged and split again."""
