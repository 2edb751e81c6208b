"""The few pages that the gateway writes itself: plain HTML, styled by one sheet with a nonce, no script."""

from html import escape

from gateway.asgi import Send, reply_html
from gateway.security import new_nonce, page_headers

STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; }
tr { border-bottom: 1px solid #8886; }
details { border-bottom: 1px solid #8886; padding: .4rem 0; }
summary { cursor: pointer; }
summary b { display: inline-block; min-width: 4.5rem; font-family: ui-monospace, monospace; }
a:focus-visible, summary:focus-visible { outline: 3px solid #2b6cb0; outline-offset: 2px; }
"""


def page(title: str, body: str, nonce: str) -> str:
    """A whole document; ``body`` is HTML, ``title`` is text."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style nonce="{nonce}">{STYLE}</style></head><body><main>{body}</main></body></html>'
    )


async def message_page(
    send: Send, status: int, title: str, text: str, link: tuple[str, str] | None = None
) -> None:
    """A page that says one thing and offers one way on."""
    nonce = new_nonce()
    body = f"<h1>{escape(title)}</h1><p>{escape(text)}</p>"
    if link:
        body += f'<p><a href="{escape(link[0], quote=True)}">{escape(link[1])}</a></p>'
    await reply_html(send, status, page(title, body, nonce), page_headers(nonce))
