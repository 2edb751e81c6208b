"""What the fuzzer looks for, it finds: readers with each fault, in a process of their own."""

import subprocess
import sys

import pytest

PLANTED = {
    "opens a file": ("lambda data: open('/etc/hostname')", "Outside"),
    "looks a host up": ("lambda data: __import__('socket').getaddrinfo('localhost', 9)", "Outside"),
    "begins a process": ("lambda data: __import__('os').system('true')", "Outside"),
    "hides it": ("hidden", "Outside"),
    "hangs": ("hangs", "Hang"),
    "goes too deep": ("lambda data: deep()", "RecursionError"),
    "takes too much memory": ("lambda data: len([0] * 10_000_000)", "MemoryError"),
    "fails in another way": ("lambda data: data[0] / 0", "ZeroDivisionError"),
}
SCRIPT = """
import re, sys
from tests.fuzz import guards
from tests.fuzz.fuzzer import tried
from tests.fuzz.readers import Target
guards.SECONDS = 0.1
def deep(): return deep()
def hangs(data):
    while True: pass
def hidden(data):
    try: open('/etc/hostname')
    except Exception: return 1
import socket, os
guards.install()
try:
    print(tried(Target({reader}, (KeyError,), list), b'abc', True))
except BaseException as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize("fault", PLANTED)
def test_a_fault_that_is_planted_is_found(fault):
    reader, error = PLANTED[fault]
    script = SCRIPT.format(reader=reader)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.strip() == error, done.stderr
