"""The brief: what needs this reader, by date."""
