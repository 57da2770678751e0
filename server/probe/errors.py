"""What can go wrong with a probe, each with a stable code and the exit status it leads to."""

from typing import ClassVar, Final

EXIT_WITHIN: Final = 0
EXIT_PAST_TARGET: Final = 1
EXIT_CANNOT_START: Final = 2
EXIT_NO_CONNECTION: Final = 3


class ProbeFailed(Exception):
    """The probe found no latency. The message is one line for people."""

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = EXIT_NO_CONNECTION


class CannotStart(ProbeFailed):
    """Something has to be put right before a probe is possible."""

    code = "cannot-start"
    status = EXIT_CANNOT_START


class NodeUnreachable(ProbeFailed):
    """Nobody answers at the node's address, or the connection to it was lost."""

    code = "node-unreachable"


class NotANode(CannotStart):
    """Something answers, but not as this service does."""

    code = "not-a-node"


class Refused(CannotStart):
    """The node does not take the probe in. `code` is the node's own."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code  # type: ignore[misc] # each refusal has the code that the node gave


class NoRelay(CannotStart):
    """The node names no TURN server, or none in the region asked for."""

    code = "no-relay"


class RelayUnreachable(ProbeFailed):
    """The TURN server gives no address to be reached at."""

    code = "relay-unreachable"


class NotOffered(ProbeFailed):
    """The reserved agent was not rung in time."""

    code = "not-offered"


class NotConnected(ProbeFailed):
    """The two peers found no way to each other."""

    code = "not-connected"


class NoPicture(ProbeFailed):
    """They connected, and no readable picture came through."""

    code = "no-picture"
