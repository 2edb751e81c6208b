"""Labels, clearances, bindings and signatures in XML, and policies: 20 seconds each."""

import pytest

from tests.fuzz.__main__ import apart


@pytest.mark.slow
@pytest.mark.parametrize("reader", ["xml", "spif"])
def test_nothing_but_its_own_errors_comes_out_of_a_reader(reader, tmp_path, record_property):
    done = apart(reader, 20, keep=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    record_property("compared", f"fuzz, {done.stdout.strip()}")
