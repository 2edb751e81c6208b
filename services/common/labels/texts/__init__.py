"""A portion-marked text, checked as a whole: each mark, what has none, and the banner against the roll-up."""
