"""The coverage figures: how well decisions reach the forums that are to address them."""
