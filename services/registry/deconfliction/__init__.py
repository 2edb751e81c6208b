"""Deconfliction (A4): overlaps of activities, from records and by presence, and what is done about them."""
