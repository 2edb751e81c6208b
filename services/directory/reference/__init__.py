"""What everybody refers to: nations, communities, organisations and the policy."""
