"""Import of lists of any layout: upload, reading, mapping, dry run, run, undo (ADR 0057)."""
