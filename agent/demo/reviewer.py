"""A demo reviewer: decides over HTTP like anybody else, never by writing to the database."""

from __future__ import annotations

import uuid
from types import TracebackType
from typing import Any

import httpx


class Reviewer:
    """Signed in by a one-time link; a context manager over one HTTP session."""

    def __init__(self, base_url: str, link_token: str) -> None:
        self._client = httpx.Client(base_url=base_url, timeout=30)
        self._token = link_token

    def __enter__(self) -> Reviewer:
        page = self._client.post(f"/link/{self._token}", headers={"Origin": str(self._client.base_url)})
        if page.status_code not in {200, 302, 303}:
            raise RuntimeError(f"the sign-in link answered {page.status_code}")
        self._client.headers["X-CSRF-Token"] = self._client.get("/api/v1/me").json()["csrf"]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def waiting(self, view: str = "team") -> list[dict[str, Any]]:
        """The drafts that wait, best first."""
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            page = self._client.get("/api/v1/drafts", params={"view": view, "cursor": cursor, "limit": 200}).json()
            found.extend(page["drafts"])
            cursor = page.get("next") or ""
            if not cursor:
                return found

    def read(self, draft_id: str) -> dict[str, Any]:
        return dict(self._client.get(f"/api/v1/drafts/{draft_id}").json())

    def do(self, verb: str, draft_id: str, **body: Any) -> httpx.Response:
        """approve, reject, undo or edit, on the version that stands now."""
        headers = {"If-Match": self._etag(draft_id), "Idempotency-Key": str(uuid.uuid4())}
        if verb == "edit":
            return self._client.patch(f"/api/v1/drafts/{draft_id}", json=body, headers=headers)
        return self._client.post(f"/api/v1/drafts/{draft_id}/{verb}", json=body, headers=headers)

    def _etag(self, draft_id: str) -> str:
        return str(self._client.get(f"/api/v1/drafts/{draft_id}").headers["ETag"])

    def page(self, path: str) -> httpx.Response:
        return self._client.get(path)
