"""The chart, and what it becomes for an example site: kept beside it, to be looked at without Helm."""
