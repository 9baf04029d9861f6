"""An endpoint on loopback with files and batches as OpenAI has them, whose batches end as a test says.

endpoint = BatchEndpoint(server, answer)      # routes /v1/files, /v1/batches and chat completions
endpoint.end("completed")                     # every open batch is answered and has ended so
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from local_server import Answer, LocalServer, Received
from model_endpoint import PATH

JSON = {"Content-Type": "application/json"}
Reply = Callable[[Received], Answer]


@dataclass
class BatchEndpoint:
    """`answer` gives what a model says, to a question of a batch as to one that is asked at once. `files` by id,
    `batches` as they are told of; `asked_at_once` are the questions outside any batch."""

    server: LocalServer
    answer: Reply
    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked_at_once: list[Received] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server.route("/v1/files", self._put_file)
        self.server.route("/v1/files/*", self._file)
        self.server.route("/v1/batches", self._batches)
        self.server.route("/v1/batches/*", self._batch)
        self.server.route(PATH, self._at_once)

    def end(self, status: str = "completed", *, only: int | None = None, lines: list[Any] | None = None) -> None:
        """End every open batch: its first `only` questions are answered, the rest are not. `lines` stand in the file
        of answers instead of what the model says."""
        for batch in self.batches.values():
            if batch["status"] in ("validating", "in_progress", "finalizing", "cancelling"):
                questions = self.questions(batch["id"])
                answered = [self._line(one) for one in questions[:only]] if lines is None else lines
                batch["status"] = status
                batch["output_file_id"] = self._keep(answered) if answered else None
                missed = [] if only is None else questions[only:]
                batch["error_file_id"] = self._keep([_missed(one) for one in missed]) if missed else None

    def questions(self, batch_id: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.files[self.batches[batch_id]["input_file_id"]].splitlines()]

    def all_questions(self) -> list[dict[str, Any]]:
        return [one for batch_id in self.batches for one in self.questions(batch_id)]

    def _keep(self, lines: list[Any]) -> str:
        file_id = f"file-{len(self.files) + 1}"
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        self.files[file_id] = "\n".join(texts).encode()
        return file_id

    def _line(self, question: Mapping[str, Any]) -> dict[str, Any]:
        got = Received("POST", question["url"], {}, {}, json.dumps(question["body"]).encode())
        said = self.answer(got)
        response = {"status_code": said.status, "request_id": "r", "body": json.loads(str(said.body))}
        return {"id": "b", "custom_id": question["custom_id"], "response": response, "error": None}

    def _at_once(self, got: Received) -> Answer:
        self.asked_at_once.append(got)
        return self.answer(got)

    def _put_file(self, got: Received) -> Answer:
        boundary = re.search(r"boundary=(\S+)", got.headers["content-type"])
        assert boundary is not None and b"batch" in got.body
        parts = got.body.split(b"--" + boundary[1].encode())
        (content,) = [part.split(b"\r\n\r\n", 1)[1] for part in parts if b'name="file"' in part]
        file_id = f"file-{len(self.files) + 1}"
        self.files[file_id] = content.removesuffix(b"\r\n")
        said = {"id": file_id, "object": "file", "bytes": len(content), "created_at": 1, "filename": "a.jsonl"}
        return _json({**said, "purpose": "batch", "status": "processed"})

    def _file(self, got: Received) -> Answer:
        file_id = got.path.split("/")[3]
        if file_id not in self.files:
            return _json({"error": {"message": "no such file"}}, 404)
        if got.method == "DELETE":
            self.deleted.append(file_id)
            return _json({"id": file_id, "object": "file", "deleted": True})
        return Answer(self.files[file_id], headers={"Content-Type": "application/octet-stream"})

    def _batches(self, got: Received) -> Answer:
        if got.method == "GET":
            newest = list(self.batches.values())[::-1]
            return _json({"object": "list", "data": newest, "has_more": False})
        asked = json.loads(got.body)
        batch_id = f"batch_{len(self.batches) + 1}"
        self.batches[batch_id] = {
            "id": batch_id, "object": "batch", "endpoint": asked["endpoint"], "input_file_id": asked["input_file_id"],
            "completion_window": asked["completion_window"], "status": "validating", "created_at": 1,
            "metadata": asked["metadata"], "output_file_id": None, "error_file_id": None, "errors": None,
        }  # fmt: skip
        return _json(self.batches[batch_id])

    def _batch(self, got: Received) -> Answer:
        batch = self.batches.get(got.path.split("/")[3])
        if batch is None:
            return _json({"error": {"message": "no such batch"}}, 404)
        if got.path.endswith("/cancel"):
            batch["status"] = "cancelling"
        return _json(batch)


def _missed(question: Mapping[str, Any]) -> dict[str, Any]:
    error = {"code": "batch_expired", "message": "This request could not be executed before it expired."}
    return {"id": "b", "custom_id": question["custom_id"], "response": None, "error": error}


def _json(said: Any, status: int = 200) -> Answer:
    return Answer(json.dumps(said), status, JSON)
