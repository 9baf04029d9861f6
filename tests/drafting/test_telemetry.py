"""What a trace tells of a call: the names of the conventions, counts and hashes, never a word of what was said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from local_server import Answer, LocalServer

from agent.errors import ModelError
from drafting import telemetry
from drafting.endpoint import Endpoint
from drafting.model import About, Message
from drafting.openai_model import OpenAIModel
from drafting.prices import Used
from drafting.shapes import draft_shape

metrics = pytest.importorskip("opentelemetry.metrics")
trace = pytest.importorskip("opentelemetry.trace")

SAID = {"subject": "hello there", "sentences": []}
SAID["sentences"] = [{"text": "Secret words.", "role": "opener", "kind": "fact", "evidence_ids": ["e1"]}]  # type: ignore[assignment]


@dataclass
class Heard:
    """A tracer and a meter that keep what they are told."""

    spans: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    points: list[tuple[str, float, Mapping[str, Any]]] = field(default_factory=list)

    @contextmanager
    def start_as_current_span(
        self, name: str, *, attributes: Mapping[str, Any], record_exception: bool, set_status_on_exception: bool
    ) -> Iterator[Any]:
        assert not record_exception and not set_status_on_exception  # an error may repeat what was sent
        told = dict(attributes)
        self.spans.append((name, told))
        yield _Span(told)

    def create_histogram(self, name: str, *, unit: str) -> _Histogram:
        assert unit in ("s", "{token}")
        return _Histogram(name, self.points)


@dataclass
class _Span:
    told: dict[str, Any]

    def set_attributes(self, attributes: Mapping[str, Any]) -> None:
        self.told.update(attributes)


@dataclass
class _Histogram:
    name: str
    points: list[tuple[str, float, Mapping[str, Any]]]

    def record(self, value: float, attributes: Mapping[str, Any]) -> None:
        self.points.append((self.name, value, attributes))


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    listening = Heard()
    monkeypatch.setattr(trace, "get_tracer", lambda name: listening)
    monkeypatch.setattr(metrics, "get_meter", lambda name: listening)
    telemetry._histogram.cache_clear()
    yield listening
    telemetry._histogram.cache_clear()


def ask(server: LocalServer, answer: Answer) -> None:
    server.route("/v1/chat/completions", answer)
    model = OpenAIModel(Endpoint(server.url("/v1"), "tiny", "sk-key", retries=0))
    about = About("first_touch/default", "abc123")
    model.write([Message("user", "A private question.")], draft_shape(["e1"]), about=about)


def good() -> Answer:
    message = {"role": "assistant", "content": json.dumps(SAID)}
    body = {"id": "c", "object": "chat.completion", "created": 1, "model": "tiny-2026"}
    choices = [{"index": 0, "finish_reason": "stop", "message": message}]
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    return Answer(
        json.dumps({**body, "choices": choices, "usage": usage}), headers={"Content-Type": "application/json"}
    )


def test_a_span_and_two_metrics_tell_counts_and_hashes_and_nothing_that_was_said(heard: Heard) -> None:
    with LocalServer() as server:
        ask(server, good())
    name, told = heard.spans[0]
    assert name == "chat tiny"
    assert told == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai_compatible",
        "gen_ai.request.model": "tiny",
        "gen_ai.response.model": "tiny-2026",
        "gen_ai.usage.input_tokens": 100,
        "gen_ai.usage.output_tokens": 20,
        "gen_ai.response.finish_reasons": ["stop"],
        "server.address": "127.0.0.1",
        "prompt.id": "first_touch/default",
        "prompt.hash": "abc123",
    }
    tokens = [
        (value, at["gen_ai.token.type"]) for name, value, at in heard.points if name == "gen_ai.client.token.usage"
    ]
    assert tokens == [(100, "input"), (20, "output")]
    assert [name for name, _, _ in heard.points].count("gen_ai.client.operation.duration") == 1
    everything = repr((heard.spans, heard.points))
    assert "Secret" not in everything and "private" not in everything and "sk-key" not in everything


def test_an_answer_out_of_a_batch_is_told_by_the_same_names_and_has_no_duration(heard: Heard) -> None:
    about = About("follow_up/angle", "abc123")
    at = Endpoint("http://127.0.0.1:9/v1", "tiny", "sk-key")
    telemetry.answered_in_batch(at, about, model="tiny-2026", used=Used(100, 20), finish="stop")
    telemetry.answered_in_batch(at, about, model="", used=None, finish="")
    (name, told), (_, unknown) = heard.spans
    assert name == "chat tiny" and told["firstlight.batch"] is True and told["prompt.hash"] == "abc123"
    assert told["gen_ai.usage.input_tokens"] == 100 and told["gen_ai.response.finish_reasons"] == ["stop"]
    assert "gen_ai.usage.input_tokens" not in unknown
    assert [(name, value) for name, value, _ in heard.points] == [
        ("gen_ai.client.token.usage", 100), ("gen_ai.client.token.usage", 20),
    ]  # fmt: skip


def test_a_failure_is_told_by_its_kind(heard: Heard) -> None:
    with LocalServer() as server, pytest.raises(ModelError):
        ask(server, Answer(json.dumps({"error": {"message": "sk-key is wrong"}}), status=401))
    assert heard.spans[0][1]["error.type"] == "ModelPaused"
    assert "sk-key" not in repr((heard.spans, heard.points))


def test_without_opentelemetry_a_call_is_a_call(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telemetry, "_has", lambda part: False)
    with LocalServer() as server:
        ask(server, good())
    assert heard.spans == [] and heard.points == []
