"""Forums: standing bodies with members, rank, parent, appointments and escalation authorities."""
