"""The rows of a foreign collection as lessons: what its columns are, and what its cells say. Pure."""
