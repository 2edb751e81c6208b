"""The judged sample of pairs, and what makes it."""
