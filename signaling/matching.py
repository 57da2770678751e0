"""Which agent may serve which ticket, as lanes: pairs of language and purpose.

Language and purpose are hard rules. An agent stands in every lane of his languages × purposes, and in the
any-language lane of each purpose, where only tickets look whose language rule has been relaxed by waiting. So "may
this agent serve this ticket" never has to be asked at matching time: both look at the heads of their own lanes.
"""

from collections.abc import Iterable

from signaling.keys import ANY_LANGUAGE

Lane = tuple[str, str]
"""(language, purpose); the language is a primary subtag, or `*`."""


def primary_language(tag: str) -> str:
    """Primary subtag of a BCP 47 tag, lower case: `zh-Hans-CN` → `zh`. People are matched by it."""
    return tag.split("-", 1)[0].lower()


def agent_lanes(languages: Iterable[str], purposes: Iterable[str]) -> list[Lane]:
    """Every lane in which an agent can be found, any-language lanes last; no lane twice."""
    spoken = list(dict.fromkeys(primary_language(tag) for tag in languages))
    return [(language, purpose) for language in [*spoken, ANY_LANGUAGE] for purpose in dict.fromkeys(purposes)]


def ticket_lanes(language: str, purpose: str, *, relaxed: bool) -> list[Lane]:
    """The lanes in which a ticket looks for an agent, the preferred one first."""
    own = (primary_language(language), purpose)
    return [own, (ANY_LANGUAGE, purpose)] if relaxed else [own]


def place_ms(joined_ms: int, *, returning: bool, boost_ms: int) -> int:
    """A ticket's place in line: its score in the waiting sets.

    A returning buyer is placed as if he had come `boost_ms` earlier. The boost is bounded, so nobody starves: who has
    waited `boost_ms` stands before every returning buyer who joins from then on.
    """
    return joined_ms - boost_ms if returning else joined_ms
