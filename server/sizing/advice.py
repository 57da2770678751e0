"""Keeps the size that was last advised in a consultation, and why, without the wearer's measures."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy.exc import IntegrityError

from server.clock import Clock
from server.database import Database, insert
from server.errors import UnknownConsultation
from server.shop import Group
from server.sizing.models import ConsultationAdviceRow
from server.sizing.recommend import Reason, Recommendation

_EASE: Final = "ease"
"""A reason whose other two lengths give the body's away."""


class KeptAdvice(msgspec.Struct, frozen=True, kw_only=True):
    """What was advised. `probability` is that the size is the best one, 0 to 1.

    `group`: for whom the garment is made.
    """

    size: str
    runner_up: str | None
    probability: float
    group: Group
    reasons: list[Reason]


class ConsultationAdvice:
    """The last advice of every consultation. It goes when the consultation's record does."""

    def __init__(self, db: Database, now_ms: Clock) -> None:
        self._db = db
        self._now_ms = now_ms

    async def keep(self, consultation: str, advice: Recommendation, group: Group) -> None:
        """Keep an advice in the place of an earlier one. Raises UnknownConsultation."""
        second = None if advice.outside else advice.runner_up
        kept = KeptAdvice(
            size=advice.size,
            runner_up=None if second is None else second.size,
            probability=advice.probability,
            group=group,
            reasons=without_body(advice.reasons),
        )
        values = {**msgspec.to_builtins(kept), "advised_ms": self._now_ms()}
        try:
            async with self._db.session() as session:
                statement = insert(session, ConsultationAdviceRow).values(consultation_id=consultation, **values)
                await session.execute(statement.on_conflict_do_update(index_elements=["consultation_id"], set_=values))
        except IntegrityError:
            raise UnknownConsultation(f"no consultation {consultation!r} was accepted") from None

    async def of(self, consultation: str) -> KeptAdvice | None:
        """The last advice of a consultation, if there was one."""
        async with self._db.reading() as session:
            row = await session.get(ConsultationAdviceRow, consultation)
        if row is None:
            return None
        return msgspec.convert({name: getattr(row, name) for name in KeptAdvice.__struct_fields__}, KeptAdvice)


def without_body(reasons: Sequence[Reason]) -> list[Reason]:
    """The reasons without what the wearer measures: whoever has the link to a summary reads them."""
    return [
        Reason(code=reason.code, values={name: value for name, value in reason.values.items() if name != "body_cm"})
        for reason in reasons
        if reason.code != _EASE
    ]
