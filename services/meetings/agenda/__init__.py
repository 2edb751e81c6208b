"""The agenda: derived from the tracker, annotated by the secretaries, numbered for each reader."""
