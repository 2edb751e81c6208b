"""The one image: its Dockerfile, and how a container of it tells whether it is ready."""
