"""How an item (tasking, guidance, escalation) is shown to one reader: one view for agenda and lists."""
