"""Why an account was passed over is called by one name on the command line and on the web."""

from __future__ import annotations

from pathlib import Path

import agent.commands.summary as summary
import review_queue.pages.runs as web_page
from agent.domain.runs import SkipCode


def test_every_cause_has_words_of_its_own() -> None:
    told = [code.words for code in SkipCode]
    assert all(told) and len(set(told)) == len(told)


def test_neither_place_has_words_of_its_own_for_a_cause() -> None:
    for module in (summary, web_page):
        text = Path(str(module.__file__)).read_text(encoding="utf-8")
        assert ".words" in text
        assert not any(f'SkipCode.{code.name}: "' in text for code in SkipCode), module.__name__
