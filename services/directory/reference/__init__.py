"""What everybody refers to: nations, communities, organisations, the policy, and labels in words."""
