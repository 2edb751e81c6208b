"""Hosts (A4): the country page, load against capacity, objectives and gaps, who might lead."""
