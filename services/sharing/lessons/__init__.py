"""Lessons: from an observation to what is learned, closed only by evidence."""
