"""A desk over a real store and a folder of its own, and a model that writes good mail from what it is told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import builders
from fakes import FakeModel

from agent.clock import MovedClock
from agent.prompts.desk import PromptDesk
from agent.prompts.shelf import sha_of
from agent.store.engine import Store
from drafting.model import Message, Model
from drafting.prompt_check import shipped

FUNDING = "first_touch/funding.md.j2"
PAIN = "composer/pain.yaml"


def desk(store: Store, folder: Path, model: Model | None = None) -> PromptDesk:
    clock = MovedClock(builders.NOW)
    return PromptDesk(store, clock, folder / "prompts", builders.team, lambda: model, b"test")


def on_disk(folder: Path, path: str, text: str) -> Path:
    target = folder / "prompts" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


def edited(path: str, old: str, new: str) -> str:
    text = shipped()[path]
    assert old in text, (path, old)
    return text.replace(old, new, 1)


def base(of: PromptDesk, path: str) -> str:
    """What a form carries: the hash of the text that was edited."""
    return sha_of(of.live().text(path))


def writer(opener: Callable[[str], str] = lambda quote: f"Your news says it plainly: {quote}") -> FakeModel:
    """A model that quotes its first evidence, and says our pieces as they stand."""

    def answered(messages: Sequence[Message]) -> dict[str, Any]:
        user = messages[1].text
        quotes = json.loads(next(part for part in re.findall(r"^(\[.*?\])$", user, re.M | re.S)))
        own = {kind: (i, text) for kind, i, text in re.findall(r"^- (.+?) \[(\w+)\]: (.+)$", user, re.M)}
        first = quotes[0]
        said = [
            {"text": opener(first["quote"])[:200], "role": "opener", "kind": "fact", "evidence_ids": [first["id"]]},
        ]
        if "pain" in own:
            i, text = own["pain"]
            said.append({"text": f"Often {text}.", "role": "pain", "kind": "hypothesis", "evidence_ids": [i]})
        i, text = own["call to action"]
        said.append({"text": text, "role": "cta", "kind": "question", "evidence_ids": [i]})
        return {"subject": "a short word", "sentences": said}

    return FakeModel([answered])
