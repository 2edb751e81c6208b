"""Markings that begin with a context (ADatP-4774, appendix 2): read strictly, and written."""
