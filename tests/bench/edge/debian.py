"""nginx, wrk and h2load from Debian, and how nginx is told to answer or to pass through."""

import os
import shutil
import subprocess
from pathlib import Path

NEEDED = {"nginx": "nginx-light", "wrk": "wrk", "h2load": "nghttp2-client"}

_CONFIGURATION = """
daemon off; worker_processes 1; pid {folder}/pid; error_log stderr; {user}
events {{ worker_connections 2048; }}
http {{
    access_log off; keepalive_requests 1000000000; keepalive_timeout 300; proxy_buffering on;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {inner}
}}
"""
_ANSWERING = """server {{ listen 127.0.0.1:{port};
        location / {{ default_type application/json; return 200 '{body}'; }} }}"""
_PASSING = """upstream service {{ server 127.0.0.1:{to}; keepalive 64; keepalive_requests 1000000000; }}
    server {{ listen 127.0.0.1:{port}; location / {{
        proxy_pass http://service; proxy_http_version 1.1; proxy_set_header Connection ""; }} }}"""


def install() -> str:
    """Get what is missing by apt-get, as root; returns why it could not be done, empty when all is there."""
    missing = [package for name, package in NEEDED.items() if not _found(name)]
    if not missing:
        return ""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return f"as root: apt-get install {' '.join(missing)}"
    # a server that the package would start as a service is none of ours
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *missing]):
        done = subprocess.run(
            ["apt-get", "-q", *command], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            return f"apt-get could not install {' '.join(missing)}: {done.stderr.strip().splitlines()[-1:]}"
    return ""


def _found(name: str) -> str | None:
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def nginx(folder: Path, inner: str) -> list[str]:
    """The command of an nginx with one worker that keeps everything it writes below ``folder``."""
    folder.mkdir(parents=True)
    user = "user root;" if os.geteuid() == 0 else ""
    folder.joinpath("nginx.conf").write_text(
        _CONFIGURATION.format(folder=folder, inner=inner, user=user), "utf-8"
    )
    return [str(_found("nginx")), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]


def answering(port: int, body: str) -> str:
    """A server that answers everything with ``body``, JSON without a quote mark of nginx's (')."""
    return _ANSWERING.format(port=port, body=body)


def passing(port: int, to: int) -> str:
    """A server that passes everything on, over connections that it keeps."""
    return _PASSING.format(port=port, to=to)
