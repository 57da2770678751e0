"""What the features give to a summary: they do not know of it, and it does not know where they keep things."""

from collections.abc import Sequence

from server.policy import Policy, ReturnRules
from server.stills import Stills
from server.summary import About, Parts, Still


def summary_parts(rules: ReturnRules, stills: Stills) -> Parts:
    """The parts of the summaries of a node."""

    async def policy(about: About) -> Policy:
        return await rules.policy(about.shop, about.category, about.buyer_country)

    async def kept(about: About) -> Sequence[Still]:
        views = await stills.list(about.shop, about.consultation)
        return [Still(id=view.id, label=view.label, width=view.width, height=view.height) for view in views]

    return Parts(policy=policy, stills=kept, image=stills.image)
