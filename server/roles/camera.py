"""The second camera's end: a phone without an account, which may speak to the two people of its consultation alone."""

from server.camera import CameraClaim, camera_client
from server.connection import Connection
from server.ice import ice_servers
from server.roles.pings import pong
from server.services import Services
from signaling.consultation import CameraJoined, CameraRemoved, Consultation, State
from signaling.errors import ConsultationEnded, InvalidMessage
from signaling.messages import (
    CameraSignal,
    CameraState,
    ClientMessage,
    Ping,
    RelayedCameraSignal,
    RemoveCamera,
)


class CameraRole:
    """One second camera on this node. It holds no lease: who looks at its picture notices when it is gone."""

    def __init__(self, services: Services, connection: Connection, claim: CameraClaim) -> None:
        self.services = services
        self.connection = connection
        self.shop = claim.shop
        self.tab = claim.tab
        self.client = camera_client(claim.camera)
        self.superseded = False
        self._camera = claim.camera
        self._consultation = claim.consultation

    @classmethod
    async def join(cls, services: Services, connection: Connection, token: str, tab: str) -> "CameraRole":
        """Use an invitation, or come back with it.

        Raises `CameraLinkUsed`, `CameraLinkExpired`, `ConsultationEnded`, `RedisError`.
        """
        claim = await services.cameras.claim(token, tab)
        if not claim.joined:
            joined = CameraJoined(claim.camera)
            if await services.matchmaker.apply(claim.shop, claim.consultation, joined) is None:
                raise ConsultationEnded("no such consultation, or it ended long ago")
            await services.cameras.joined(token, claim)
        return cls(services, connection, claim)

    async def came(self) -> None:
        """The socket is up: send the state."""
        await self.refresh(None, None)

    async def went(self) -> None:
        """The socket is down; the picture goes on without it."""

    async def tick(self) -> None:
        """Nothing changes by itself."""

    async def refresh(self, consultation: str | None, notice: str | None) -> None:
        """Send the camera's whole state."""
        found = await self.services.matchmaker.room(self.shop).consultation(self._consultation)
        config, now_s = self.services.config, self.services.clock.now_ms() // 1000
        self.connection.send(
            CameraState(
                phase=self._phase(found),
                consultation=self._consultation,
                camera=self._camera,
                ice_servers=ice_servers(config, self.client, now_s),
                relay_only=config.relay_only,
            )
        )

    def _phase(self, consultation: Consultation | None) -> str:
        if consultation is None or consultation.state is not State.ACTIVE:
            return "ended"
        return "live" if consultation.camera == self._camera else "removed"

    async def handle(self, message: ClientMessage) -> None:
        """Act on one message. Raises `ConsultError` for what is refused."""
        match message:
            case Ping(sent_ms=sent_ms):
                self.connection.send(pong(self.services, sent_ms))
            case CameraSignal() if message.to is not None and self._is_mine(message):
                await self._relay(message)
            case RemoveCamera() if self._is_mine(message):
                await self.services.matchmaker.apply(self.shop, self._consultation, CameraRemoved(self._camera))
            case _:
                raise InvalidMessage("not a message of a second camera")

    def _is_mine(self, message: CameraSignal | RemoveCamera) -> bool:
        return (message.consultation, message.camera) == (self._consultation, self._camera)

    async def _relay(self, message: CameraSignal) -> None:
        consultation = await self.services.matchmaker.room(self.shop).consultation(self._consultation)
        # Removed or ended: the camera will hear of that by its next state.
        if consultation is None or message.to is None or self._phase(consultation) != "live":
            return
        relayed = RelayedCameraSignal(
            consultation=message.consultation,
            camera=message.camera,
            link=message.link,
            description=message.description,
            candidate=message.candidate,
        )
        await self.services.hub.send(self.shop, consultation.client_of(message.to), relayed)
