"""What of the registry needs a nation soon: overlaps that it has not dealt with, what of its own begins."""
