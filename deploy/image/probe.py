"""``python -m deploy.image.probe``: whether the process of this container is ready; ends with 1 if not.

It asks ``/readyz`` on the one ``ENTENTE_<PROCESS>_PORT`` of its environment, by TLS where the process speaks
it (unverified: it asks itself, and the certificate is for its public name). A job that has no port is well as
long as it runs.
"""

import http.client
import os
import re
import ssl
import sys
from collections.abc import Mapping

_PORT = re.compile(r"ENTENTE_[A-Z]+_PORT")
_SECONDS = 4.0


def ready(environment: Mapping[str, str]) -> bool:
    """Whether the process that this environment describes answers that it is ready."""
    ports = [int(value) for name, value in environment.items() if _PORT.fullmatch(name)]
    encrypted = "ENTENTE_GATEWAY_TLS_CERTIFICATE" in environment
    return all(_answers(_connection(port, encrypted=encrypted)) for port in ports)


def _connection(port: int, *, encrypted: bool) -> http.client.HTTPConnection:
    if not encrypted:
        return http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
    itself = ssl._create_unverified_context()
    return http.client.HTTPSConnection("127.0.0.1", port, timeout=_SECONDS, context=itself)


def _answers(connection: http.client.HTTPConnection) -> bool:
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if ready(os.environ) else 1)
