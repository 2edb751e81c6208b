"""Decisions, guidance and adjudications of a meeting, provisional until every head concurs."""
