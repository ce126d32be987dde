"""Where a phone in the same network reaches this computer."""

from __future__ import annotations

import ipaddress

import pytest

from retrowalk.web.lan import addresses
from retrowalk.web.lan.addresses import AddressError, addresses_of_this_computer, is_private


@pytest.mark.parametrize(
    "text", ["10.1.2.3", "172.16.0.1", "172.31.255.1", "192.168.1.7", "169.254.9.9", "100.64.0.1", "fd00::2"]
)
def test_private_networks_are_served(text: str) -> None:
    assert is_private(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "text", ["127.0.0.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "fe80::1", "2001:db8::1", "::1", "0.0.0.0"]
)
def test_the_internet_and_this_computer_itself_are_not(text: str) -> None:
    assert not is_private(ipaddress.ip_address(text))


def test_what_is_found_is_private_and_said_once() -> None:
    try:
        found = addresses_of_this_computer()
    except AddressError:
        pytest.skip("this machine is in no private network")
    assert all(is_private(one) for one in found)
    assert len(set(found)) == len(found)


def test_an_address_that_is_named_is_taken_whatever_network_it_is_in() -> None:
    assert addresses_of_this_computer("203.0.113.5") == (ipaddress.ip_address("203.0.113.5"),)
    assert addresses_of_this_computer("[::1]") == (ipaddress.ip_address("::1"),)


@pytest.mark.parametrize(
    "named", ["", "0.0.0.0", "[::]", "desk.local", "192.168.1", "192.168.1.7:8643", "fe80::1%"]
)
def test_what_is_no_address_is_said_so(named: str) -> None:
    with pytest.raises(AddressError, match=r"192\.168\.1\.7"):
        addresses_of_this_computer(named)


def test_without_a_network_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_found", lambda: iter([ipaddress.ip_address("8.8.8.8")]))
    with pytest.raises(AddressError, match="Wi-Fi"):
        addresses_of_this_computer()
