"""Collections of lessons from files of unknown layouts: looked at, tried, taken over, taken back."""
