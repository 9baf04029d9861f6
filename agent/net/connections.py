"""Connections that only the guard opens: the connector that the fetch client's transport stands on."""

from __future__ import annotations

import socket
import ssl
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from agent.net.addresses import AddressPolicy


class GuardedResolver(AbstractResolver):
    """Asks `inner` once and lets a name through only if every one of its addresses may be reached."""

    def __init__(self, policy: AddressPolicy, inner: AbstractResolver) -> None:
        self._policy = policy
        self._inner = inner

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        self._policy.check_addresses((result["host"] for result in found), port)
        return found

    async def close(self) -> None:
        await self._inner.close()


def guarded_connector(
    policy: AddressPolicy, *, limit: int, tls: ssl.SSLContext, resolver: AbstractResolver | None = None
) -> aiohttp.TCPConnector:
    """A connector that connects to exactly the checked answer of one look-up; SNI and Host keep the name.

    The socket factory looks again at the very address about to be connected to, literal hosts included. Raises
    AddressRefused out of the request that asked.
    """

    def open_socket(info: tuple[Any, Any, int, str, tuple[Any, ...]]) -> socket.socket:
        family, kind, protocol, _, address = info
        policy.check_address(str(address[0]), int(address[1]))
        return socket.socket(family, kind, protocol)

    return aiohttp.TCPConnector(
        limit=limit,
        ssl=tls,
        use_dns_cache=False,
        resolver=GuardedResolver(policy, resolver or aiohttp.ThreadedResolver()),
        socket_factory=open_socket,
    )
