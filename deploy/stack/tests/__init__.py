"""What the real parts keep."""
