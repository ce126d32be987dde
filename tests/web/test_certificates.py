"""The certificates that phones know this computer by: made once, renewed in time, good for little else."""

from __future__ import annotations

import ipaddress
import os
import ssl
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from retrowalk.web.lan import certificates as module
from retrowalk.web.lan.addresses import Address
from retrowalk.web.lan.certificates import CertificateError, Certificates, certificates, known

NOW = datetime.now(UTC)
HERE = (ipaddress.ip_address("192.168.1.7"),)
NAME = "desk.local"


def made(home: Path, addresses: Sequence[Address] = HERE, now: datetime = NOW) -> Certificates:
    return certificates(home, addresses, NAME, now)


def authority(home: Path) -> x509.Certificate:
    found = known(home)
    assert found is not None
    return found[0].certificate


def leaf(home: Path) -> x509.Certificate:
    found = known(home)
    assert found is not None
    return found[1].certificate


def names(certificate: x509.Certificate) -> set[str]:
    held = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(one.value) for one in held}


def shake_hands(server: ssl.SSLContext, trusted: bytes, host: str) -> None:
    """A TLS handshake without a network; raises what a client would."""
    client = ssl.create_default_context(cadata=trusted)
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = [
        server.wrap_bio(to_server, to_client, server_side=True),
        client.wrap_bio(to_client, to_server, server_hostname=host),
    ]
    while ends:
        for end in tuple(ends):
            try:
                end.do_handshake()
                ends.remove(end)
            except ssl.SSLWantReadError:
                pass


def test_a_client_that_trusts_the_authority_accepts_this_computer(tmp_path: Path) -> None:
    shown = made(tmp_path)
    for host in ("192.168.1.7", "127.0.0.1", "localhost", NAME):
        shake_hands(shown.context(), shown.authority, host)


def test_a_client_that_trusts_another_authority_does_not(tmp_path: Path) -> None:
    shown, other = made(tmp_path / "a"), made(tmp_path / "b")
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(shown.context(), other.authority, "192.168.1.7")


@pytest.mark.parametrize("host", ["bank.example", "8.8.8.8", "2001:4860::1", "locala.example"])
def test_its_authority_can_speak_for_no_website(tmp_path: Path, host: str) -> None:
    shown = made(tmp_path)
    found = known(tmp_path)
    assert found is not None
    try:
        wanted: set[Address | str] = {ipaddress.ip_address(host)}
    except ValueError:
        wanted = {host}
    forged = tmp_path / "forged.pem"
    forged.write_bytes(module._new_leaf(found[0], wanted, NOW))
    context = Certificates(shown.authority, "", "", forged).context()
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        shake_hands(context, shown.authority, host)


def test_the_authority_signs_this_computer_and_nothing_below_it(tmp_path: Path) -> None:
    made(tmp_path)
    basic = authority(tmp_path).extensions.get_extension_for_class(x509.BasicConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)
    assert authority(tmp_path).extensions.get_extension_for_class(x509.NameConstraints).critical
    assert not leaf(tmp_path).extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_it_names_the_addresses_and_lasts_no_longer_than_browsers_allow(tmp_path: Path) -> None:
    made(tmp_path)
    assert names(leaf(tmp_path)) == {"192.168.1.7", "127.0.0.1", "localhost", NAME}
    assert leaf(tmp_path).not_valid_after_utc - leaf(tmp_path).not_valid_before_utc <= timedelta(days=397)
    assert authority(tmp_path).not_valid_after_utc > NOW + timedelta(days=3600)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such bits")
def test_nobody_else_on_this_computer_can_read_the_keys(tmp_path: Path) -> None:
    made(tmp_path)
    folder = tmp_path / "tls"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == {
        "authority.pem": 0o600,
        "this-computer.pem": 0o600,
    }


def test_what_was_made_stays_as_it_is(tmp_path: Path) -> None:
    made(tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / "tls").iterdir()}
    made(tmp_path, now=NOW + timedelta(days=365))
    assert {path: path.read_bytes() for path in (tmp_path / "tls").iterdir()} == before


def test_another_address_renews_what_is_shown_and_not_whom_phones_trust(tmp_path: Path) -> None:
    before = made(tmp_path)
    after = made(tmp_path, [ipaddress.ip_address("10.0.0.3")])
    assert after.fingerprint == before.fingerprint
    assert "10.0.0.3" in names(leaf(tmp_path))


def test_it_is_renewed_before_it_ends(tmp_path: Path) -> None:
    made(tmp_path)
    soon = leaf(tmp_path).not_valid_after_utc - timedelta(days=29)
    made(tmp_path, now=soon)
    assert leaf(tmp_path).not_valid_after_utc > soon + timedelta(days=365)


def test_a_public_address_that_was_named_has_an_authority_of_its_own(tmp_path: Path) -> None:
    private = made(tmp_path)
    public = made(tmp_path, [ipaddress.ip_address("203.0.113.5")])
    shake_hands(public.context(), public.authority, "203.0.113.5")
    assert public.fingerprint != private.fingerprint
    assert made(tmp_path).fingerprint == private.fingerprint


def test_two_that_start_at_once_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: made(tmp_path).fingerprint, range(8)))
    assert set(found) == {made(tmp_path).fingerprint}
    shown = made(tmp_path)
    shake_hands(shown.context(), shown.authority, "192.168.1.7")


@pytest.mark.parametrize("name", ["authority.pem", "this-computer.pem"])
@pytest.mark.parametrize("content", [b"", b"not a certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_a_damaged_file_is_said_so_and_left_alone(tmp_path: Path, name: str, content: bytes) -> None:
    made(tmp_path)
    path = tmp_path / "tls" / name
    path.write_bytes(content)
    with pytest.raises(CertificateError, match="Move the folder"):
        made(tmp_path)
    assert path.read_bytes() == content


def test_a_key_of_another_certificate_is_noticed(tmp_path: Path) -> None:
    made(tmp_path / "a")
    made(tmp_path / "b")
    mine, other = (tmp_path / one / "tls" / "authority.pem" for one in "ab")
    key = other.read_text().partition("-----BEGIN CERTIFICATE")[0]
    mine.write_text(key + "-----BEGIN CERTIFICATE" + mine.read_text().partition("-----BEGIN CERTIFICATE")[2])
    with pytest.raises(CertificateError, match="do not belong together"):
        made(tmp_path / "a")


def test_the_fingerprint_is_the_one_that_phones_show(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import hashes

    shown = made(tmp_path)
    assert bytes.fromhex(shown.fingerprint) == authority(tmp_path).fingerprint(hashes.SHA256())
