"""Forums, meetings, decisions and taskings: what a roundtable decides reaches the staff talks."""
