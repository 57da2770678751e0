"""What the features give to a summary: they do not know of it, and it does not know where they keep things."""

from collections.abc import Sequence

from server.policy import Policy, ReturnRules
from server.sizing import ConsultationAdvice
from server.stills import Stills
from server.summary import About, Advice, Measurement, Parts, Still
from server.vision import Vision


def summary_parts(rules: ReturnRules, stills: Stills, vision: Vision, advice: ConsultationAdvice) -> Parts:
    """The parts of the summaries of a node."""

    async def policy(about: About) -> Policy:
        return await rules.policy(about.shop, about.category, about.buyer_country)

    async def advised(about: About) -> Advice | None:
        last = await advice.of(about.consultation)
        if last is None:
            return None
        return Advice(
            size=last.size,
            runner_up=last.runner_up,
            probability=last.probability,
            group=last.group,
            why=last.reasons,
        )

    async def measured(about: About) -> Sequence[Measurement]:
        measures = await vision.measures(about.consultation)
        return [Measurement(name=each.name, cm=each.cm, error_cm=each.error_cm) for each in measures]

    async def kept(about: About) -> Sequence[Still]:
        views = await stills.list(about.shop, about.consultation)
        return [Still(id=view.id, label=view.label, width=view.width, height=view.height) for view in views]

    return Parts(policy=policy, advice=advised, measurements=measured, stills=kept, image=stills.image)
