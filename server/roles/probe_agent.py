"""The reserved agent of the probes' shop: as any agent, and one at a time."""

from server.probe import PROBE_SHOP
from server.roles.agent import AgentRole
from server.services import Services
from server.shop import Staff


class ProbeAgentRole(AgentRole):
    """The software that accepts a probe's consultation."""

    async def went(self) -> None:
        """The socket is down: the next probe may come in."""
        await super().went()
        await self.services.probe_gate.leave(self.tab)


async def agent_role(services: Services, staff: Staff, tab: str) -> type[AgentRole]:
    """The role of a member of staff who wants to be rung. Raises ProbeRunning, `RedisError`."""
    if staff.shop != PROBE_SHOP:
        return AgentRole
    await services.probe_gate.enter(tab)
    return ProbeAgentRole
