"""The gateway as a process: it starts from its environment, says what is wrong there, and stops in order."""

import asyncio
import json
import os
import signal
import ssl
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from gateway.tests.conftest import Rig, until

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "gateway")


def _environment(rig: Rig, port: int) -> dict[str, str]:
    given = rig.settings
    values = {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "ENVIRONMENT": "development",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "APP_DSN": given.app_dsn.get_secret_value(),
        "ISSUER": given.issuer,
        "CLIENT_ID": "gateway",
        "CLIENT_SECRET": given.client_secret.get_secret_value(),
        "SESSION_KEY": given.session_key.get_secret_value(),
        "DIRECTORY_URL": given.directory_url,
        "SERVICES": json.dumps(given.services),
    }
    return {**os.environ, **{f"ENTENTE_GATEWAY_{name}": value for name, value in values.items()}}


async def _start(environment: dict[str, str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *COMMAND, cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )


async def test_it_serves_and_ends_open_streams_when_it_is_told_to_stop(rig: Rig, port: int) -> None:
    process = await _start(_environment(rig, port))
    base = f"http://127.0.0.1:{port}"
    try:
        async with aiohttp.ClientSession(base, cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
            await _ready(browser)
            async with browser.get("/auth/login?return=/healthz") as answer:
                assert answer.status == 200
            async with browser.get("/api/v1/live") as stream:
                assert await stream.content.readline() == b"data: first\n"
                process.send_signal(signal.SIGTERM)
                await asyncio.wait_for(stream.content.read(), 60)
        await asyncio.wait_for(process.wait(), 60)
        await until(lambda: rig.service.streams == 0)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode in (0, -signal.SIGTERM)


async def _ready(browser: aiohttp.ClientSession) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                async with browser.get("/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.05)


async def test_wrong_settings_stop_the_start_and_are_named_without_their_value(rig: Rig) -> None:
    environment = _environment(rig, 1)
    environment["ENTENTE_GATEWAY_SESSION_KEY"] = "far-too-short-a-secret"
    del environment["ENTENTE_GATEWAY_ISSUER"]
    process = await _start(environment)
    _, errors = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 2
    assert b"ENTENTE_GATEWAY_SESSION_KEY" in errors and b"ENTENTE_GATEWAY_ISSUER" in errors
    assert b"far-too-short" not in errors


async def test_it_prints_the_merged_document() -> None:
    process = await asyncio.create_subprocess_exec(
        *COMMAND, "openapi", cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await asyncio.wait_for(process.communicate(), 60)
    document = json.loads(printed)
    assert process.returncode == 0 and "/api/v1/people" in document["paths"]


async def test_it_speaks_tls_itself_where_it_is_given_a_certificate(
    rig: Rig, port: int, tmp_path: Path
) -> None:
    certificate, key = _certificate(tmp_path)
    given = {"PUBLIC_URL": f"https://localhost:{port}", "TLS_CERTIFICATE": str(certificate)}
    environment = _environment(rig, port)
    environment |= {f"ENTENTE_GATEWAY_{name}": value for name, value in given.items()}
    process = await _start(environment)
    assert await asyncio.wait_for(process.wait(), 60) == 2, "a certificate without its key"

    process = await _start(environment | {"ENTENTE_GATEWAY_TLS_KEY": str(key)})
    trusting = aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile=certificate))
    try:
        async with aiohttp.ClientSession(f"https://localhost:{port}", connector=trusting) as browser:
            await _ready(browser)
            async with browser.get("/") as page:
                assert "max-age=" in page.headers["strict-transport-security"]
    finally:
        process.kill()
        await process.wait()


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "it.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "it.key").write_bytes(private)
    return folder / "it.pem", folder / "it.key"
