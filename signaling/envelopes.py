"""What travels on the bus to the node that holds a client: three kinds, nothing else."""

import msgspec
from msgspec import Struct


class Deliver(Struct, frozen=True, tag="deliver"):
    """Hand this encoded `ServerMessage` to the client as it is."""

    frame: str


class Refresh(Struct, frozen=True, tag="refresh", omit_defaults=True):
    """The client's state has changed: read it and send it whole. `consultation` is the one that changed."""

    consultation: str | None = None
    notice: str | None = None


class Supersede(Struct, frozen=True, tag="supersede"):
    """The same person has opened a connection at `node`; his connections at every other one give way."""

    node: str
    tab: str


Envelope = Deliver | Refresh | Supersede

_decoder: msgspec.json.Decoder[Envelope] = msgspec.json.Decoder(Envelope)


def pack(envelope: Envelope) -> str:
    """Encode for the bus."""
    return msgspec.json.encode(envelope).decode()


def unpack(text: str) -> Envelope:
    """Decode what `pack` made. Raises `msgspec.DecodeError` for anything else."""
    return _decoder.decode(text)
