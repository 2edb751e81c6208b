"""Releasability-tagged sharing: items, releases, missed opportunities, lessons, caveats."""
