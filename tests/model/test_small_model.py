"""The golden accounts through a real small model, which writes poor mail: whatever it answers, what leaves stage 7 is
checked, repaired or composed with its reason. Only in `make test-model`; FIRSTLIGHT_GOLDEN=all takes every account."""

from __future__ import annotations

import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from agent.domain.drafts import Drafted, NoReason, Severity, Verdict
from agent.evaluate.accounts import known_of
from agent.evaluate.cases import Question
from agent.evaluate.drafts import SETS, first_touch, golden
from drafting.answers import InMemoryAnswers
from drafting.draft import TEMPLATE_NOTE, Drafter
from drafting.endpoint import Endpoint, InMemoryEndpoints, Rung
from drafting.model import Message
from drafting.openai_model import OpenAIModel
from drafting.render import Prompts
from drafting.shapes import draft_shape

pytestmark = [pytest.mark.model, pytest.mark.timeout(7200)]

HERE = Path(__file__).parent
PYTHON = HERE.parents[1] / ".venv-model" / "bin" / "python"
NAME = "smollm2"
UNSUPPORTED = {Verdict.PARTIAL, Verdict.UNSUPPORTED, Verdict.CONTRADICTED, Verdict.WRONG_PARTY}


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    if not PYTHON.exists():
        pytest.fail(f"{PYTHON} is not there: run `make test-model`, which installs the small model.")
    command = [str(PYTHON), str(HERE / "small_model_server.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        address = next(line.strip() for line in server.stdout if line.startswith("http://127.0.0.1:"))
        yield f"{address}/v1"
        server.kill()


@dataclass
class Tally:
    """What became of the accounts, and what it took."""

    ended: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    modes: Counter[str] = field(default_factory=Counter)
    unsupported: int = 0
    tokens: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, found: Drafted | NoReason, seconds: float) -> None:
        self.seconds.append(seconds)
        if isinstance(found, NoReason):
            self.ended["no reason"] += 1
            return
        made = found.authorship
        self.tokens += made.input_tokens + made.output_tokens
        self.unsupported += sum(verdict in UNSUPPORTED for verdict in found.findings.verdicts)
        if made.drafter != "model":
            self.ended["composed"] += 1
            self.reasons[made.note.removeprefix(f"{TEMPLATE_NOTE}: ")[:90]] += 1
        else:
            self.ended["repaired" if "repair" in made.note else "as written"] += 1

    def __str__(self) -> str:
        ended = ", ".join(f"{count} {what}" for what, count in self.ended.most_common())
        lines = [f"{sum(self.ended.values())} accounts: {ended}; {self.unsupported} unsupported sentences approvable"]
        lines += [f"  {count} × {why}" for why, count in self.reasons.most_common()]
        return "\n".join([*lines, f"  {self.tokens:,} tokens, {sum(self.seconds):.0f} s"])


def accounts() -> list[Question]:
    """One of each signal kind; all of them where the environment says so."""
    every = list(golden())
    if os.environ.get("FIRSTLIGHT_GOLDEN") == "all":
        return every
    drafted = [one for one in every if not one.expect["no_reason"]]
    share = len(drafted) // len(SETS)
    return [drafted[share * number] for number in range(len(SETS))]


def test_every_golden_account_ends_checked_repaired_or_composed_with_its_reason(
    base_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    small = OpenAIModel(
        Endpoint(base_url, NAME, "none", timeout_s=180, retries=0, at_once=1), answers=InMemoryAnswers()
    )
    drafter = Drafter(model=small, prompts=Prompts(), secret=b"test")
    tally, wrong = Tally(), []
    for question in accounts():
        began = time.monotonic()
        found = first_touch(known_of(question.given), drafter, ())
        tally.add(found, time.monotonic() - began)
        if problem := problem_of(question, found):
            wrong.append(f"{question.id}: {problem}")
    with capsys.disabled():
        print(f"\n{tally}")
    assert not wrong
    assert tally.unsupported == 0


def problem_of(question: Question, found: Drafted | NoReason) -> str:
    """What is not as promised, or ""."""
    if isinstance(found, NoReason):
        expected: Any = question.expect["no_reason"]
        return "" if found.code == expected else f"no draft ({found.code}: {found.why})"
    if any(finding.severity is Severity.BLOCK for finding in found.findings.findings):
        return "it is not approvable"
    if found.authorship.drafter == "model":
        return "" if NAME in found.authorship.note else "it does not say who wrote it"
    return "" if NAME in found.authorship.note or "model" in found.authorship.note else "composed without a reason"


def test_a_real_server_obeys_the_schema_by_chat_and_ignores_it_by_responses(base_url: str) -> None:
    shape = draft_shape(["e1", "h1"])
    ask = [Message("user", "Write a mail of one short sentence about a new office as JSON. Evidence: e1. Pain: h1.")]
    by_chat = OpenAIModel(Endpoint(base_url, NAME, "none", timeout_s=180, retries=0))
    answer = by_chat.write(ask, shape, max_output_tokens=600)
    assert answer.mode == "json_schema" and answer.input_tokens > 0 and answer.output_tokens > 0
    cited = {each for sentence in answer.value.sentences for each in sentence.evidence_ids}
    assert cited <= {"e1", "h1"}

    memory = InMemoryEndpoints()
    from_the_top = OpenAIModel(
        Endpoint(base_url, NAME, "none", timeout_s=180, retries=0, first=Rung.RESPONSES), memory=memory
    )
    assert from_the_top.write(ask, shape, max_output_tokens=600).mode in ("responses", "json_schema")
