"""The platform as people use it: in a real browser, with the whole platform behind it."""
