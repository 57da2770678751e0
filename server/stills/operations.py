"""The routes of stills, described."""

from typing import Final

from server.errors import CorruptImage, ImageTooLarge, TooManyPixels, TooManyStills, UnknownStill, UnsupportedImage
from server.operation import ROOM, Operation
from server.stills import routes as stills
from signaling.errors import RateLimited
from signaling.messages import StillView

OPERATIONS: Final = (
    Operation("get", f"{ROOM}/stills", stills.list_stills, stills.StillList, participant=True),
    Operation(
        "post",
        f"{ROOM}/stills",
        stills.add_still,
        StillView,
        query=stills.NewStill,
        errors=(UnsupportedImage, ImageTooLarge, TooManyPixels, CorruptImage, TooManyStills, RateLimited),
        participant=True,
        image=True,
    ),
    Operation("get", f"{ROOM}/stills/{{still}}", stills.show_still, bytes, errors=(UnknownStill,), participant=True),
    Operation(
        "patch",
        f"{ROOM}/stills/{{still}}",
        stills.change_still,
        StillView,
        body=stills.StillChange,
        errors=(UnknownStill,),
        participant=True,
    ),
    Operation("delete", f"{ROOM}/stills/{{still}}", stills.erase_still, errors=(UnknownStill,), staff=True),
)
