"""The rules of meetings and taskings: pure functions over values, with a reason for each refusal.

Nothing here reads a clock, a database or a request. A ``World`` holds what a decision needs; a
transition returns the ``Change`` (the new values) or raises ``Refused``. What stands on an agenda is
derived and never copied. Source of the rules: ARCHITECTURE, "Meetings and taskings: the invariants".
"""
