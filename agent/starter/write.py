"""Fills the starter files in and writes them; a file that is there already is never touched."""

from __future__ import annotations

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
        "contact": answers.owner_email,
    }
    text = text.replace("{values}", f'\n  - {{id: v1, text: "{_safe(answers.value)}"}}' if answers.value else " []")
    for name, value in marks.items():
        text = text.replace("{" + name + "}", _safe(value))
    return text.replace("{reviewed}", reviewed)


def _safe(value: str) -> str:
    return " ".join(value.split()).replace("\\", "").replace('"', "'")


def write_starter(folder: Path, answers: Answers, today: date) -> list[str]:
    """Write the files that are not there yet. Returns their names."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in NAMES:
        path = folder / name
        if not path.exists():
            text = (STARTER / name).read_text(encoding="utf-8")
            path.write_text(fill(text, answers, today), encoding="utf-8")
            written.append(name)
    return written
