"""Adjudications out of session: by the forum that was asked, or by each nation's escalation authority."""
