"""Whose network address a request comes from, so that tries are counted by subscriber."""

import ipaddress

_HOME = 64  # bits: one subscriber's part of the addresses of version 6


def subscriber(peer: str, forwarded: str) -> str:
    """The address of the subscriber behind a request. Behind a front server of this machine: what that says
    last in X-Forwarded-For, and no one else; what is no address stays as it is.
    """
    address = _address(peer)
    if address is not None and address.is_loopback:
        address = _address(forwarded.rpartition(",")[2].strip()) or address
    return _home(address) if address is not None else peer


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _home(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, _HOME), strict=False))
