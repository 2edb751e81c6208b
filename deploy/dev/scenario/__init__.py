"""The demonstration scenario: published facts, invented people, a year told through the real rules."""
