"""Meetings: one sitting of a forum, from its planned window to its agreed minutes."""
