"""Items and the labelled portions of which they are made."""
