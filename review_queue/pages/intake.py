"""Signals from a team's own tools: a signed webhook, taken in and drafted for at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse, Response

from agent.errors import BadInput, NotFound
from review_queue.context import TakenIn
from review_queue.guard import Anyone
from signals.collectors.intake_signature import MAX_BODY

router = APIRouter(prefix="/v1/intake")
MOST_NAMED = 100
"""How many rows that were not understood an answer names; it counts all."""


async def _body(request: Request) -> bytes:
    """The body, read no further than one byte past what is taken."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY:
            raise BadInput(f"The body is larger than {MAX_BODY // 1024} KB. Send fewer events a call.")
    return body


@router.post("/{channel}")
def take(visit: Anyone, channel: str, body: Annotated[bytes, Depends(_body)]) -> Response:
    """202 with the ids of what was taken in, and the rows that were not understood, with why.

    The signature is the sender's proof; it is checked before anything.
    """
    if visit.context.take_intake is None or not channel.replace("-", "").replace("_", "").isalnum():
        raise NotFound("There is no such channel.")
    headers = {name.lower(): value for name, value in visit.request.headers.items()}
    taken = visit.context.take_intake(channel, body, headers)
    return JSONResponse(_answer(taken), 202)


def _answer(taken: TakenIn) -> dict[str, object]:
    errors = [{"line": line, "reason": reason} for line, reason in taken.refused[:MOST_NAMED]]
    ids = list(taken.ids)
    return {"ids": ids, "id": ids[0] if ids else None, "refused": len(taken.refused), "errors": errors}
