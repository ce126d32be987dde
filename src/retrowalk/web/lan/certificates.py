"""The certificates that phones know this computer by: an authority of its own, and what it vouches for.

Both lie in ``tls/`` of the data folder, each as one file of key and certificate, so that one never stands there
without the other. Nobody else has the authority's key, and with it nobody could vouch for more than a private
network: it is name-constrained, which the systems of today hold an authority to that a person trusted by hand.
"""

from __future__ import annotations

import contextlib
import hashlib
import ipaddress
import os
import socket
import ssl
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from retrowalk.errors import RetrowalkError
from retrowalk.store.folder import disk_errors, sync_names
from retrowalk.web.lan.addresses import PRIVATE, Address, is_private

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

FOLDER = "tls"
AUTHORITY_LASTS = timedelta(days=3652)
LEAF_LASTS = timedelta(days=397)  # what browsers take at most
RENEWED_BEFORE = timedelta(days=30)
SKEW = timedelta(days=1)  # a phone's clock may be behind ours


class CertificateError(RetrowalkError):
    """A certificate cannot be read or made."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A key and its certificate, as they lie in one file."""

    path: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


@dataclass(frozen=True, slots=True)
class Certificates:
    """What this computer shows to phones.

    Attributes:
        authority: the authority's certificate (DER), public.
        name: the authority's, as a phone lists it.
        fingerprint: of the authority, SHA-256, in pairs of hexadecimal digits.
        shown: path of key and certificate of this computer, to be served with.
    """

    authority: bytes
    name: str
    fingerprint: str
    shown: Path

    def context(self) -> ssl.SSLContext:
        """What a server speaks TLS with.

        Raises:
            CertificateError: the files changed and no longer belong together.
        """
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        try:
            context.load_cert_chain(self.shown)
        except (OSError, ssl.SSLError) as problem:
            raise _unusable(self.shown, problem) from problem
        return context


def certificates(home: Path, addresses: Sequence[Address], name: str | None, now: datetime) -> Certificates:
    """The certificates for these addresses: made on first use, renewed when they no longer fit.

    Args:
        home: the data folder.
        addresses: of this computer.
        name: of this computer in its network, ``….local``; None where it has none.
        now: in UTC.

    Raises:
        CertificateError: a file is there and cannot be read.
        StoreError: the folder cannot be written.
    """
    folder = home / FOLDER
    with disk_errors("the certificates", home):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
    public = [one for one in addresses if not (is_private(one) or one.is_loopback)]
    authority = _authority(folder, public, now)
    leaf = _leaf(folder, authority, addresses, name, now)
    return _shown(authority, leaf.path)


def known(home: Path) -> tuple[Pair, Pair] | None:
    """Authority and this computer's own certificate as they lie there; None before the first use.

    Raises:
        CertificateError: they cannot be read.
    """
    folder = home / FOLDER
    authority, leaf = _read(folder / "authority.pem"), _read(folder / "this-computer.pem")
    return (authority, leaf) if authority and leaf else None


def fingerprint(certificate: bytes) -> str:
    """``AB CD …`` of a certificate (DER), SHA-256, as phones and browsers show it."""
    return hashlib.sha256(certificate).digest().hex(" ").upper()


def _shown(authority: Pair, shown: Path) -> Certificates:
    from cryptography.hazmat.primitives.serialization import Encoding

    der = authority.certificate.public_bytes(Encoding.DER)
    return Certificates(der, _common_name(authority.certificate), fingerprint(der), shown)


def _authority(folder: Path, public: Sequence[Address], now: datetime) -> Pair:
    """The authority. One that vouches for a public address too, which must have been named, stands by itself."""
    stem = "authority" + "".join(f"-{one.compressed.replace(':', '_')}" for one in public)
    path = folder / f"{stem}.pem"
    found = _read(path)
    if found and found.certificate.not_valid_after_utc > now + RENEWED_BEFORE:
        return found
    with _making(path):
        # A second process may start in the same moment: whichever was first, both go on with its authority.
        _write(path, _new_authority(public, now), only_first=found is None)
    return _again(path)


def _leaf(
    folder: Path, authority: Pair, addresses: Sequence[Address], name: str | None, now: datetime
) -> Pair:
    wanted = {*addresses, ipaddress.ip_address("127.0.0.1"), "localhost", *([name] if name else [])}
    path = folder / "this-computer.pem"
    found = _read(path)
    if found and _fits(found.certificate, authority.certificate, wanted, now):
        return found
    with _making(path):
        _write(path, _new_leaf(authority, wanted, now), only_first=False)
    return _again(path)


