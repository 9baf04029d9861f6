"""The address guard: every outgoing connection goes to a public address that was checked, or not at all (signals §8.2).

The check stands where the connection is made (the resolver's own answer, then the socket's own address), so there is
no second look-up for an attacker to answer differently. Shared by fetch, the model adapter and webhooks.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from agent.errors import AddressRefused
from agent.net.urls import IpAddress, Place, place_of

_DENIED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    )
)
_GLOBAL_V6 = ipaddress.ip_network("2000::/3")
OWN_PORT_FIX = "To read a test server of your own, name its port: FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS=8000."
"""What a person may do where the guard refuses a port or an address of their own."""


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Which addresses may be reached. `allow_loopback_ports` opens 127.0.0.0/8 and ::1 on exactly those ports: for the
    demo's, the tests' and the benches' own servers, passed expressly and empty by default."""

    allow_loopback_ports: frozenset[int] = frozenset()
    ports: frozenset[int] = frozenset({80, 443})

    def check_url(self, url: str) -> Place:
        """Where `url` points. Raises AddressRefused for a refused scheme, shape, port or literal address."""
        place = place_of(url)
        if place.port not in self.ports and place.port not in self.allow_loopback_ports:
            raise AddressRefused(f"Port {place.port} is not read, only {_listed(self.ports)}.")
        if place.ip is not None:
            self.check_address(place.ip, place.port)
        return place

    def check_address(self, address: IpAddress | str, port: int) -> None:
        """Raises AddressRefused unless `address` is public, or loopback on an allowed port."""
        ip = ipaddress.ip_address(address) if isinstance(address, str) else address
        if ip.is_loopback and port in self.allow_loopback_ports:
            return
        if port not in self.ports:
            raise AddressRefused(f"Port {port} is open for this product's own servers only, and {ip} is none of them.")
        if not is_public(ip):
            raise AddressRefused(f"{ip} is not a public address.")

    def check_addresses(self, addresses: Iterable[str], port: int) -> None:
        """Every address of a name must pass: one private answer among public ones refuses the name."""
        empty = True
        for address in addresses:
            self.check_address(address, port)
            empty = False
        if empty:
            raise AddressRefused("The name has no address.")


def is_public(ip: IpAddress) -> bool:
    """True for globally reachable unicast; IPv4 inside IPv6 (mapped, 6to4, Teredo, NAT64) never is (signals §8.2)."""
    if isinstance(ip, ipaddress.IPv6Address) and (ip not in _GLOBAL_V6 or ip.scope_id):
        return False
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _DENIED if _same(ip, network))


def _same(ip: IpAddress, network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    return ip.version == network.version


def _listed(ports: frozenset[int]) -> str:
    return " and ".join(str(port) for port in sorted(ports))
