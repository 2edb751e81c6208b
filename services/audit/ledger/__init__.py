"""Links taken, heads kept and signed, the whole proved."""
