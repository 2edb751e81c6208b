"""One stream a browser that says what changed, by id and type only."""
