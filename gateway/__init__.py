"""The edge: sessions, token checks, limits, routing, and the web client. It adds no trust of its own."""
