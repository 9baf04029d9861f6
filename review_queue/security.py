"""What every answer carries and every unsafe request must show (review §4.1): strict CSP, no eval, no inline.

Pure ASGI, outermost: a request from another site is turned away before anything of ours reads its body.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from review_queue.problems import Refusal, Trouble, json_answer

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# These take messages of other machines, which have no session of ours: each carries its own proof instead.
WITHOUT_SESSION = ("/u/", "/v1/intake/", "/csp-report")
MOST_BYTES = 1_000_000

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; "
    "report-uri /csp-report; report-to csp"
)
_HEADERS = {
    "Content-Security-Policy": CSP,
    "Reporting-Endpoints": 'csp="/csp-report"',
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_TOO_LARGE = Trouble(413, "too-large", f"At most {MOST_BYTES:,} bytes are read.")
_HSTS = "max-age=31536000"


@dataclass(frozen=True, slots=True)
class Site:
    """Under which names this site may be asked for. `public_host` "" means: only as itself (Host == Origin)."""

    public_host: str = ""
    secure: bool = False


def is_same_origin(headers: Mapping[str, str], site: Site) -> bool:
    """Whether an unsafe request comes from our own pages: Fetch metadata, else Origin against Host."""
    fetch_site = headers.get("sec-fetch-site")
    if fetch_site is not None:
        return fetch_site in {"same-origin", "none"}
    origin = headers.get("origin")
    if origin is None:
        return True  # no browser: the session's CSRF token, or a bearer of none, decides
    host = urlsplit(origin).netloc
    return bool(host) and host in {headers.get("host", ""), site.public_host}


class Security:
    """Adds the headers, and refuses foreign unsafe requests and bodies that are too large."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app = app
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        dressed = self._dressed(scope, send)
        if trouble := self._refusal(scope, headers):
            await json_answer(trouble)(scope, receive, dressed)
            return
        await self.app(scope, _capped(receive), dressed)

    def _refusal(self, scope: Scope, headers: Headers) -> Trouble | None:
        path: str = scope["path"]
        if scope["method"] == "TRACE":
            return Trouble(405, "method", "TRACE is not answered.")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MOST_BYTES:
            return _TOO_LARGE
        if "\0" in path or b"%00" in scope.get("query_string", b""):
            return Trouble(400, "nul", "No name here holds a NUL character.")
        if scope["method"] not in UNSAFE or path.startswith(WITHOUT_SESSION):
            return None
        if not is_same_origin(headers, self.site):
            return Trouble(403, "cross-site", "This request came from another site and was not carried out.")
        return None

    def _dressed(self, scope: Scope, send: Send) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if self.site.secure:
                    headers.setdefault("Strict-Transport-Security", _HSTS)
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        return send_with_headers


def _capped(receive: Receive) -> Receive:
    """`receive` that stops at the most that is read, also where no length was announced (chunked bodies)."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MOST_BYTES:
            raise Refusal(_TOO_LARGE)
        return message

    return counted


def empty(status: int = 204) -> Response:
    return Response(status_code=status)
