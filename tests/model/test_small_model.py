"""The golden accounts through a real small model, which writes poor mail: whatever it answers, what leaves stage 7 is
checked, repaired or composed with its reason.

Only in `make test-model`. FIRSTLIGHT_GOLDEN=all takes every account, kinds in turn, for at most FIRSTLIGHT_MINUTES;
FIRSTLIGHT_KEPT=FILE keeps what became of each, and the next run goes on from there. On a busy machine take
FIRSTLIGHT_MODEL_THREADS=1 and more of FIRSTLIGHT_PATIENCE_S, the seconds that an answer may take.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
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
_TURNS = 8
PATIENCE_S = float(os.environ.get("FIRSTLIGHT_PATIENCE_S", "180"))
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


@dataclass(frozen=True)
class Ended:
    """What became of one account, and what it took."""

    id: str
    how: str
    reason: str = ""
    unsupported: int = 0
    tokens: int = 0
    seconds: float = 0.0
    problem: str = ""


def ended(question: Question, found: Drafted | NoReason, seconds: float) -> Ended:
    problem = problem_of(question, found)
    if isinstance(found, NoReason):
        return Ended(question.id, "no reason", seconds=seconds, problem=problem)
    made = found.authorship
    by_model = "repaired" if "repair" in made.note else "as written"
    return Ended(
        question.id,
        by_model if made.drafter == "model" else "composed",
        "" if made.drafter == "model" else made.note.removeprefix(f"{TEMPLATE_NOTE}: ")[:90],
        sum(verdict in UNSUPPORTED for verdict in found.findings.verdicts),
        made.input_tokens + made.output_tokens,
        seconds,
        problem,
    )


def told(every: Sequence[Ended]) -> str:
    how, reasons = Counter(one.how for one in every), Counter(one.reason for one in every if one.reason)
    ways = ", ".join(f"{count} {what}" for what, count in how.most_common())
    unsupported = sum(one.unsupported for one in every)
    took = sorted(one.seconds for one in every if one.tokens) or [0.0]
    lines = [f"{len(every)} accounts: {ways}; {unsupported} unsupported sentences approvable"]
    lines += [f"  {count} × {why}" for why, count in reasons.most_common()]
    tokens, middle = sum(one.tokens for one in every), took[len(took) // 2]
    return "\n".join(
        [*lines, f"  {tokens:,} tokens; {sum(took):.0f} s, a draft {middle:.0f} s, at most {took[-1]:.0f} s"]
    )


@dataclass(frozen=True)
class Kept:
    """The accounts that have ended, in the file that FIRSTLIGHT_KEPT names: a run begun again goes on behind them."""

    path: Path | None

    def read(self) -> list[Ended]:
        if self.path is None or not self.path.exists():
            return []
        return [Ended(**json.loads(line)) for line in self.path.read_text(encoding="utf-8").splitlines()]

    def add(self, one: Ended) -> None:
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(one)) + "\n")


def accounts() -> list[Question]:
    """One of each signal kind; all of them where the environment says so."""
    every = list(golden())
    if os.environ.get("FIRSTLIGHT_GOLDEN") == "all":
        return [one for turn in range(_TURNS) for one in every[turn::_TURNS]]
    drafted = [one for one in every if not one.expect["no_reason"]]
    share = len(drafted) // len(SETS)
    return [drafted[share * number] for number in range(len(SETS))]


def test_every_golden_account_ends_checked_repaired_or_composed_with_its_reason(
    base_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    small = OpenAIModel(
        Endpoint(base_url, NAME, "none", timeout_s=PATIENCE_S, retries=0, at_once=1), answers=InMemoryAnswers()
    )
    drafter = Drafter(model=small, prompts=Prompts(), secret=b"test")
    kept = Kept(Path(os.environ["FIRSTLIGHT_KEPT"]) if "FIRSTLIGHT_KEPT" in os.environ else None)
    every = kept.read()
    until = time.monotonic() + 60 * float(os.environ.get("FIRSTLIGHT_MINUTES", "110"))
    left = [question for question in accounts() if question.id not in {one.id for one in every}]
    while left and time.monotonic() < until:
        question, began = left.pop(0), time.monotonic()
        found = first_touch(known_of(question.given), drafter, ())
        every.append(ended(question, found, time.monotonic() - began))
        kept.add(every[-1])
    with capsys.disabled():
        print(f"\n{told(every)}")
    assert [f"{one.id}: {one.problem}" for one in every if one.problem] == []
    assert sum(one.unsupported for one in every) == 0
    assert not left, f"{len(left)} accounts are left: run again with the same FIRSTLIGHT_KEPT to go on"


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
