"""Invitations of second cameras: a token that is good for one page, for some minutes, on any node."""

import hashlib
import secrets
from collections.abc import Callable
from typing import Final

import msgspec
from redis.asyncio import Redis

from signaling.errors import CameraLinkExpired, CameraLinkUsed
from signaling.keys import camera_claim, camera_invitation

INVITATION_S: Final = 300
"""Time to take the phone out, unlock it and scan."""

CLAIM_S: Final = 2 * 3600
"""How long the page that used it may come back: longer than a consultation lasts."""

_TOKEN_BYTES: Final = 16
"""Nobody guesses it, and its QR code is coarse enough for a poor camera."""


class _Invitation(msgspec.Struct, frozen=True):
    shop: str
    consultation: str


class CameraClaim(msgspec.Struct, frozen=True):
    """The page that has used an invitation: a camera of the consultation, until the agent removes it."""

    shop: str
    consultation: str
    camera: str
    tab: str
    joined: bool = False
    """Whether the consultation knows of it: a node may have died in between."""


class CameraInvitations:
    """The invitations and who has used them, in Redis under the tokens' hashes: who reads Redis cannot use one."""

    def __init__(self, redis: "Redis", now_ms: Callable[[], int]) -> None:
        self._redis = redis
        self._now_ms = now_ms

    async def issue(self, shop: str, consultation: str) -> tuple[str, int]:
        """Make a token for the consultation; with it the moment (Unix ms) from which it cannot be used any more."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        value = msgspec.json.encode(_Invitation(shop, consultation))
        expires_ms = self._now_ms() + INVITATION_S * 1000
        await self._redis.set(camera_invitation(_sum(token)), value, ex=INVITATION_S)
        return token, expires_ms

    async def claim(self, token: str, tab: str) -> CameraClaim:
        """Use a token from the page `tab`, or once more if it is the one that has.

        Raises `CameraLinkUsed`, `CameraLinkExpired`.
        """
        held = await self._redis.get(camera_invitation(_sum(token)))
        if held is not None:
            invitation = msgspec.json.decode(held, type=_Invitation)
            mine = CameraClaim(invitation.shop, invitation.consultation, secrets.token_urlsafe(9), tab)
            # Only where there is none: of two pages that come at once, one is the first.
            await self._redis.set(camera_claim(_sum(token)), msgspec.json.encode(mine), nx=True, ex=CLAIM_S)
        known = await self._redis.get(camera_claim(_sum(token)))
        if known is None:
            raise CameraLinkExpired("this invitation is too old, or never was one: the agent can show a new code")
        claim = msgspec.json.decode(known, type=CameraClaim)
        if claim.tab != tab:
            raise CameraLinkUsed("another page has used this invitation")
        return claim

    async def joined(self, token: str, claim: CameraClaim) -> None:
        """Remember that the consultation knows of the camera: from now on it comes back as it is, or not at all."""
        value = msgspec.json.encode(msgspec.structs.replace(claim, joined=True))
        await self._redis.set(camera_claim(_sum(token)), value, xx=True, keepttl=True)


def camera_client(camera: str) -> str:
    """Name of a second camera on the bus."""
    return f"camera:{camera}"


def _sum(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