def _fits(
    leaf: x509.Certificate, authority: x509.Certificate, wanted: set[Address | str], now: datetime
) -> bool:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    try:
        leaf.verify_directly_issued_by(authority)
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    held = {*names.get_values_for_type(x509.IPAddress), *names.get_values_for_type(x509.DNSName)}
    return wanted <= held and leaf.not_valid_after_utc > now + RENEWED_BEFORE


def _new_authority(public: Sequence[Address], now: datetime) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    computer = socket.gethostname().split(".")[0][:32] or "this computer"
    networks = (
        *PRIVATE,
        ipaddress.ip_network("127.0.0.0/8"),
        ipaddress.ip_network("::1/128"),
        *(ipaddress.ip_network(one) for one in public),
    )
    permitted: list[x509.GeneralName] = [x509.IPAddress(one) for one in networks]
    permitted += [x509.DNSName("localhost"), x509.DNSName("local")]
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"Retrowalk on {computer}")])
    builder = (
        _certificate(name, name, key.public_key(), now - SKEW, now + AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
    )
    return _signed(builder, key, key)


def _new_leaf(authority: Pair, wanted: set[Address | str], now: datetime) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID

    key = ec.generate_private_key(ec.SECP256R1())
    names = [
        x509.DNSName(one) if isinstance(one, str) else x509.IPAddress(one) for one in sorted(wanted, key=str)
    ]
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Retrowalk")])
    begins = now - SKEW
    ends = min(begins + LEAF_LASTS, authority.certificate.not_valid_after_utc)
    builder = (
        _certificate(subject, authority.certificate.subject, key.public_key(), begins, ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False
        )
    )
    return _signed(builder, authority.key, key) + _pem(authority.certificate)


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, begins: datetime, ends: datetime
) -> x509.CertificateBuilder:
    from cryptography import x509

    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(**used: bool) -> x509.KeyUsage:
    from cryptography import x509

    unused = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(**{**unused, **used})


def _signed(
    builder: x509.CertificateBuilder, by: ec.EllipticCurvePrivateKey, key: ec.EllipticCurvePrivateKey
) -> bytes:
    """Key and certificate as one text."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + _pem(builder.sign(by, hashes.SHA256()))


def _pem(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM)


def _common_name(certificate: x509.Certificate) -> str:
    from cryptography.x509 import NameOID

    return str(certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def _read(path: Path) -> Pair | None:
    """What lies there; None where nothing does.

    Raises:
        CertificateError: something else lies there, or it may not be read.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        text = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise _unusable(path, problem) from problem
    try:
        key = load_pem_private_key(text, None)
        certificate = x509.load_pem_x509_certificates(text)[0]
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
            raise ValueError("key and certificate do not belong together")
    except (ValueError, TypeError) as problem:
        raise _unusable(path, problem) from problem
    return Pair(path, key, certificate)


def _again(path: Path) -> Pair:
    found = _read(path)
    if found is None:
        raise CertificateError(f"{path} was removed in the moment it was made; start again.")
    return found


def _write(path: Path, text: bytes, *, only_first: bool) -> None:
    """Writes a file whole or not at all, for this user's eyes alone."""
    handle, part = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # 0600 from its first moment
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        _place(Path(part), path, only_first=only_first)
        sync_names(path.parent)
    finally:
        Path(part).unlink(missing_ok=True)


def _place(part: Path, path: Path, *, only_first: bool) -> None:
    if only_first:
        try:
            path.hardlink_to(part)
            return
        except FileExistsError:
            return
        except OSError:
            pass  # a file system without links, on which two first starts in one moment are left to chance
    part.replace(path)


@contextlib.contextmanager
def _making(path: Path) -> Iterator[None]:
    try:
        with disk_errors("the certificates", path.parent.parent):
            yield
    except ValueError as problem:
        raise CertificateError(f"The certificate {path} could not be made ({problem}).") from problem


def _unusable(path: Path, problem: Exception) -> CertificateError:
    said = getattr(problem, "strerror", None) or str(problem).splitlines()[0]
    return CertificateError(
        f"The certificate {path} cannot be used ({said}). Move the folder {path.parent} away and start again; "
        "phones that trusted the old certificate are then asked to trust a new one."
    )
