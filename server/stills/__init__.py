"""Stills of a consultation: photographs and drawn-on frames, cleaned, kept, and told of to both sides."""

from server.stills.images import MAX_IMAGE_BYTES, CleanImage, clean_image, read_image
from server.stills.participants import RoomConsultation, participant_of
from server.stills.store import Stills

__all__ = [
    "MAX_IMAGE_BYTES",
    "CleanImage",
    "RoomConsultation",
    "Stills",
    "clean_image",
    "participant_of",
    "read_image",
]
