"""Structured logs: events with ids and counts, never an address, a name or a secret."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_KEY = re.compile(r"\b(?:sk|pk|whsec)[-_][A-Za-z0-9_-]{8,}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def _clean(value: object) -> object:
    if isinstance(value, str):
        return _CONTROL.sub(" ", _KEY.sub("[key]", _ADDRESS.sub("[address]", value)))
    return value


def redact(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take addresses, keys and control characters out of every value."""
    for name, value in event.items():
        event[name] = _clean(value)
    return event


_NAMING = ("HumanName", "nameparser", "openai", "httpx2", "httpcore2")
"""Loggers of libraries that write what they are handed: names that they take apart, requests that they send."""


def configure(*, json: bool = False, level: str = "warning") -> None:
    """Set up logging on standard error, once, at the command's start."""
    for name in _NAMING:
        logging.getLogger(name).setLevel(logging.WARNING)
    renderer: Any = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


def logger(name: str) -> Any:
    return structlog.get_logger(part=name)
