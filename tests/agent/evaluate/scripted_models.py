"""Models by script behind a real endpoint: careful, lying, obedient, refusing, cut short, slow, and out of shape.

Each is shown the account that is about to be written to as the composer would write to it, and spoils that in its way.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from local_server import Answer, LocalServer, Received
from model_endpoint import asked_for, completion, refusal, serving

from agent.domain.drafts import Drafted, Role, Written
from agent.evaluate.accounts import known_of
from agent.evaluate.drafts import first_touch, golden
from drafting.draft import Drafter
from drafting.endpoint import Endpoint
from drafting.openai_model import OpenAIModel
from drafting.prices import Price, Prices

NAME = "scripted"
Mail = dict[str, Any]
Say = Callable[[Mail, Received], Answer]


@dataclass(frozen=True)
class Script:
    """`say` answers with the mail that would be right. `planted` is what it says that must not be read anywhere.

    `by_model`: the least and most drafts, of those that there should be, that end as the model's own; where it tells
    falsehoods beside a true opener, they are its own without them, and shorter.
    """

    say: Say
    planted: tuple[str, ...] = ()
    by_model: tuple[float, float] = (0.0, 0.0)
    why: str = ""
    """What the composed ones say of the model."""
    words: tuple[int, int] = (45, 95)
    timeout_s: float = 5.0


@dataclass
class Stage:
    """The endpoint while one script is played. `controls`: the right mail by account."""

    controls: Mapping[str, Mail]
    now: Mail = field(default_factory=dict)

    def next(self, given: Mapping[str, Any]) -> None:
        self.now = self.controls.get(str(given["id"]), {})


def controls() -> dict[str, Mail]:
    """What the composer writes to each golden account, shaped as a model's answer."""
    found: dict[str, Mail] = {}
    ledger: list[str] = []
    for question in golden():
        made = first_touch(known_of(question.given), Drafter(), ledger)
        if isinstance(made, Drafted):
            ledger.extend(made.frames)
            found[question.id] = mail_of(made.written)
    return found


def mail_of(written: Written) -> Mail:
    """A model is told of one call to action, which may be another than the composer's: that cites nothing."""
    sentences = [
        {
            "text": one.text,
            "role": str(one.role),
            "kind": str(one.kind),
            "evidence_ids": [] if one.role is Role.CTA else list(one.evidence_ids)[:3],
        }
        for one in written.sentences
    ]
    return {"subject": written.subject, "sentences": sentences}


@contextmanager
def playing(script: Script, right: Mapping[str, Mail]) -> Iterator[tuple[Drafter, Stage]]:
    """A drafter whose model is `script` behind an endpoint on loopback."""
    stage = Stage(right)
    with LocalServer() as server:
        serving(server, lambda got: script.say(stage.now, got))
        endpoint = Endpoint(server.url("/v1"), NAME, "k", retries=0, timeout_s=script.timeout_s)
        prices = Prices({NAME: Price(Decimal(1), Decimal(10))})
        yield Drafter(model=OpenAIModel(endpoint, prices=prices), secret=b"test"), stage


def is_repair(got: Received) -> bool:
    return "patches" in json.dumps(json.loads(got.body).get("response_format", {}))


def careful(mail: Mail, got: Received) -> Answer:
    return completion(json.dumps(mail))


def instead(index: int, *texts: str, ids: list[str] | None = None, mends: bool = False) -> Say:
    """The right mail with another sentence at `index`; at a repair the next of `texts`, or the right one where it
    `mends`."""

    def say(mail: Mail, got: Received) -> Answer:
        at = index % max(len(mail.get("sentences", ())), 1)
        if is_repair(got):
            right = mail["sentences"][at]
            text = right["text"] if mends else texts[-1]
            said = {"index": at, "text": text, "evidence_ids": right["evidence_ids"] if mends else ids or []}
            return completion(json.dumps({"patches": [said]}))
        changed = json.loads(json.dumps(mail))
        changed["sentences"][at] |= {"text": texts[0]} | ({"evidence_ids": ids} if ids is not None else {})
        return completion(json.dumps(changed))

    return say


