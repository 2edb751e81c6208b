"""Saving a list as a file: which of it may leave, under which banner, and the record that it did."""
