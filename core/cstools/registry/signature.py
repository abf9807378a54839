"""Signatures of registries: Ed25519, in the last line of the file, so that one file holds both."""

from __future__ import annotations

import base64
import binascii
import codecs
import os
import re
from typing import TYPE_CHECKING, Any

from cstools.errors import InputError, OutputError, UsageError, reason_of
from cstools.io.files import sha256_of

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_MARK = b"# signed: ed25519 "
_SIGNATURE = re.compile(rb"[A-Za-z0-9+/=]{1,200}")


def generate(path: Path) -> str:
    """Make a private key in a file that only this user may read, and give its public key, base64.

    Raises:
        UsageError: the file is there.
        OutputError: it cannot be written.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    if path.exists():
        raise UsageError(
            f"{path} is there already.", "A key that was lost cannot be made again: choose another."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text)
    except OSError as error:
        reason = reason_of(error)
        raise OutputError(
            f"The key cannot be written to {path}: {reason}.", "Choose another folder."
        ) from error
    return _public(key)


def read_key(path: Path) -> Ed25519PrivateKey:
    """The private key in a file.

    Raises:
        InputError: it cannot be read or is no Ed25519 key.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key: Any
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        reason = reason_of(error)
        raise InputError(f"The key {path} cannot be read: {reason}.") from error
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise InputError(
            f"{path} is no private key for registries.", "'cstools registry keygen' makes one."
        )
    return key


def public_of(path: Path) -> str:
    """The public key, base64, that belongs to the private key in a file; raises as `read_key`."""
    return _public(read_key(path))


def sign(text: str, key: Path) -> str:
    """The text of a registry with a signature as its last line, in the place of the one before.

    Raises:
        InputError: the key cannot be read.
    """
    body, _ = _parted(text.encode("utf-8"))
    if body and not body.endswith(b"\n"):
        body += b"\n"
    signature = base64.b64encode(read_key(key).sign(body)).decode("ascii")
    return f"{body.decode('utf-8')}{_MARK.decode()}{signature}\n"


def verify(data: bytes, public_key: str, path: Path) -> None:
    """Raise InputError unless the bytes of a registry are signed with the key.

    Nothing has to have parsed them, so that only who holds the key can have anything parsed.

    Args:
        data: the whole file.
        public_key: the key, base64.
        path: the file, for messages.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    body, signature = _parted(data)
    if not signature:
        raise InputError(
            f"The registry {path} is not signed, and it has to be.",
            "Do not install from it. Tell whoever keeps it: 'cstools registry sign' signs it.",
        )
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
    except (ValueError, binascii.Error):
        raise InputError(f"The public key of the registry {path} is no Ed25519 key.") from None
    try:
        key.verify(base64.b64decode(signature), body)
    except (InvalidSignature, ValueError, binascii.Error):
        raise InputError(
            f"The registry {path} was altered after it was signed, or signed with another key.",
            f"Do not install from it. It should be signed with the key {fingerprint(public_key)}; "
            "tell whoever keeps it.",
        ) from None


def fingerprint(public_key: str) -> str:
    """A short text for a public key that two people can read out to one another."""
    digest = sha256_of(public_key.encode("ascii", "replace"))[:16]
    return "-".join(digest[start : start + 4] for start in range(0, 16, 4))


def _public(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode("ascii")


def _parted(data: bytes) -> tuple[bytes, bytes]:
    """What is signed, with the line ends that every system agrees on, and the signature of it.

    The signature is empty where the last line is none.
    """
    plain = data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    before, mark, last = plain.rpartition(_MARK)
    signature = last.rstrip()
    begins = not before or before.endswith(b"\n")
    if not mark or not begins or not _SIGNATURE.fullmatch(signature):
        return plain, b""
    return before, signature
