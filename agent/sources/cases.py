"""A reading kept as a regression case: "these documents must yield this", in one file that a team keeps."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from agent.domain.documents import Document, Recording, Request, Target
from agent.domain.items import Item
from agent.errors import BadInput, ConfigError
from agent.sources.differences import differences
from agent.sources.probe import Probe, read_once
from signals.detect import detect
from signals.fetch.recorded import RecordedFetcher


def _base64(text: str) -> str:
    base64.b64decode(text, validate=True)
    return text


def _utf8(text: str) -> str:
    text.encode()
    return text


Base64Text = Annotated[str, AfterValidator(_base64)]
Encodable = Annotated[str, AfterValidator(_utf8)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class KeptDocument(_Strict):
    """One answer: `body` where it is UTF-8, else `body_base64`. `asked` is the request's body."""

    url: str
    final_url: str
    content_type: str
    status: int
    fetched_at: AwareDatetime
    body: Encodable | None = None
    body_base64: Base64Text | None = None
    asked: Base64Text | None = None


class KeptMention(_Strict):
    kind: str
    fields: dict[str, str]


class KeptItem(_Strict):
    key: str
    title: str
    mentions: list[KeptMention]


class Case(_Strict):
    """`items` counts all that was read; `telling` are those with a mention."""

    collector: str
    target: str
    params: dict[str, str]
    documents: Annotated[list[KeptDocument], Field(min_length=1)]
    items: int
    telling: list[KeptItem]


def case_of(collector: str, probe: Probe) -> Case:
    """The case that `probe` makes: what it was answered with, as far as it may be stored, and what it yielded. Raises
    BadInput where no document was read."""
    answers = [(one.request, one.fetched.document) for one in probe.exchanges if one.fetched.document is not None]
    whole = {answer.sha256 for _, answer in answers}
    lessened = {one.url: one for one in probe.collected.documents if one.sha256 not in whole}
    documents = [_kept(request, lessened.get(answer.url, answer)) for request, answer in answers]
    if not documents:
        why = f"{probe.failure.what} {probe.failure.fix}" if probe.failure else probe.collected.reason
        raise BadInput(f"{probe.target.key} gave no document, so there is nothing to keep as a case. {why}".rstrip())
    items, telling = _yield_of(item for item, _ in probe.heard)
    return Case(
        collector=collector,
        target=probe.target.key,
        params=dict(probe.target.params),
        documents=documents,
        items=items,
        telling=telling,
    )


def _kept(request: Request, document: Document) -> KeptDocument:
    try:
        text, packed = document.body.decode(), None
    except UnicodeDecodeError:
        text, packed = None, base64.b64encode(document.body).decode()
    return KeptDocument(
        url=request.url,
        final_url=document.final_url,
        content_type=document.content_type,
        status=document.status,
        fetched_at=document.fetched_at,
        body=text,
        body_base64=packed,
        asked=base64.b64encode(request.body).decode() if request.body else None,
    )


def _yield_of(items: Iterable[Item]) -> tuple[int, list[KeptItem]]:
    count, telling = 0, []
    for item in items:
        count += 1
        mentions = [
            KeptMention(kind=str(one.kind), fields={name: value.value for name, value in sorted(one.fields.items())})
            for one in detect(item)
        ]
        if mentions:
            telling.append(KeptItem(key=item.key, title=item.title, mentions=mentions))
    return count, telling


def write_case(case: Case, path: Path) -> None:
    """Raises BadInput where a file stands at `path` already: a case is not written over."""
    if path.exists():
        raise BadInput(f"{path} exists. Give the case another name, or remove that file.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(case.model_dump_json(indent=2, exclude_none=True) + "\n", encoding="utf-8")


def read_case(path: Path) -> Case:
    """Raises ConfigError that names the file, the key and what is wrong with it."""
    try:
        return Case.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:5])
        raise ConfigError(f"{path} is not a case that `source test --save` wrote: {told}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"{path} cannot be read as a case: {error}") from None


def play(case: Case) -> tuple[str, ...]:
    """What today's readers and rules make of the case's documents that differs from what they must yield; empty when
    all is the same."""
    answers = {_asked(one): _recording(one) for one in case.documents}
    fetcher = RecordedFetcher(lambda request: answers.get((request.url, request.body)))
    whose = "the case's" if case.params.get("per_account") == "yes" else None  # an account's own entries have own keys
    target = Target(case.collector, case.target, whose, case.params)
    collected, _ = asyncio.run(read_once(case.collector, target, fetcher))
    items, telling = _yield_of(collected.items)
    told = [f"items: {case.items} expected, {items} read. {collected.reason}".strip()] if items != case.items else []
    return (*told, *_differences({one.key: one for one in case.telling}, {one.key: one for one in telling}))


def _asked(one: KeptDocument) -> tuple[str, bytes | None]:
    return one.url, base64.b64decode(one.asked) if one.asked else None


def _recording(one: KeptDocument) -> Recording:
    body = base64.b64decode(one.body_base64) if one.body_base64 is not None else (one.body or "").encode()
    return Recording(one.final_url, body, one.content_type, one.fetched_at, one.status)


def _differences(want: Mapping[str, KeptItem], got: Mapping[str, KeptItem]) -> list[str]:
    told = []
    for key in [*want, *(key for key in got if key not in want)]:
        expected, found = want.get(key), got.get(key)
        shown = (expected or found or KeptItem(key=key, title=key, mentions=[])).title
        before = [(one.kind, one.fields) for one in expected.mentions] if expected else []
        after = [(one.kind, one.fields) for one in found.mentions] if found else []
        told += differences(shown, before, after)
    return told
