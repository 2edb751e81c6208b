"""Host demand (A8): measures with the host's position, and plans that run ahead of it."""
