"""What was refused, never answered or never asked because of its label, and the harm that it did."""
