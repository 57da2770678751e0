"""What the waiting room holds and tells: tickets, agents, places in line, things due."""

from msgspec import Struct

from signaling.matching import Lane, agent_lanes, ticket_lanes
from signaling.messages import Purpose


class Ticket(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A buyer's place in the waiting room. Its id is the buyer's: nobody stands in line twice."""

    id: str
    product: str
    purpose: Purpose
    language: str
    """As the buyer said it (BCP 47)."""
    lane: str
    """Its primary subtag, by which it is matched."""
    place_ms: int
    joined_ms: int
    state: str  # waiting | offered | paired
    declined: dict[str, bool]
    name: str = ""
    category: str = ""
    country: str | None = None
    time_zone: str = "UTC"
    returning: bool = False
    relaxed: bool = False
    consultation: str | None = None

    @property
    def lanes(self) -> list[Lane]:
        """Where it looks for an agent, the preferred lane first."""
        return ticket_lanes(self.lane, self.purpose, relaxed=self.relaxed)


class Agent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An agent on duty or signed in. The dicts are sets: Lua cannot tell an empty list from an empty map."""

    id: str
    name: str
    status: str  # away | available | offered | busy | wrap_up
    languages: dict[str, bool]
    purposes: dict[str, bool]
    categories: dict[str, bool]
    time_zone: str = "UTC"
    idle_since_ms: int = 0
    consultation: str | None = None

    @property
    def lanes(self) -> list[Lane]:
        """Every lane in which he can be found."""
        return agent_lanes(self.languages, self.purposes)


class Standing(Struct, frozen=True, kw_only=True):
    """A waiting ticket's place in line. `agents` counts those on duty who may still be offered it."""

    position: int
    agents: int
    wait_estimate_s: int | None
    relaxed: bool


class Due(Struct, frozen=True, kw_only=True):
    """What time has made due in a shop: ended leases, passed deadlines, language rules to lift."""

    buyers: list[str]
    agents: list[str]
    deadlines: list[str]
    relaxing: list[str]
