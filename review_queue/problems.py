"""Errors as RFC 9457 problems: application/problem+json for machines, the same object as a page for people."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from agent.domain.drafts import Finding
from agent.errors import BadInput, BadSignature, FirstlightError, NotAllowed, NotFound, ReviewConflict

PROBLEM_JSON = "application/problem+json"

_STATUS_OF_CODE = {"precondition-required": 428, "stale-version": 412}
_TITLES = {
    400: "That request cannot be read",
    401: "Sign in first",
    403: "Not for your role",
    404: "Not found or not yours",
    409: "Too late",
    412: "It changed meanwhile",
    413: "Too large",
    422: "Not as it stands",
    428: "Which version?",
    429: "Too many tries",
    500: "Something broke here",
}
_TITLES_OF_CODE = {
    "link-over": "This link no longer works",
    "bad-signature": "The signature does not match",
    "csrf": "The session's token is missing or old",
    "cross-site": "From another site",
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong: a failed check or a bad field."""

    check: str
    detail: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem as RFC 9457 says it; `code` is the machine's word (review §1.5)."""

    status: int
    code: str
    detail: str
    state: str = ""
    current_etag: str = ""
    instance: str = ""
    errors: tuple[Wrong, ...] = field(default=())

    @property
    def title(self) -> str:
        return _TITLES_OF_CODE.get(self.code) or _TITLES.get(self.status, "That did not work")

    def as_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": f"urn:firstlight:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        }
        for name in ("instance", "state", "current_etag"):
            if value := getattr(self, name):
                body[name] = value
        if self.errors:
            body["errors"] = [asdict(wrong) for wrong in self.errors]
        return body


class Refusal(FirstlightError):
    """A request that a route refuses; it carries the problem to answer with."""

    def __init__(self, trouble: Trouble, headers: dict[str, str] | None = None) -> None:
        self.trouble = trouble
        self.headers = headers or {}
        super().__init__(trouble.detail)


def of_error(error: Exception) -> Trouble:
    """The problem that an error means to whoever asked."""
    if isinstance(error, Refusal):
        return error.trouble
    if isinstance(error, ReviewConflict):
        status = _STATUS_OF_CODE.get(error.code, 409)
        return Trouble(status, error.code, str(error), state=error.state, current_etag=error.current)
    if isinstance(error, NotFound):
        return Trouble(404, "not-found", str(error))
    if isinstance(error, BadSignature):
        return Trouble(403, "bad-signature", str(error))
    if isinstance(error, NotAllowed):
        return Trouble(403, "not-allowed", str(error))
    if isinstance(error, BadInput):
        return Trouble(422, "bad-value", str(error))
    return Trouble(500, "internal", "Nothing was changed. Try again; if it happens again, tell your admin the number.")


def of_findings(findings: tuple[Finding, ...]) -> Trouble:
    """422 checks-failed: every finding that blocks, with its words."""
    wrong = tuple(Wrong(check=finding.code, detail=finding.message) for finding in findings)
    return Trouble(422, "checks-failed", wrong[0].detail if wrong else "A check failed.", errors=wrong)


def wants_json(request: Request) -> bool:
    accepts = request.headers.get("accept", "")
    return request.url.path.startswith(("/api/", "/v1/")) or "json" in accepts.split(",")[0]


def json_answer(trouble: Trouble, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse(trouble.as_json(), trouble.status, headers, media_type=PROBLEM_JSON)
