"""A TLS proxy before a node, which speaks HTTP/2 to browsers as that of the deployment does. Needs Debian's nginx."""

import asyncio
import contextlib
import datetime
import ipaddress
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

PORT: Final = 8443

_CONFIGURATION: Final = """
daemon off;
pid {folder}/pid;
error_log {folder}/errors;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/unused-1;
    uwsgi_temp_path {folder}/unused-2;
    scgi_temp_path {folder}/unused-3;
    gzip on;
    # As many at once as the proxy of the deployment allows.
    http2_max_concurrent_streams 250;
    map $http_upgrade $upgrade {{ default upgrade; '' ''; }}
    server {{
        listen {address}:{port} ssl http2;
        ssl_certificate {folder}/certificate;
        ssl_certificate_key {folder}/key;
        location / {{
            proxy_pass http://{address}:{node_port};
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $upgrade;
        }}
    }}
}}
"""


@contextlib.asynccontextmanager
async def front(folder: Path, address: str, node_port: int) -> AsyncIterator[str]:
    """Serve what the node on `node_port` of the same address serves; the origin. The certificate is nobody's."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    assert program is not None, "--fronts http2 needs nginx: apt install nginx-light, or take --fronts http1"
    _certify(folder, address)
    configuration = folder / "nginx.conf"
    configuration.write_text(
        _CONFIGURATION.format(folder=folder, address=address, port=PORT, node_port=node_port), encoding="ascii"
    )
    process = await asyncio.create_subprocess_exec(program, "-c", configuration, stderr=asyncio.subprocess.DEVNULL)
    try:
        await _listening(process, address)
        yield f"https://{address}:{PORT}"
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


def _certify(folder: Path, address: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


async def _listening(process: asyncio.subprocess.Process, address: str) -> None:
    async with asyncio.timeout(10):
        while True:
            assert process.returncode is None, f"nginx stopped with status {process.returncode}"
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection(address, PORT)
                writer.close()
                return await writer.wait_closed()
            await asyncio.sleep(0.02)
