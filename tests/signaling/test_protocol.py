"""PROTOCOL.md is true: every example decodes, every message has one, every error code is named."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

import server.errors
import signaling.errors
from signaling.messages import (
    MAX_FRAME_BYTES,
    SUBPROTOCOL,
    ClientMessage,
    ServerMessage,
    decode_client_message,
    decode_server_message,
    encode,
)

TEXT = (Path(signaling.errors.__file__).parent / "PROTOCOL.md").read_text()
EXAMPLES = re.findall(r"^```json (client|server)\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("side", "example"), EXAMPLES)
def test_an_example_decodes_and_keeps_every_field(side: str, example: str) -> None:
    decode = decode_client_message if side == "client" else decode_server_message
    written = json.loads(example)

    understood = json.loads(encode(decode(example)))

    assert understood == without_defaults(written, understood)


def without_defaults(written: Any, understood: Any) -> Any:
    """`written` less the fields that hold their default, which the encoder leaves out."""
    if isinstance(written, dict):
        return {
            key: without_defaults(value, understood.get(key))
            for key, value in written.items()
            if key in understood or value not in (0, 0.0, False, True, {}, [], "")
        }
    if isinstance(written, list):
        return [without_defaults(*pair) for pair in zip(written, understood, strict=True)]
    return written


@pytest.mark.parametrize(("side", "union"), [("client", ClientMessage), ("server", ServerMessage)])
def test_every_message_has_an_example(side: str, union: Any) -> None:
    shown = {json.loads(example)["type"] for of, example in EXAMPLES if of == side}
    assert shown == {kind.__struct_config__.tag for kind in get_args(union)}


def test_every_error_code_that_a_socket_can_bring_is_in_the_table() -> None:
    table = set(re.findall(r"`([a-z-]+)`", TEXT[TEXT.index("## Errors") :]))
    codes = {kind.code for kind in subclasses(signaling.errors.ConsultError) if kind.__module__ == "signaling.errors"}
    assert codes <= table
    assert {server.errors.UnknownTimeZone.code, server.errors.CallbackInPast.code, "internal"} <= table


def subclasses(kind: type[signaling.errors.ConsultError]) -> set[type[signaling.errors.ConsultError]]:
    return {kind}.union(*(subclasses(child) for child in kind.__subclasses__()))


def test_the_text_names_the_limits_of_the_code() -> None:
    assert f"{MAX_FRAME_BYTES:,} bytes" in TEXT
    assert SUBPROTOCOL in TEXT


@pytest.mark.parametrize("frame", ['{"type": "join"}', '{"type": "leave", "colour": "red"}', '{"type": "no-such"}'])
def test_what_is_not_in_the_protocol_is_refused(frame: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        decode_client_message(frame)
