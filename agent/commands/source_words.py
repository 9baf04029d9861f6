"""Sources as they stand, for machines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from agent.sources.standing import Standing


def list_as_json(rows: Sequence[Standing]) -> list[dict[str, Any]]:
    return [
        {
            "name": row.source.setting.name,
            "collector": row.source.setting.collector,
            "on": row.source.enabled,
            "confirmed": row.source.setting.terms_reviewed_on is not None,
            "terms": _terms(row),
            "scheduled": row.source.is_scheduled,
            "weight": row.source.weight,
            "targets": row.targets,
            "last_ok": _minute(row.last_ok_at),
            "last_failure": row.last_failure,
            "next_due": _minute(row.next_due_at),
            "items": row.items,
            "signals": row.signals,
            "gave": f"{row.items} items → {row.signals} signals",
        }
        for row in rows
    ]


def _terms(row: Standing) -> str:
    setting = row.source.setting
    if setting.terms_reviewed_on is None:
        return "not confirmed"
    return f"{setting.terms_reviewed_by or 'confirmed'}, {setting.terms_reviewed_on}"


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""
