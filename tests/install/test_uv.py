"""Why pip or uv failed, in words: no network, a proxy, a certificate, a disk without space."""

from __future__ import annotations

import datetime as dt
import http.server
import ipaddress
import ssl
import sys
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cstools.errors import ToolError
from cstools.install import change
from cstools.install.request import requests
from cstools.install.uv import pip_settings, run

SAYING = "import sys; print(sys.argv[1], file=sys.stderr); sys.exit(1)"


@pytest.mark.parametrize(
    ("said", "problem", "advice"),
    [
        ("error: No space left on device (os error 28)", "The disk is full.", "Make space"),
        ("ERROR: [Errno 13] Permission denied: 'x'", "could not be written.", "Close other"),
        ("error: Access is denied. (os error 5)", "could not be written.", "Close other"),
        (
            "WARNING: Retrying after connection broken by 'SSLError(SSLCertVerificationError())'\n"
            "ERROR: No matching distribution found for x",
            "has a certificate that is not trusted here.",
            "SSL_CERT_FILE",
        ),
        (
            "error: Failed to fetch\ncause: tunnel error: proxy authorization required",
            "The proxy let nothing through",
            "http://NAME:PASSWORD@PROXY:PORT",
        ),
        ("error: dns error: failed to lookup", "cannot be reached.", "HTTPS_PROXY"),
        ("error: HTTP status server error (500 Internal)", "cannot be reached.", "PIP_INDEX_URL"),
        (
            "ERROR: Could not find a version that satisfies the requirement x",
            "Packages it needs are not where they were looked for.",
            "PIP_FIND_LINKS",
        ),
        (
            "error: No solution found\nBecause a depends on pandas<2 and b on pandas>=3, ...",
            "It needs other versions of packages than go together",
            "maintainer",
        ),
    ],
)
def test_the_cause_comes_first(said, problem, advice, tmp_path):
    with pytest.raises(ToolError) as caught:
        run([sys.executable, "-c", SAYING, said], tmp_path)
    assert caught.value.problem.startswith(("The ", "A ", "It ", "Packages "))
    assert problem in caught.value.problem.partition(" It said: ")[0]
    assert advice in caught.value.advice


def test_what_was_said_is_short_and_holds_no_password(tmp_path):
    said = "Using Python 3.11\nwarning: slow\nhint on two\nlines\nerror: http://me:secret@host gone"
    with pytest.raises(ToolError) as caught:
        run([sys.executable, "-c", SAYING, said], tmp_path)
    assert caught.value.problem == "error: http://***@host gone"
    with pytest.raises(ToolError, match="It gave no reason"):
        run([sys.executable, "-c", "raise SystemExit(1)"], tmp_path)


@pytest.fixture
def index(tmp_path):
    """The address of a package index whose certificate nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "proxy of the council")])
    now = dt.datetime.now(dt.UTC)
    place = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(1)
    made = made.public_key(key.public_key()).add_extension(place, critical=False)
    made = made.not_valid_before(now).not_valid_after(now + dt.timedelta(days=1))
    file = tmp_path / "certificate.pem"
    file.write_bytes(
        made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://127.0.0.1:{server.server_port}/simple"
    server.shutdown()
    server.server_close()


def test_a_certificate_that_is_not_trusted(index, offline, shelf, monkeypatch):
    shelf.put("light", kind="requirement", value="cstools-light==1.0")
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", index)
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    pip_settings.cache_clear()
    with pytest.raises(ToolError) as caught:
        change.install(requests("light"), shelf.registries)
    start = "The environment of light could not be made. The package index, or a proxy on the way, "
    assert caught.value.problem.startswith(f"{start}has a certificate that is not trusted here.")
    assert "SSL_CERT_FILE" in caught.value.advice
