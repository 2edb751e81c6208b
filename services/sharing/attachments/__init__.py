"""Attachments of items: files that leave only through the check of their label."""
