"""What is new, changed or withdrawn of activities, for a partner's system that keeps them (docs/adr/0061)."""
