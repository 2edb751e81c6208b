"""Papers: one nation's drafts, positions and notes, its own until it offers them."""
