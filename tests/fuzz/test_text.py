"""Markings and JSON: 20 seconds each. (XML has a file of its own, so that two workers share the time.)"""

import pytest

from tests.fuzz.__main__ import apart


@pytest.mark.slow
@pytest.mark.parametrize("reader", ["markings", "json"])
def test_nothing_but_its_own_errors_comes_out_of_a_reader(reader, tmp_path, record_property):
    done = apart(reader, 20, keep=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    record_property("compared", f"fuzz, {done.stdout.strip()}")
