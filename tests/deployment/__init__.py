"""What is declared for containers and clusters, held against the code that it starts."""
