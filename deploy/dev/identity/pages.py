"""The provider's pages: plain HTML, no script, readable by keyboard and screen reader, light and dark."""

import secrets
from html import escape
from string import Template
from urllib.parse import urlsplit

from starlette.responses import HTMLResponse

from deploy.dev.identity.people import People, Person

_PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title - Entente demonstration</title>
<style nonce="$nonce">$style</style>
</head>
<body>
<header class="banner">Demonstration: people, records and markings are invented</header>
<main>
$content
</main>
</body>
</html>
""")

_STYLE = """
:root { color-scheme: light dark; --ink: #1b2430; --soft: #55606e; --line: #d3d9e0; --paper: #ffffff;
  --ground: #f3f5f8; --accent: #1c4f8c; --on-accent: #ffffff; --banner: #1f6b3a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --soft: #a9b4c1; --line: #3a4552; --paper:
#1a212a;
  --ground: #11161c; --accent: #8fbcf0; --on-accent: #10202f; --banner: #1f6b3a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
.banner { margin: 0; padding: .3rem 1rem; background: var(--banner); color: #fff; text-align: center;
  font-size: .875rem; font-weight: 600; }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 6rem; } h1 { font-size: 1.75rem; line-height:
1.2; margin: 0 0 .25rem; } .lead { color: var(--soft); margin: 0 0 1.25rem; max-width: 46rem; } .nations {
display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); } fieldset { border:
1px solid var(--line); border-radius: .5rem; background: var(--paper); padding: .25rem .5rem .5rem;
  margin: 0; min-width: 0; }
legend { font-weight: 650; padding: 0 .4rem; }
label { display: grid; grid-template-columns: auto 1fr; gap: 0 .6rem; padding: .5rem; border-radius: .4rem;
  cursor: pointer; }
label:hover { background: var(--ground); }
label:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: -1px; }
label:has(:checked) { background: color-mix(in srgb, var(--accent) 14%, transparent); }
input { margin: .3rem 0 0; width: 1.1rem; height: 1.1rem; accent-color: var(--accent); grid-row: span 3; }
.name { font-weight: 600; }
.billet, .shows { color: var(--soft); font-size: .9rem; }
.shows { color: var(--ink); }
.user { white-space: nowrap; font-family: ui-monospace, monospace; font-size: .85em; }
.go { position: sticky; bottom: 0; padding: 1rem 0; margin-top: 1rem; background: var(--ground);
  border-top: 1px solid var(--line); }
button { font: inherit; font-weight: 650; padding: .6rem 1.6rem; border: 0; border-radius: .4rem; cursor:
pointer;
  background: var(--accent); color: var(--on-accent); }
button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
"""


def sign_in_page(people: People, sign_in: str, redirect_uri: str, hint: str = "") -> HTMLResponse:
    """Everybody who can be chosen, by nation; ``hint`` (a user name) is chosen already."""
    groups = "\n".join(_nation(nation, members, hint) for nation, members in people.by_nation().items())
    content = f"""<h1>Sign in to Entente</h1>
<p class="lead">Choose the person to be. There is no password: this page exists only where Entente runs as a
demonstration on one machine.</p>
<form method="post" action="/authorize">
<input type="hidden" name="request" value="{escape(sign_in)}">
<div class="nations">
{groups}
</div>
<div class="go"><button type="submit">Sign in</button></div>
</form>"""
    back = urlsplit(redirect_uri)
    return page("Sign in", content, form_target=f"{back.scheme}://{back.netloc}")


def _nation(name: str, members: list[Person], hint: str) -> str:
    rows = "\n".join(_choice(person, person.username == hint) for person in members)
    return f"<fieldset><legend>{escape(name)}</legend>\n{rows}\n</fieldset>"


def _choice(person: Person, chosen: bool) -> str:
    billet = ", ".join(filter(None, [person.billet, person.organisation]))
    checked = " checked" if chosen else ""
    return f"""<label>
<input type="radio" name="person" value="{escape(person.username)}" required{checked}>
<span class="name">{escape(f"{person.rank} {person.name}".strip())}</span>
<span class="billet">{escape(billet)} <span class="user">{escape(person.username)}</span></span>
<span class="shows">{escape(person.shows)}</span></label>"""


def message_page(title: str, text: str, status: int = 200) -> HTMLResponse:
    """A page that only says something."""
    return page(title, f'<h1>{escape(title)}</h1>\n<p class="lead">{escape(text)}</p>', status)


def page(title: str, content: str, status: int = 200, form_target: str = "") -> HTMLResponse:
    """A page under a content security policy without script; a form may lead on to ``form_target`` only."""
    nonce = secrets.token_urlsafe(16)
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self' {form_target}; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    headers = {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    html = _PAGE.substitute(title=escape(title), style=_STYLE, nonce=nonce, content=content)
    return HTMLResponse(html, status, headers)
