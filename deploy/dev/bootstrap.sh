#!/bin/sh
# Makes or completes .venv by the first Python that can: the environment's own, PYTHON=..., or what is installed.
cd "$(dirname "$0")/../.." || exit 1
able='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'
python=
for name in .venv/bin/python ${PYTHON:-} python3.11 python3.12 python3.13 python3.14 python3; do
  if "$name" -c "$able" >/dev/null 2>&1; then python=$name; break; fi
done
if [ -z "$python" ]; then
  for name in ${PYTHON:-} python3.11 python3 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 6))' >/dev/null 2>&1; then python=$name; break; fi
  done
fi
if [ -z "$python" ]; then
  echo 'This machine lacks Python 3.11 or newer with venv (on Debian and Ubuntu: apt-get install python3 python3-venv).' >&2
  exit 1
fi
exec "$python" deploy/dev/bootstrap.py "$@"
