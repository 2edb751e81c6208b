"""Files of any kind as rows of text: what kind it is, and its rows one batch after the other."""

from typing import Final

UNREADABLE: Final = "\0unreadable"
"""The first cell of a row that is no record of its format; what it says stands behind it."""
