"""A local SMTP server that takes everything, in its own process: `python -m agent.bench.smtp_sink` prints its port."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from agent.errors import ConfigError


@contextmanager
def sink() -> Iterator[int]:
    """The port of a running server. Raises ConfigError where aiosmtpd is not installed."""
    command = [sys.executable, "-m", "agent.bench.smtp_sink"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        line = process.stdout.readline().strip() if process.stdout else ""
        if not line:
            raise ConfigError("The bench `release` needs aiosmtpd: install the development dependencies.")
        try:
            yield int(line)
        finally:
            process.terminate()


class _Take:
    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        return "250 2.0.0 taken"


async def _serve() -> None:
    from aiosmtpd.smtp import SMTP  # a development dependency: imported only where the server runs

    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(_Take(), loop=loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
