"""Whether a port can be listened on, asked before anything is started, made or deleted."""

from __future__ import annotations

import errno
import socket

from agent.errors import ConfigError


def must_be_free(host: str, port: int, *, taker: str, fix: str) -> None:
    """Raises ConfigError where nothing can listen there. `taker`: who has it perhaps; `fix`: how to name another."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            pass
    except (OSError, OverflowError, TypeError, ValueError) as error:  # the last two: no name of a host
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            why = f"Port {port} is taken, perhaps by another {taker}. Stop that one, or name another port:"
        else:
            why = f"Nothing can listen on {host}, port {port} ({error}). Name another:"
        raise ConfigError(f"{why} {fix}") from None
