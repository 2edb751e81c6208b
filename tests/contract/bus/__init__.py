"""What every bus must keep, whichever it is."""
