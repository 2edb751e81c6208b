"""A service for the tests of the supervisor: answers /readyz, notes when it starts, ends when it is
told to; one called ``deaf`` does not, as a service in its start.
"""

import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/crash":
            os._exit(3)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(os.getpid()).encode())

    def log_message(self, *_: object) -> None:
        return


if __name__ == "__main__":
    if os.environ["FAKE_NAME"] == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if os.environ.get("FAKE_FAILS"):
        sys.exit("setting FAKE_NAME: a reason in words")
    with Path(os.environ["FAKE_ORDER"]).open("a") as order:
        order.write(os.environ["FAKE_NAME"] + "\n")
    HTTPServer(("127.0.0.1", int(os.environ["FAKE_PORT"])), Handler).serve_forever()
