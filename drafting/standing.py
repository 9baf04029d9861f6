"""Whether what a frame would say stands on the evidence, by the rules that check it later. Part of stage 6 of 12."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from agent.domain.drafts import Role, Sentence, Severity, Written
from drafting.anchors.anchor import AnchorType
from drafting.anchors.context import Context
from drafting.anchors.reading import read
from drafting.grounding import ground
from drafting.matched import Match
from drafting.matching import match


@dataclass(frozen=True, slots=True)
class Standing:
    """The evidence of one draft. A news page that says that a company "gets $12M" does not say that it raised it."""

    context: Context

    def holds(self, sentence: Sentence, frame: str) -> bool:
        """Whether `sentence` may be written. `frame` are the words of ours in it, without what fills its slots: what
        they take for granted ("after a raise like that") must be told too."""
        return _is_told(frame, self.context) and (sentence.role is not Role.OPENER or self._is_grounded(sentence))

    def _is_grounded(self, sentence: Sentence) -> bool:
        findings = ground(Written("", (sentence,)), self.context).findings
        return not any(one.severity is Severity.BLOCK and one.sentence == 0 for one in findings)


@lru_cache(maxsize=1024)
def _is_told(words: str, context: Context) -> bool:
    reading = read(words, context.as_of, context.lower_case)
    return all(
        match(event, context.prospect, text=words, as_of=context.as_of).match is Match.FOUND
        for event in reading.of(AnchorType.EVENT)
    )