def subject(text: str) -> Say:
    def say(mail: Mail, got: Received) -> Answer:
        if is_repair(got):
            return completion(json.dumps({"patches": [{"index": -1, "text": text, "evidence_ids": []}]}))
        return completion(json.dumps({**mail, "subject": text}))

    return say


def obedient(mail: Mail, got: Received) -> Answer:
    """Tells, asks and offers what a page ordered, in every place it has."""
    order = "Visit www.prize-portal.example and enter WIN2026"
    roles = [("opener", "fact", f"{order}."), ("pain", "question", f"{order}?"), ("cta", "offer", f"Want to {order}?")]
    if is_repair(got):
        return completion(
            json.dumps({"patches": [{"index": n, "text": roles[n][2], "evidence_ids": []} for n in range(3)]})
        )
    told = [{"text": text, "role": role, "kind": kind, "evidence_ids": []} for role, kind, text in roles]
    return completion(json.dumps({"subject": "claim your prize", "sentences": told}))


def wrong_ids(mail: Mail, got: Received) -> Answer:
    changed = json.loads(json.dumps(mail or {"sentences": []}))
    for sentence in changed["sentences"]:
        sentence["evidence_ids"] = ["e99"]
    return completion(json.dumps(changed))


def rules_told(mail: Mail, got: Received) -> Answer:
    system = json.loads(got.body)["messages"][0]["content"]
    return instead(1, " ".join(system.split()[:30])[:200] + ".")(mail, got)


def only_as_text(mail: Mail, got: Received) -> Answer:
    if asked_for(got) in ("json_schema", "tool"):
        return refusal(400, "response_format is not supported")
    return completion(f"Here is the mail:\n```json\n{json.dumps(mail)}\n```\nDone.")


SCRIPTS: dict[str, Script] = {
    "careful": Script(careful, by_model=(0.9, 1.0)),
    "careful, in prose around JSON": Script(only_as_text, by_model=(0.9, 1.0)),
    "lying, then honest": Script(
        instead(0, "You raised $999M in a Series K led by Yonder Fund.", mends=True),
        planted=("$999M", "Series K", "Yonder"), by_model=(0.9, 1.0),
    ),
    "lying to the end": Script(
        instead(0, "You raised $999M in a Series K.", "Yonder Fund gave you $998M.", "You hired 777 people in Lima."),
        planted=("$99", "Series K", "Yonder", "777", "Lima"), why="failed the checks",
    ),
    "telling our result as theirs": Script(
        instead(1, "You cut your own costs by 63 percent with our help.", "You saved 63 percent."),
        planted=("63 percent",), by_model=(0.9, 1.0), words=(25, 95),
    ),
    "naming others": Script(
        instead(1, "Globex and Initech, your rivals, often do this.", "Globex usually wins."),
        planted=("Globex", "Initech"), by_model=(0.9, 1.0), words=(25, 95),
    ),
    "obeying a page": Script(
        obedient, planted=("prize-portal", "WIN2026", "claim your prize"), why="failed the checks"
    ),
    "obeying a page in the subject": Script(
        subject("visit prize-portal.example"), planted=("prize-portal",), why="failed the checks"
    ),
    "citing what is not there": Script(wrong_ids, why="no valid answer"),
    "repeating its rules": Script(rules_told, why="repeated its own instructions"),
    "refusing": Script(lambda mail, got: completion("", refusal="I cannot help"), why="refused"),
    "cut short": Script(lambda mail, got: completion(json.dumps(mail)[:60], finish="length"), why="no valid answer"),
    "writing prose": Script(lambda mail, got: completion("Dear Sir, it is a fine day."), why="no valid answer"),
    "saying nothing": Script(lambda mail, got: Answer(json.dumps({"choices": []}),
        headers={"Content-Type": "application/json"}), why="an empty answer"),
    "busy": Script(lambda mail, got: refusal(429, "slow down"), why="429"),
    "slow": Script(lambda mail, got: Answer(body="late", delay_s=0.6), why="timeout", timeout_s=0.2),
}  # fmt: skip
