"""The route of second cameras, described."""

from typing import Final

from server.camera import routes as camera
from server.operation import ROOM, Operation
from signaling.errors import RateLimited

OPERATIONS: Final = (
    Operation(
        "post",
        f"{ROOM}/camera",
        camera.invite_camera,
        camera.CameraInvitation,
        errors=(RateLimited,),
        participant=True,
    ),
)
