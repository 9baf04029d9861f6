"""The demo's web: one loopback server that shows each source as it stood at the demo's own time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

from agent.clock import Clock
from agent.demo import documents
from agent.demo.documents import Filed, Story
from agent.demo.world import Calendar, Company, Role, companies


class DemoSite:
    """A context manager; `url` is its base. `limit_once` makes one board answer 429 the next time it is asked."""

    def __init__(self, calendar: Calendar, clock: Clock) -> None:
        self._calendar = calendar
        self._clock = clock
        self._limited: set[str] = set()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site._answer(self)

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> DemoSite:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def limit_once(self, path: str) -> None:
        self._limited.add(path)

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        if parts.path in self._limited:
            self._limited.discard(parts.path)
            handler.send_response(429)
            handler.send_header("Retry-After", "3600")
            handler.end_headers()
            return
        found = self.document(parts.path, parse_qs(parts.query))
        handler.send_response(200 if found else 404)
        handler.send_header("Content-Type", found[0] if found else "text/plain")
        body = found[1].encode() if found else b"not here"
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def document(self, path: str, query: dict[str, list[str]]) -> tuple[str, str] | None:
        """Content type and text of what stands at `path` at the demo's time, or None."""
        pieces = [piece for piece in path.split("/") if piece]
        routes: dict[str, Callable[[list[str]], tuple[str, str] | None]] = {
            "news": self._newsroom,
            "wire.xml": self._wire,
            "v1": lambda rest: self._board("greenhouse", rest[-2]),
            "v0": lambda rest: self._board("lever", rest[-1]),
            "posting-api": lambda rest: self._board("ashby", rest[-1]),
            "cgi-bin": lambda rest: self._current(query.get("type", ["D"])[0]),
            "Archives": self._archive,
            "home": self._home,
        }
        route = routes.get(pieces[0]) if pieces else None
        return route(pieces) if route else None

    def _company(self, company_id: str) -> Company | None:
        return next((company for company in companies() if company.id == company_id), None)

    def _known_by_now(self, day: int) -> bool:
        return self._calendar.at(day) <= self._clock.now()

    def _stories(self, company: Company, kind: str) -> list[Story]:
        entries = company.news if kind == "news" else company.wire
        return [
            Story(f"{company.id}-{kind}-{entry['day']}", entry["title"], entry["text"], self._calendar.at(entry["day"]))
            for entry in entries
            if self._known_by_now(entry["day"])
        ]

    def _newsroom(self, pieces: list[str]) -> tuple[str, str] | None:
        company = self._company(pieces[-1].removesuffix(".xml"))
        if company is None:
            return None
        text = documents.rss(company.name, f"https://{company.domain}/news", self._stories(company, "news"))
        return "application/rss+xml", text

    def _wire(self, pieces: list[str]) -> tuple[str, str]:
        stories = [story for company in companies() for story in self._stories(company, "wire")]
        return "application/rss+xml", documents.rss("Demo Wire", "https://wire.example/releases", stories)

    def _board(self, system: str, token: str) -> tuple[str, str] | None:
        company = self._company(token)
        if company is None or company.board != system:
            return None
        return "application/json", documents.BOARDS[system](company, self._open_roles(company), self._calendar)

    def _open_roles(self, company: Company) -> list[tuple[int, Role]]:
        start = 1000 + 100 * [one.id for one in companies()].index(company.id)
        return [
            (start + number, role)
            for number, role in enumerate(company.roles)
            if self._known_by_now(role.opens) and (role.closes is None or not self._known_by_now(role.closes))
        ]

    def _filed(self) -> list[Filed]:
        return [
            Filed(company, filing, f"{int(company.cik):010d}-26-{number:06d}", self._calendar.at(filing["day"]))
            for company in companies()
            for number, filing in enumerate(company.filings, start=1)
            if self._known_by_now(filing["day"])
        ]

    def _current(self, form: str) -> tuple[str, str]:
        filed = [one for one in self._filed() if one.filing["form"] == form]
        return "application/atom+xml", documents.current_filings(self.url, filed)

    def _archive(self, pieces: list[str]) -> tuple[str, str] | None:
        one = next((one for one in self._filed() if one.accession.replace("-", "") == pieces[4]), None)
        if one is None:
            return None
        if pieces[-1] == "primary_doc.xml":
            return "application/xml", documents.form_d(one, self._calendar)
        if pieces[-1].endswith("-index.htm"):
            return "text/html", documents.filing_index(one)
        return "text/html", documents.form_8k(one)

    def _home(self, pieces: list[str]) -> tuple[str, str] | None:
        company = next((one for one in companies() if one.domain == pieces[-1]), None)
        return ("text/html", documents.home_page(company, self.url)) if company else None
