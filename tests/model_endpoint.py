"""An endpoint on loopback that answers as real ones do, and the model that asks it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from local_server import Answer, LocalServer, Received

from drafting.endpoint import Endpoint
from drafting.model import Message
from drafting.openai_model import OpenAIModel
from drafting.shapes import draft_shape

GOOD = {
    "subject": "routing checklist",
    "sentences": [{"text": "You raised $12M.", "role": "opener", "kind": "fact", "evidence_ids": ["e1"]}],
}
SHAPE = draft_shape(["e1", "h1"])
ASK = [Message("system", "rules"), Message("user", "evidence")]
PATH = "/v1/chat/completions"


def completion(text: str, finish: str = "stop", **message: Any) -> Answer:
    body = {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "tiny",
        "choices": [
            {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text, **message}}
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
    return Answer(body=json.dumps(body), headers={"Content-Type": "application/json"})


def refusal(status: int, message: str, param: str = "", code: str = "") -> Answer:
    body = json.dumps({"error": {"message": message, "param": param, "code": code, "type": "invalid_request_error"}})
    return Answer(body=body, status=status, headers={"Content-Type": "application/json", "Retry-After": "0"})


def asked_for(got: Received) -> str:
    sent = json.loads(got.body)
    if "input" in sent:
        return "responses"
    return "tool" if "tools" in sent else str(sent.get("response_format", {}).get("type", "text"))


def response(text: str, status: str = "completed", why: str = "", refusal_text: str = "") -> Answer:
    piece = {"type": "output_text", "text": text, "annotations": []}
    said = {"type": "refusal", "refusal": refusal_text} if refusal_text else piece
    body = {
        "id": "r1", "object": "response", "created_at": 1, "model": "tiny-2026", "status": status, "tools": [],
        "tool_choice": "auto", "parallel_tool_calls": False, "incomplete_details": {"reason": why} if why else None,
        "output": [{"id": "m1", "type": "message", "role": "assistant", "status": status, "content": [said]}],
        "usage": {
            "input_tokens": 100, "output_tokens": 20, "total_tokens": 120,
            "input_tokens_details": {"cached_tokens": 60}, "output_tokens_details": {"reasoning_tokens": 5},
        },
    }  # fmt: skip
    return Answer(body=json.dumps(body), headers={"Content-Type": "application/json"})


def tool_call(text: str) -> Answer:
    call = {"id": "t1", "type": "function", "function": {"name": "answer", "arguments": text}}
    return completion("", finish="tool_calls", tool_calls=[call])


def serving(server: LocalServer, answer: Callable[[Received], Answer]) -> None:
    server.route(PATH, answer)
    server.route("/v1/responses", answer)


def model(server: LocalServer, **changes: Any) -> OpenAIModel:
    endpoint = {"retries": 0, "timeout_s": 5.0, **changes.pop("endpoint", {})}
    return OpenAIModel(Endpoint(server.url("/v1"), "tiny", "k", **endpoint), **changes)
