"""What happens to traces and metrics after a process has sent them: collector, dashboard, alerts."""
