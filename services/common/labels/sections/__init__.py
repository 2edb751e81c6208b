"""Markings whose categories are parted by ``//``: read strictly, and written."""
