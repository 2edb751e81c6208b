"""Search over meetings, decisions and taskings, inside the label."""
