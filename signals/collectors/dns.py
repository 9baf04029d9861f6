"""What an account's DNS shows of tools: MX, TXT, SPF and a few names, by our rule file. Stage 1 of 12.

A TXT token is left behind after churn: it is no proof of use, and a new one is a hint of a trial (signals §1.7).
"""

from __future__ import annotations

from agent.domain.documents import Cursor, Document, Request, Target
from agent.domain.items import Page
from agent.errors import SourceChanged
from signals.technology.fingerprints import marks_of_records
from signals.technology.readings import fingerprint_item
from signals.technology.rules import rules_with

NAMES = ("help", "support", "status", "careers", "jobs", "docs", "go", "www")


class Dns:
    """`target.key` is the domain; `params.names` are the names below it that are asked for, else NAMES."""

    def start(self, target: Target, cursor: Cursor) -> Request:
        names = target.params.get("names") or ",".join(NAMES)
        return Request(f"dns:{target.key}?mx=@&txt=@&cname={names.replace(' ', '')}", documented_api=True)

    def read(self, document: Document, cursor: Cursor) -> Page:
        places, records = [], []
        for line in document.text.splitlines():
            words = line.split(None, 3 if line.startswith(";") else 2)
            if line.startswith("; ") and len(words) == 4:
                places += [f"{words[1]} {words[2]}"] if words[3] == "answered" else []
            elif len(words) == 3 and words[1] in ("MX", "TXT", "CNAME"):
                records.append((words[0], words[1], words[2]))
            elif line.strip():
                raise SourceChanged(f"{document.source}: {line[:60]!r} is no record.", source=document.source)
        domain = document.target.key
        marks = marks_of_records(records, rules_with(document.target.params.get("rules", "")))
        placed = [(mark, _place(mark.found, domain)) for mark in marks]
        item = fingerprint_item(
            source=document.source,
            target=document.target,
            key=f"{domain}:dns",
            url=f"dns:{domain}",
            places=tuple(places),
            marks=placed,
        )
        return Page((item,), cursor)


def _place(record: str, domain: str) -> str:
    """The question that a record answers: "CNAME help", "MX @"."""
    name, kind, _ = record.split(None, 2)
    label = name.rstrip(".").lower().removesuffix(domain).rstrip(".")
    return f"{kind} {label or '@'}"
