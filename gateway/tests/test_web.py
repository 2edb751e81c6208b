"""The web client as the gateway serves it."""

import gzip
import os
import re
from pathlib import Path

from gateway.tests.conftest import Rig

PAGE = (
    '<meta name="csp-nonce" content="__CSP_NONCE__">'
    '<script nonce="__CSP_NONCE__" src="/assets/a-12345678.js">'
)


def _build(rig: Rig) -> Path:
    dist = rig.settings.web_dist
    (dist / "assets").mkdir(parents=True)
    (dist / "assets" / "main-Bq7xZ0aP.js").write_text("console.log(1);" * 200)
    (dist / "assets" / "style-C0ffee12.css").write_text("body{}")
    (dist / "assets" / "style-C0ffee12.css.br").write_bytes(b"brotli")
    (dist / "icon.svg").write_text("<svg/>")
    (dist / ".vite").mkdir()
    (dist / ".vite" / "manifest.json").write_text("{}")
    (dist / "index.html").write_text(PAGE)
    return dist


async def test_without_a_build_a_page_says_so(rig: Rig) -> None:
    async with rig.browser().get("/") as answer:
        assert answer.status == 503 and "has not been built" in await answer.text()


async def test_each_page_has_its_own_nonce_and_a_policy_that_names_it(rig: Rig) -> None:
    _build(rig)
    nonces = set()
    for path in ("/", "/meetings/1", "/forums?kind=x"):
        async with rig.browser().get(path) as answer:
            html, policy = await answer.text(), answer.headers["Content-Security-Policy"]
        assert answer.status == 200 and answer.headers["Cache-Control"] == "no-store"
        found = set(re.findall(r"'nonce-([\w-]{22})'", policy))
        assert len(found) == 1 and html.count(found.pop()) == 2 and "__CSP_NONCE__" not in html
        nonces.add(policy)
        assert (
            "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        )
    assert len(nonces) == 3


async def test_hashed_assets_are_kept_for_ever_and_compressed(rig: Rig) -> None:
    _build(rig)
    browser = rig.browser()
    async with browser.get("/assets/main-Bq7xZ0aP.js") as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Encoding"] == "gzip" and "javascript" in answer.headers["Content-Type"]
        assert (await answer.text()).startswith("console.log")
        etag = answer.headers["ETag"]
    async with browser.get("/assets/main-Bq7xZ0aP.js", headers={"If-None-Match": etag}) as answer:
        assert answer.status == 304
    plain = {"Accept-Encoding": "identity"}
    async with browser.get("/assets/main-Bq7xZ0aP.js", headers=plain) as answer:
        assert "Content-Encoding" not in answer.headers
    raw = await rig.raw(
        b"GET /assets/style-C0ffee12.css HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\n"
        b"Connection: close\r\n\r\n"
    )
    assert b"content-encoding: br" in raw and raw.endswith(b"brotli")
    async with browser.get("/icon.svg") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"


async def test_only_files_of_the_build_are_served(rig: Rig) -> None:
    dist = _build(rig)
    (dist.parent / "secret.txt").write_text("secret")
    os.symlink(dist.parent / "secret.txt", dist / "link.txt")
    for path in (
        "/assets/none-12345678.js",
        "/favicon.ico",
        "/.vite/manifest.json",
        "/index.html",
        "/link.txt",
    ):
        async with rig.browser().get(path) as answer:
            assert answer.status == 404, path
    async with rig.browser().post("/meetings") as answer:
        assert answer.status == 405 and answer.headers["Allow"] == "GET, HEAD"


async def test_a_new_build_is_noticed(rig: Rig) -> None:
    dist = _build(rig)
    browser = rig.browser()
    async with browser.get("/") as answer:
        assert "a-12345678" in await answer.text()
    (dist / "index.html").write_text(PAGE.replace("a-12345678", "b-12345678"))
    os.utime(dist / "index.html", (1, 1))
    rig.gateway._web._looked = float("-inf")
    async with browser.get("/") as answer:
        assert "b-12345678" in await answer.text()


async def test_precompressed_variants_hold_the_same_text() -> None:
    from gateway.web import _read

    file = Path(__file__)
    asset = _read("/assets/test-12345678.txt", file)
    assert gzip.decompress(asset.variants["gzip"]) == file.read_bytes()
