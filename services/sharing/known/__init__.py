"""What is known here of the records of others: small copies, made of the events in which they are told."""
