"""What the measurements of the gateway share: servers on a core of their own, and what loads them."""
