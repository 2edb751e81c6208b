"""Attendance: who is asked, who answered, who is there, and what admitting somebody hides."""
