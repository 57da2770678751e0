"""A stranger's description, taken apart and written anew: nothing that he wrote reaches the media library as it is."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final

from server.errors import InvalidDescription

MOST_CHARACTERS: Final = 16 * 1024
MOST_CANDIDATES: Final = 16

_FIELDS: Final = {
    "mid": r"[A-Za-z0-9_-]{1,16}",
    "ice-ufrag": r"[A-Za-z0-9+/]{4,256}",
    "ice-pwd": r"[A-Za-z0-9+/]{22,256}",
    "fingerprint": r"sha-256 [0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){31}",
    "setup": r"actpass|active|passive",
    "sctp-port": r"[0-9]{1,5}",
}
"""What an offer of a data channel has to say (RFC 8839, 8842, 8841), each once."""

_CANDIDATE: Final = re.compile(
    r"a=candidate:([A-Za-z0-9+/]{1,32}) 1 (?:udp|UDP) ([0-9]{1,10}) ([0-9a-fA-F.:]{3,45}) ([0-9]{1,5}) "
    r"typ (host|srflx|prflx|relay)\b"
)


def clean_offer(sdp: str, *, candidates: bool) -> str:
    """An offer of one data channel and nothing else, with what `sdp` says of it. Raises InvalidDescription.

    `candidates`: whether the addresses of the other side are kept; names never are, since looking one up can be abused.
    """
    if len(sdp) > MOST_CHARACTERS:
        raise InvalidDescription(f"the description has more than {MOST_CHARACTERS} characters")
    lines = sdp.replace("\r\n", "\n").split("\n")
    media = [line for line in lines if line.startswith("m=")]
    if len(media) != 1 or not media[0].startswith("m=application ") or "webrtc-datachannel" not in media[0]:
        raise InvalidDescription("the description must offer one data channel and no media")
    said = {name: _field(lines, name, pattern) for name, pattern in _FIELDS.items()}
    written = [
        "v=0",
        "o=- 0 0 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        f"a=group:BUNDLE {said['mid']}",
        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
        "c=IN IP4 0.0.0.0",
        *(f"a={name}:{value}" for name, value in said.items()),
        *(_candidates(lines) if candidates else ()),
    ]
    return "\r\n".join(written) + "\r\n"


def _field(lines: list[str], name: str, pattern: str) -> str:
    found = [line.partition(":")[2] for line in lines if line.startswith(f"a={name}:")]
    sound = {value for value in found if re.fullmatch(pattern, value)}
    if len(sound) != 1:
        raise InvalidDescription(f"the description needs one a={name} of the usual form")
    return sound.pop()


def _candidates(lines: list[str]) -> Iterator[str]:
    kept = 0
    for line in lines:
        found = _CANDIDATE.match(line)
        if found is None or kept == MOST_CANDIDATES:
            continue
        foundation, priority, address, port, kind = found.groups()
        try:
            ip_address(address)
        except ValueError:
            continue
        if int(port) <= 0xFFFF and int(priority) < 2**32:
            kept += 1
            # A related address is of no use to anybody here.
            related = "" if kind == "host" else " raddr 0.0.0.0 rport 9"
            yield f"a=candidate:{foundation} 1 udp {priority} {address} {port} typ {kind}{related}"
