"""Signals from a team's own tools: a signed webhook, taken in and drafted for at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse, Response

from agent.errors import NotFound
from review_queue.guard import Anyone

router = APIRouter(prefix="/v1/intake")


async def _body(request: Request) -> bytes:
    return await request.body()


@router.post("/{channel}")
def take(visit: Anyone, channel: str, body: Annotated[bytes, Depends(_body)]) -> Response:
    """202 with the ids of what was taken in. The signature is the sender's proof; it is checked before anything."""
    if visit.context.take_intake is None or not channel.replace("-", "").replace("_", "").isalnum():
        raise NotFound("There is no such channel.")
    headers = {name.lower(): value for name, value in visit.request.headers.items()}
    ids = visit.context.take_intake(channel, body, headers)
    return JSONResponse({"ids": list(ids), "id": ids[0] if ids else None}, 202)
