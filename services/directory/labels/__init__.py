"""Labels and markings as questions: read as typed, explained, put together, carried over, decided.

Nothing here touches a record: whoever asks learns what follows from the policies, the groups that ship with
the library, and what they sent.
"""
