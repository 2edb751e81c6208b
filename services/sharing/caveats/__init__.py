"""Caveats (B6): what a nation's forces may not, or may, do; a plan is checked against them."""
