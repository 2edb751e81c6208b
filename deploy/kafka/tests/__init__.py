"""What the command makes, and what it finds changed."""
