"""Approved mail handed to a person: one .eml a mail and a row in a sheet. The person sends it, and marks it sent."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from agent.domain.sends import Accepted
from agent.errors import SendDeferred
from agent.sends.contract import Proof

COLUMNS = ("ref", "to", "from", "subject", "file", "text")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class HandoverChannel:
    """Writes `<folder>/<ref>.eml` and its row in `<folder>/handover.csv`, each once however often it is asked."""

    reaches_recipients = False
    hands_over = True
    after_body_s = 60.0

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = f"handover:{folder}"

    def send(
        self, mime: bytes, *, ref: str, sender: str, recipient: str, before_body: Callable[[], None]
    ) -> Accepted:  # fmt: skip
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            hidden = self.folder / f".{ref}.eml"
            _write(hidden, mime)
        except OSError as error:
            raise SendDeferred(f"The folder {self.folder} cannot be written: {error.strerror}.") from error
        before_body()
        if ref not in self._listed():
            self._append(_row(mime, ref))
        hidden.replace(self.folder / f"{ref}.eml")
        return Accepted(reply=f"handed over as {ref}.eml", handed_over=True)

    def close(self) -> None:
        """Nothing is held."""

    def find(self, ref: str) -> Proof:
        """The .eml appears last, so a row alone is not yet a hand-over."""
        return Proof.PRESENT if (self.folder / f"{ref}.eml").exists() else Proof.ABSENT

    @property
    def _sheet(self) -> Path:
        return self.folder / "handover.csv"

    def _listed(self) -> set[str]:
        if not self._sheet.exists():
            return set()
        with self._sheet.open(encoding="utf-8", newline="") as file:
            return {row["ref"] for row in csv.DictReader(file) if row.get("ref")}

    def _append(self, row: dict[str, str]) -> None:
        """The whole sheet anew, so that a crash never leaves half a row."""
        before = self._sheet.read_text(encoding="utf-8") if self._sheet.exists() else ",".join(COLUMNS) + "\r\n"
        line = io.StringIO(newline="")
        csv.DictWriter(line, COLUMNS).writerow({name: _plain(value) for name, value in row.items()})
        fresh = self.folder / ".handover.csv"
        _write(fresh, (before + line.getvalue()).encode())
        fresh.replace(self._sheet)


def _row(mime: bytes, ref: str) -> dict[str, str]:
    message: Any = message_from_bytes(mime, policy=policy.default)
    body = message.get_body(("plain",))
    return {
        "ref": ref,
        "to": str(message["To"]),
        "from": str(message["From"]),
        "subject": str(message["Subject"]),
        "file": f"{ref}.eml",
        "text": str(body.get_content()) if body is not None else "",
    }


def _plain(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
