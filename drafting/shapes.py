"""The only shapes a model may answer in: sentences with ids out of a closed list, no free field (drafting §0, I6)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from agent.domain.drafts import Role, Sentence, SentenceKind, Written

SUBJECT_MAX = 60
SENTENCE_MAX = 220
SENTENCES_MAX = 6
_SHAPES_KEPT = 64
"""Few lists of ids serve a whole night, and pydantic takes longer to build a shape than to read an answer by it."""
_STRICT = ConfigDict(extra="forbid", frozen=True)


class SentenceOut(BaseModel):
    model_config = _STRICT

    text: str = Field(min_length=1, max_length=SENTENCE_MAX)
    role: Role
    kind: SentenceKind
    evidence_ids: list[str] = Field(max_length=3)


class DraftOut(BaseModel):
    model_config = _STRICT

    subject: str = Field(min_length=1, max_length=SUBJECT_MAX)
    sentences: list[SentenceOut] = Field(min_length=1, max_length=SENTENCES_MAX)


class PatchOut(BaseModel):
    """One sentence of a repair: its new words, or null to drop it. Index -1 is the subject."""

    model_config = _STRICT

    index: int = Field(ge=-1, lt=SENTENCES_MAX)
    text: Annotated[str, Field(min_length=1, max_length=SENTENCE_MAX)] | None
    evidence_ids: list[str] = Field(max_length=3)


class RepairOut(BaseModel):
    model_config = _STRICT

    patches: list[PatchOut] = Field(max_length=SENTENCES_MAX + 1)


def draft_shape(evidence_ids: Sequence[str]) -> type[DraftOut]:
    """DraftOut whose ids can be nothing but `evidence_ids` (D2)."""
    return _draft_shape(tuple(evidence_ids))


@lru_cache(maxsize=_SHAPES_KEPT)
def _draft_shape(evidence_ids: tuple[str, ...]) -> type[DraftOut]:
    sentence = _with_ids("SentenceOut", SentenceOut, evidence_ids)
    listed: Any = (list[sentence], Field(min_length=1, max_length=SENTENCES_MAX))  # type: ignore[valid-type]
    return create_model("DraftOut", __base__=DraftOut, sentences=listed)


def repair_shape(evidence_ids: Sequence[str]) -> type[RepairOut]:
    return _repair_shape(tuple(evidence_ids))


@lru_cache(maxsize=_SHAPES_KEPT)
def _repair_shape(evidence_ids: tuple[str, ...]) -> type[RepairOut]:
    patch = _with_ids("PatchOut", PatchOut, evidence_ids)
    listed: Any = (list[patch], Field(max_length=SENTENCES_MAX + 1))  # type: ignore[valid-type]
    return create_model("RepairOut", __base__=RepairOut, patches=listed)


def to_written(out: DraftOut) -> Written:
    return Written(
        subject=" ".join(out.subject.split()),
        sentences=tuple(
            Sentence(" ".join(s.text.split()), s.role, s.kind, tuple(dict.fromkeys(s.evidence_ids)))
            for s in out.sentences
        ),
    )


def patched(written: Written, repair: RepairOut, allowed: frozenset[int]) -> Written:
    """`written` with the patches at `allowed` indices; patches of other sentences are ignored."""
    subject = written.subject
    sentences: list[Sentence | None] = list(written.sentences)
    for patch in repair.patches:
        if patch.index not in allowed or patch.index >= len(sentences):
            continue
        if patch.index == -1:
            subject = " ".join((patch.text or subject).split())
            continue
        old = written.sentences[patch.index]
        words = " ".join(patch.text.split()) if patch.text else ""
        sentences[patch.index] = Sentence(words, old.role, old.kind, tuple(patch.evidence_ids)) if words else None
    return Written(subject, tuple(sentence for sentence in sentences if sentence))


def _with_ids(name: str, shape: type[BaseModel], evidence_ids: Sequence[str]) -> Any:
    ids: Any = Literal[tuple(evidence_ids)]
    return create_model(name, __base__=shape, evidence_ids=(list[ids], Field(max_length=3)))
