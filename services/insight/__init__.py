"""Read models built from events alone: the brief, coverage figures, search and live updates."""
