"""Activities: one record each of who does what, where, when and with whom."""
