"""A stranger's description: of a sound one all that matters is kept, of any other nothing gets through."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.echo.offer import MOST_CANDIDATES, clean_offer
from server.errors import InvalidDescription

FINGERPRINT = "sha-256 " + ":".join(["AB"] * 32)

CHROME = "\r\n".join([
    "v=0", "o=- 4962303333179871722 2 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0", "a=extmap-allow-mixed",
    "a=msid-semantic: WMS", "m=application 53421 UDP/DTLS/SCTP webrtc-datachannel", "c=IN IP4 192.0.2.7",
    "a=candidate:842163049 1 udp 1677729535 192.0.2.7 53421 typ srflx raddr 10.0.0.5 rport 53421 generation 0",
    "a=candidate:1 1 udp 2113937151 4f1c9a2e-52f1-4a6e-8c1b-2f6b1b6b2c1d.local 53421 typ host generation 0",
    "a=candidate:2 1 tcp 1518280447 10.0.0.5 9 typ host tcptype active generation 0",
    "a=candidate:3 1 udp 2113939711 2001:db8::7 53422 typ host generation 0",
    "a=ice-ufrag:4ZcD", "a=ice-pwd:2/1muCWoOi3uLifh0NuRHlsU", "a=ice-options:trickle", f"a=fingerprint:{FINGERPRINT}",
    "a=setup:actpass", "a=mid:0", "a=sctp-port:5000", "a=max-message-size:262144", "",
])  # fmt: skip


def values(sdp: str, name: str) -> list[str]:
    return re.findall(rf"^a={name}:(.*)\r$", sdp, re.MULTILINE)


def test_what_makes_the_connection_is_kept() -> None:
    clean = clean_offer(CHROME, candidates=False)
    assert values(clean, "ice-ufrag") == ["4ZcD"]
    assert values(clean, "ice-pwd") == ["2/1muCWoOi3uLifh0NuRHlsU"]
    assert values(clean, "fingerprint") == [FINGERPRINT]
    assert (values(clean, "mid"), values(clean, "setup"), values(clean, "sctp-port")) == (["0"], ["actpass"], ["5000"])
    assert values(clean, "candidate") == []


def test_addresses_are_kept_where_wanted_and_names_never() -> None:
    assert values(clean_offer(CHROME, candidates=True), "candidate") == [
        "842163049 1 udp 1677729535 192.0.2.7 53421 typ srflx raddr 0.0.0.0 rport 9",
        "3 1 udp 2113939711 2001:db8::7 53422 typ host",
    ]


def test_a_flood_of_candidates_is_cut() -> None:
    flood = "".join(f"a=candidate:{i} 1 udp 1 192.0.2.{i} 1 typ host\r\n" for i in range(100))
    assert len(values(clean_offer(CHROME + flood, candidates=True), "candidate")) == MOST_CANDIDATES


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("m=application", "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nm=application"),
        ("m=application 53421 UDP/DTLS/SCTP webrtc-datachannel", "m=video 9 UDP/TLS/RTP/SAVPF 96"),
        ("a=ice-pwd:2/1muCWoOi3uLifh0NuRHlsU", "a=ice-pwd:short"),
        ("a=ice-ufrag:4ZcD", "a=ice-ufrag:4Z D"),
        ("a=fingerprint:sha-256", "a=fingerprint:md5"),
        ("a=setup:actpass", "a=setup:"),
        ("a=mid:0", "a=mid:0\r\na=mid:1"),
        ("v=0", "x" * 20_000),
    ],
)
def test_what_is_not_one_data_channel_is_refused(old: str, new: str) -> None:
    with pytest.raises(InvalidDescription):
        clean_offer(CHROME.replace(old, new), candidates=True)


@given(st.randoms(use_true_random=False), st.integers(1, 30), st.text(max_size=8))
def test_of_a_garbled_offer_nothing_gets_through_but_what_was_meant_to(
    chance: random.Random, cuts: int, noise: str
) -> None:
    garbled = CHROME
    for _ in range(cuts):
        at = chance.randrange(len(garbled) + 1)
        garbled = garbled[:at] + noise + garbled[at + chance.randrange(4) :]
    try:
        clean = clean_offer(garbled, candidates=True)
    except InvalidDescription:
        return
    assert clean.count("m=") == 1
    form = re.compile(r"[a-z]=[\w .:/+-]*", re.ASCII)
    assert all(form.fullmatch(line) for line in clean.removesuffix("\r\n").split("\r\n"))


@given(st.text(max_size=2000))
def test_garbage_is_refused(text: str) -> None:
    with pytest.raises(InvalidDescription):
        clean_offer(text, candidates=True)
