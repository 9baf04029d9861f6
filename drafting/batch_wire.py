"""The calls that a batch takes: put in, look, take out, call off, clean up. One try each, in bounded time (§5).

`openai` is imported at the first call.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from agent.domain.batches import BatchState
from agent.errors import ModelUnavailable
from drafting.endpoint import Endpoint, is_openai

if TYPE_CHECKING:
    import openai

TAG = "firstlight"
"""The key of the metadata under which a batch is found again."""
_FILE_DAYS_S = 3 * 24 * 3600
_CALL_S = 60.0
_DOWNLOAD_S = 120.0
_PAGES = 10
ENDED = frozenset({BatchState.COMPLETED, BatchState.FAILED, BatchState.EXPIRED, BatchState.CANCELLED})
"""The words of the endpoint for a batch that is over are ours, too."""
_GOING = frozenset({"validating", "in_progress", "finalizing", "cancelling"})


class BatchRefused(ModelUnavailable):
    """The endpoint surely did not take it: it has no batches, or not this one."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A batch as the endpoint tells of it. `status` "gone" where it knows of none."""

    id: str
    status: str
    input_file_id: str = ""
    output_file_id: str = ""
    error_file_id: str = ""
    why: str = ""

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED or self.status == "gone"


class BatchWire:
    """Thread-safe. All raise ModelUnavailable where nothing is known of what happened."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def put_in(self, name: str, lines: bytes, *, path: str, metadata: Mapping[str, str]) -> Remote:
        """Send `lines` and make a batch of them. Raises BatchRefused where it surely was not made."""
        more: dict[str, Any] = {}
        if is_openai(self._endpoint.base_url):
            more["expires_after"] = {"anchor": "created_at", "seconds": _FILE_DAYS_S}
        try:
            file_id = self._call(
                lambda: self._client.files.create(file=(f"{name}.jsonl", lines), purpose="batch", **more).id
            )
        except ModelUnavailable as error:  # without its file there is no batch
            raise BatchRefused(str(error)) from error
        if not isinstance(file_id, str) or not file_id:
            raise BatchRefused(self._words("has no batches"))
        try:
            made = self._call(
                lambda: self._client.batches.create(
                    completion_window="24h",
                    endpoint=path,  # type: ignore[arg-type]
                    input_file_id=file_id,
                    metadata=dict(metadata),
                )
            )
        except BatchRefused:
            self.forget(file_id)
            raise
        return self._remote(made)

    def find(self, tag: str) -> Remote | None:
        """The batch that was put in with this tag, among the newest thousand."""
        after = ""
        for _ in range(_PAGES):
            batches, more = self._call(lambda after=after: self._listed(after))
            if found := next((one for one, tags in batches if tags.get(TAG) == tag), None):
                return self._remote(found)
            if not batches or not more:
                return None
            after = str(getattr(batches[-1][0], "id", ""))
        return None

    def _listed(self, after: str) -> tuple[list[tuple[Any, Mapping[str, Any]]], bool]:
        """A page of batches, each with its tags."""
        batches = self._client.batches
        page = batches.list(limit=100, after=after) if after else batches.list(limit=100)
        return [(one, dict(one.metadata or {})) for one in page.data or ()], bool(page.has_more)

    def look(self, remote_id: str) -> Remote:
        try:
            return self._remote(self._call(lambda: self._client.batches.retrieve(remote_id)))
        except BatchRefused as refused:
            if isinstance(refused.__cause__, self._openai.NotFoundError):
                return Remote(remote_id, "gone", why="the endpoint knows of no such batch")
            raise

    def call_off(self, remote_id: str) -> None:
        """What was not answered yet is not answered, and not billed."""
        self._call(lambda: self._client.batches.cancel(remote_id))

    def take_out(self, file_id: str, *, most: int) -> bytes:
        """The whole file. Raises ModelUnavailable where it has more than `most` bytes, or takes too long."""
        return bytes(self._call(lambda: self._downloaded(file_id, most)))

    def forget(self, *file_ids: str) -> None:
        """Have files deleted that were given to or made by a batch; one that stays expires by itself."""
        for file_id in filter(None, file_ids):
            try:
                self._call(lambda file_id=file_id: self._client.files.delete(file_id))
            except ModelUnavailable:
                continue

    def _downloaded(self, file_id: str, most: int) -> bytearray:
        until, data = time.monotonic() + _DOWNLOAD_S, bytearray()
        with self._client.files.with_streaming_response.content(file_id) as answer:
            for piece in answer.iter_bytes():
                data += piece
                if len(data) > most or time.monotonic() > until:
                    raise ModelUnavailable(self._words("sends a file of answers without an end"))
        return data

    def _call(self, ask: Any) -> Any:
        """Errors named for what is known: an answer of 4xx means that nothing was done; anything else says nothing."""
        errors = self._openai
        try:
            return ask()
        except errors.APIStatusError as error:
            status = error.status_code
            if 400 <= status < 500 and status not in (408, 409, 429):
                raise BatchRefused(self._words(f"takes no batch (HTTP {status})")) from error
            raise ModelUnavailable(self._words(f"did not answer (HTTP {status})")) from error
        except (errors.OpenAIError, import_module("httpx2").HTTPError, ValueError, TypeError, AttributeError) as error:
            kind = type(error).__name__.removesuffix("Error").removeprefix("API").lower()
            raise ModelUnavailable(self._words(f"did not answer ({kind})")) from error

    def _remote(self, said: Any) -> Remote:
        """Raises ModelUnavailable for what is no batch, or in a state that there is none of."""
        remote_id, status = getattr(said, "id", None), getattr(said, "status", None)
        if not isinstance(remote_id, str) or not remote_id or status not in ENDED | _GOING:
            raise ModelUnavailable(self._words("tells of a batch what cannot be"))
        faults = getattr(getattr(said, "errors", None), "data", None)
        why = (
            next((str(getattr(one, "code", "") or "") for one in faults if one), "") if isinstance(faults, list) else ""
        )
        files = (getattr(said, f"{name}_file_id", None) for name in ("input", "output", "error"))
        given, output, error = (one if isinstance(one, str) else "" for one in files)
        return Remote(remote_id, status, given, output, error, why[:60])

    def _words(self, what: str) -> str:
        return f"the endpoint of {self._endpoint.model} {what}"

    @cached_property
    def _openai(self) -> Any:
        return import_module("openai")

    @cached_property
    def _client(self) -> openai.OpenAI:
        return self._endpoint.client(most_s=_CALL_S)
