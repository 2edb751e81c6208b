"""Whom a test revokes or signs out on the platform that all tests share, no other test acts as."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SPOILT = {
    "au.release": "tests/security/test_bad_input.py",
    "ca.secretary": "tests/security/test_bad_input.py",
    "nz.liaison": "tests/browser/test_session.py",
}


def test_who_is_revoked_in_one_test_is_nobody_in_another() -> None:
    found = {
        (person, str(path.relative_to(ROOT)))
        for path in (ROOT / "tests").rglob("*.py")
        for person in SPOILT
        if path != Path(__file__) and re.search(rf'"{re.escape(person)}"', path.read_text("utf-8"))
    }
    assert found == set(SPOILT.items())
