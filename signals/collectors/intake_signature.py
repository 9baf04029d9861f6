"""Signed webhooks of a team's own tools: HMAC-SHA256 over "timestamp.body", five minutes either way (signals §1.8)."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

TOLERANCE = timedelta(minutes=5)
MAX_BODY = 256 * 1024


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The hex signature that a sender puts beside `timestamp` (Unix seconds as text)."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def verify_signature(secret: str, timestamp: str, body: bytes, signature: str, now: datetime) -> str:
    """ "" when the signature holds, else why not, in words that tell nothing about the secret.

    A "sha256=" before the hex is understood. Replays within the window are the caller's to refuse, by external id.
    """
    if not secret:
        return "no secret is set for this channel"
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return "the timestamp is not Unix seconds"
    if abs(datetime.fromtimestamp(int(timestamp), UTC) - now) > TOLERANCE:
        return "the timestamp is more than five minutes off"
    if len(body) > MAX_BODY:
        return "the body is larger than 256 KB"
    given = signature.strip().lower().removeprefix("sha256=")
    if not hmac.compare_digest(sign(secret, timestamp, body).encode(), given.encode("utf-8", "replace")):
        return "the signature does not match"
    return ""
