"""Taskings: what a forum is asked to do, its life, its progress, its answer."""
