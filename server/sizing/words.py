"""Why a size is advised, in English sentences, for those who call the API. Pages have their own texts of each code."""

from collections.abc import Mapping
from typing import Final

from server.sizing.dimensions import FACTS
from server.sizing.recommend import Reason

_SENTENCES: Final = {
    "measure": "A {dimension} of {body_cm} cm is in size {size} ({least_cm} to {most_cm} cm).",
    "measure-below": "A {dimension} of {body_cm} cm is less than size {size} is made for ({least_cm} to {most_cm} cm).",
    "measure-above": "A {dimension} of {body_cm} cm is more than size {size} is made for ({least_cm} to {most_cm} cm).",
    "label": "{system} {size} is meant for a {dimension} of {least_cm} to {most_cm} cm; labels differ by maker.",
    "label-unusable": "{system} {size} says nothing about the dimensions of this chart.",
    "measures-apart": "The {larger} points to {larger_size}, the {smaller} to {smaller_size}: this size lies between.",
    "label-apart": "The size worn elsewhere and the measurements point to different sizes.",
    "same-for-all": "All sizes are cut for a {dimension} of {least_cm} to {most_cm} cm, which fits.",
    "too-long": "All sizes are cut for a {dimension} of {least_cm} to {most_cm} cm; {body_cm} cm is more.",
    "too-short": "All sizes are cut for a {dimension} of {least_cm} to {most_cm} cm; {body_cm} cm is less.",
    "wish-close": "Worn close, {room_cm} cm less room is taken.",
    "wish-loose": "Worn loosely, {room_cm} cm more room is taken.",
    "runs-small": "This product runs small, by {sizes} sizes ({outcomes} outcomes).",
    "runs-large": "This product runs large, by {sizes} sizes ({outcomes} outcomes).",
    "ease": "The piece measures {garment_cm} cm, which leaves {ease_cm} cm over a {dimension} of {body_cm} cm.",
    "outside-smaller": "Even {size}, the smallest size, is made for a larger body.",
    "outside-larger": "Even {size}, the largest size, is made for a smaller body.",
    "close-race": "{other} is nearly as likely to be right as {size}.",
}
_NAMES_A_DIMENSION: Final = ("dimension", "larger", "smaller")


def sentence(reason: Reason) -> str:
    """The reason as an English sentence."""
    return _SENTENCES[reason.code].format(**_written(reason.values))


def _written(values: Mapping[str, str | float]) -> dict[str, str]:
    return {name: _word(name, value) for name, value in values.items()}


def _word(name: str, value: str | float) -> str:
    if isinstance(value, str):
        return FACTS[value].name if name in _NAMES_A_DIMENSION else value
    return f"{value:g}"
