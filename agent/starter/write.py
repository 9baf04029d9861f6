"""Fills the starter files in and writes them; what is there stays, unless `try` wrote it and nobody edited it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

STARTER = Path(__file__).parent
NAMES = (
    "firstlight.toml",
    "icp.yaml",
    "offer.yaml",
    "personas.yaml",
    "owners.yaml",
    "mailboxes.yaml",
    "sources.yaml",
    "sequences.yaml",
    "costs.yaml",
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What `init` asks. `terms_reviewed_by` is "" where nobody has read the sources' terms."""

    team: str
    owner_name: str
    owner_email: str
    postal_address: str = ""
    domain: str = ""
    one_liner: str = ""
    value: str = ""
    time_zone: str = "UTC"
    terms_reviewed_by: str = ""


NOBODY_YET = Answers(team="Your company", owner_name="Your Name", owner_email="you@your-company.example")
"""What `try` writes before anybody was asked: no terms read, no contact, nothing about the product."""
_MARK = re.compile(
    r"\A# Safe defaults \(([0-9a-f]{16})\): `firstlight init` asks and replaces this file while it is unchanged\.\n"
)


def fill(text: str, answers: Answers, today: date) -> str:
    """Replace the {marks} of a starter file. Quotes and backslashes in answers cannot break out of YAML or TOML."""
    reviewed = ""
    if answers.terms_reviewed_by:
        who = _safe(answers.terms_reviewed_by)
        reviewed = f', terms_reviewed_by: "{who}", terms_reviewed_on: {today.isoformat()}'
    marks: Mapping[str, str] = {
        "team": answers.team,
        "owner_id": answers.owner_email.split("@")[0].lower() or "me",
        "owner_name": answers.owner_name,
        "owner_email": answers.owner_email,
        "postal_address": answers.postal_address,
        "domain": answers.domain,
        "one_liner": answers.one_liner,
        "time_zone": answers.time_zone,
        "contact": "" if answers.owner_email == NOBODY_YET.owner_email else answers.owner_email,
    }
    text = text.replace("{values}", f'\n  - {{id: v1, text: "{_safe(answers.value)}"}}' if answers.value else " []")
    for name, value in marks.items():
        text = text.replace("{" + name + "}", _safe(value))
    return text.replace("{reviewed}", reviewed)


def _safe(value: str) -> str:
    return " ".join(value.split()).replace("\\", "").replace('"', "'")


def write_starter(folder: Path, answers: Answers, today: date, *, provisional: bool = False) -> list[str]:
    """Write the files that are not there yet, and in the place of provisional ones that nobody changed.

    Returns their names. `provisional` marks what is written as such: `init` may replace it while it is unchanged.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in NAMES:
        path = folder / name
        if path.exists() and (provisional or not is_provisional(path)):
            continue
        text = fill((STARTER / name).read_text(encoding="utf-8"), answers, today)
        path.write_text(_marked(text) if provisional else text, encoding="utf-8")
        written.append(name)
    return written


def is_provisional(path: Path) -> bool:
    """Whether this file was written by `try` and not changed since."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    mark = _MARK.match(text)
    return mark is not None and mark[1] == _digest(text[mark.end() :])


def _marked(text: str) -> str:
    words = "`firstlight init` asks and replaces this file while it is unchanged."
    return f"# Safe defaults ({_digest(text)}): {words}\n{text}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
