"""No address, telephone number or person's name leaves in a request or a log line, over all golden accounts and every
touch (drafting §10.11)."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterable
from contextlib import redirect_stderr

import pytest
from drafting_builders import AS_OF, account, contact, evidence, join_signal, mailbox, offer, persona, signal
from local_server import Answer, LocalServer, Received

from agent import log
from agent.domain.contacts import Contact
from agent.domain.drafts import Drafted, Role, Sentence, SentenceKind, Written
from agent.domain.signals import Signal, SignalKind
from agent.evaluate.accounts import known_of
from agent.evaluate.drafts import golden, toucher
from drafting.draft import Drafter, draft
from drafting.endpoint import Endpoint
from drafting.openai_model import OpenAIModel
from drafting.render import Prompts
from drafting.research import research

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
PHONE = re.compile(r"(?<![\w.,-])(?!\d{4}-\d\d-\d\d|127\.0\.0\.1)\+?\d[\d ()./-]{7,}\d(?![\w-])")
FALSE = {
    "subject": "routing after series b",
    "sentences": [
        {"text": "You raised $999M last week.", "role": "opener", "kind": "fact", "evidence_ids": []},
        {"text": "Want our checklist?", "role": "cta", "kind": "offer", "evidence_ids": []},
    ],
}
PATCH = {"patches": [{"index": 0, "text": "You raised $998M.", "evidence_ids": []}]}


def liar(got: Received) -> Answer:
    """Writes what fails the checks, so that repairs are asked for, too."""
    asked = json.loads(got.body)
    text = json.dumps(PATCH if "patches" in json.dumps(asked["response_format"]) else FALSE)
    message = {"role": "assistant", "content": text}
    body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m"}
    body["choices"] = [{"index": 0, "finish_reason": "stop", "message": message}]  # type: ignore[assignment]
    return Answer(json.dumps(body), headers={"Content-Type": "application/json"})


def persons(contact_: Contact, signals: Iterable[Signal]) -> set[str]:
    """Every word of every name, as it may stand in a text."""
    names = {contact_.name}
    for one in signals:
        names |= {value for name, value in one.fields.items() if name == "person" or name.startswith("person_")}
    return {word for name in names for word in re.findall(r"[^\W\d_]{2,}", name)}


def told_of(words: Iterable[str], text: str) -> set[str]:
    return {word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)}


def requests_and_logs(server: LocalServer, logs: io.StringIO) -> str:
    """All that was sent, but for our own rules, and all that was logged."""
    bodies = [json.loads(got.body) for got in server.requests]
    told = [message["content"] for body in bodies for message in body["messages"] if message["role"] == "user"]
    rest = [{name: value for name, value in body.items() if name != "messages"} for body in bodies]
    return "\n".join([*told, json.dumps(rest), *(str(got.headers) for got in server.requests), logs.getvalue()])


@pytest.fixture
def logs() -> Iterable[io.StringIO]:
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    with redirect_stderr(heard):
        log.configure(json=True, level="debug")
        yield heard
    root.removeHandler(handler)
    root.setLevel(level)


def small(server: LocalServer) -> Drafter:
    model = OpenAIModel(Endpoint(server.url("/v1"), "tiny", "sk-verysecretkey", retries=0))
    return Drafter(model=model, prompts=Prompts(), secret=b"test")


def test_no_request_and_no_log_line_names_anybody_of_the_golden_accounts(logs: io.StringIO) -> None:
    leaks: dict[str, set[str]] = {}
    with LocalServer() as server:
        server.route("/v1/chat/completions", liar)
        drafter, asked = small(server), 0
        for question in golden():
            known = known_of(question.given)
            server.requests.clear()
            logs.seek(0)
            logs.truncate()
            touch = toucher(known, drafter)
            if touch is None:
                continue
            first = touch("first", 1, (), ())
            if isinstance(first, Drafted):
                touch("angle", 2, (first.written,), ())
            asked += len(server.requests)
            sent = requests_and_logs(server, logs)
            found = told_of(persons(known.contact, known.signals), sent) | {*ADDRESS.findall(sent)}
            found |= {"sk-verysecretkey"} & {sent} | set(PHONE.findall(sent))
            if found:
                leaks[question.id] = {sent[max(0, sent.find(w) - 60) : sent.find(w) + 40] for w in found}
    assert leaks == {}
    assert asked > 100


NASTY = (
    "Alder Robotics named Jo Van Aken as VP of Sales. Van Aken (jo.vanaken@alder.example, +44 20 7946 0958) follows "
    "Tomás Ortiz-Lund, said JO VAN AKEN. Jo reports to Mr. Ortiz-Lund; call (617) 555-0100 or 617.555.0199."
)


def test_short_double_accented_and_shouted_names_stay_here_and_plain_words_stay_words(logs: io.StringIO) -> None:
    alder = account()
    people = {"person": ("Jo Van Aken", "Jo Van Aken"), "title": ("VP of Sales", "VP of Sales")}
    told = signal(alder, SignalKind.JOB_CHANGE, evidence(NASTY, **people, direction=("join", "named")))
    will = contact(alder, name="Will May", first_name="Will", last_name="May", email="will@alder.example")
    earlier = Written(
        "sales at alder",
        (
            Sentence("Will you and Tomas Ortiz-Lund be the ones?", Role.OPENER, SentenceKind.QUESTION),
            Sentence("It may help, and it will not hurt.", Role.PAIN, SentenceKind.HYPOTHESIS),
        ),
    )
    brief = research(alder, [told, join_signal(alder)], offer=offer(), personas=[persona()], as_of=AS_OF)
    with LocalServer() as server:
        server.route("/v1/chat/completions", liar)
        for plan, before in (("first", ()), ("angle", (earlier,))):
            draft(
                brief,
                contact=will,
                persona=persona(),
                offer=offer(),
                mailbox=mailbox(),
                plan=plan,
                step=1 if plan == "first" else 2,
                earlier=before,
                drafter=small(server),
                as_of=AS_OF,
            )
        sent = requests_and_logs(server, logs)
    assert "VP of Sales" in sent and "It may help, and it will not hurt." in sent
    names = ["Jo", "Van", "Aken", "JO", "AKEN", "Tomás", "Tomas", "Ortiz", "Lund", "Priya", "Shah"]
    assert told_of(names, sent) == set()
    assert not ADDRESS.findall(sent) and not PHONE.findall(sent) and "7946" not in sent and "0199" not in sent
