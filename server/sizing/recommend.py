r"""Which size of a chart somebody should take, how sure that is, and why. One function for page, room and API.

Sizes are numbered 0 … n-1. Each dimension d of the chart turns a body measure x into a place u_d(x) on this scale:
linear between the borders of neighbouring sizes, where it is s + 1/2. What is known of the wearer are independent
observations of the place U at which he is best dressed:

    u_d(x_d) ~ Normal(U, τ_d² + (ε_d / k_d)²)    a measure: τ_d how well this dimension tells the size of this kind of
                                                 garment, ε_d its error in cm, k_d centimetres to a size
    u_label  ~ Normal(U, w² / 12 + λ²)           a size worn elsewhere: w the width of its body range in sizes,
                                                 λ how far makers' labels differ

Their precisions add up (inverse-variance weighting), so more information never widens the answer. The wanted place is

    S ~ Normal(mean + wish / k + offset, variance + taste² + error of the offset²)

and P(size s) is its integral from s - 1/2 to s + 1/2; what lies below and above all sizes is said, not given to them.
τ, ε, λ and taste are assumptions, named in this file, until a shop's outcomes replace them.
"""

import math
from collections.abc import Mapping, Sequence
from statistics import NormalDist
from typing import Final, Literal

import msgspec

from server.errors import MeasurementsMissing
from server.shop import Garment, Group, SizeChart
from server.sizing.axis import Axis
from server.sizing.dimensions import FACTS
from server.sizing.outcomes import Offset
from server.sizing.systems import KnownSize

Fit = Literal["close", "regular", "loose"]
Way = Literal["small", "large"]

TELLS: Final[dict[Garment, dict[str, float]]] = {
    "top": {"chest": 0.45, "underbust": 0.7, "waist": 0.8, "neck": 0.7, "arm_length": 1.2, "height": 1.2},
    "bottom": {"waist": 0.5, "hip": 0.5, "inside_leg": 1.2, "height": 1.2},
    "dress": {"chest": 0.45, "underbust": 0.7, "waist": 0.55, "hip": 0.65, "height": 1.2},
    "shoes": {"foot_length": 0.4},
}
"""Standard deviation τ, in sizes, of the size that fits, among people who measure the same in this dimension."""
TELLS_CHILDREN: Final = {"height": 0.45, "chest": 0.6, "waist": 0.7, "hip": 0.7}
TELLS_OTHERWISE: Final = 1.0

LABEL_SIZES: Final = 0.6
"""λ: how far the same label differs from maker to maker, in sizes."""
TASTE_SIZES: Final = 0.3
"""Two people of the same body take different sizes."""
PRODUCT_SIZES: Final = 0.35
"""How far a product may run off its chart while no outcome says by how much."""

WISH_CM: Final[dict[Fit, tuple[float, float]]] = {"close": (-2.0, -0.15), "regular": (0, 0), "loose": (4.0, 0.35)}
"""More room than the chart means, in cm of girth, for shoes in cm of length."""

CLEAR_SIZES: Final = 0.25
"""From which offset on it is worth saying that a product runs small or large."""
APART_SIZES: Final = 1.5
"""From which difference on it is worth saying that two measures point to different sizes."""
CLOSE_RACE: Final = 0.75
"""Share of the best size's probability from which on the runner-up is nearly as good."""


class Wearer(msgspec.Struct, frozen=True, kw_only=True):
    """Who shall be dressed: any measures in cm, any sizes worn elsewhere, and the wish."""

    body_cm: Mapping[str, float] = {}
    known: Sequence[KnownSize] = ()
    fit: Fit = "regular"


class SizeChance(msgspec.Struct, frozen=True, kw_only=True):
    """A size, and how likely it is the best one."""

    size: str
    probability: float


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why, as a stable code with what its sentence needs. Lengths are in centimetres and end in `_cm`."""

    code: str
    values: dict[str, str | float] = {}


class Recommendation(msgspec.Struct, frozen=True, kw_only=True):
    """`outside`: nothing in this chart is made for this body; `size` is then the nearest."""

    size: str
    probability: float
    runner_up: SizeChance | None
    chances: list[SizeChance]
    below: float
    """Probability that a size smaller than the smallest would be best; `above` likewise. All add up to 1."""
    above: float
    outside: Literal["smaller", "larger"] | None
    reasons: list[Reason]


class _Seen(msgspec.Struct, frozen=True):
    """One observation of the best place."""

    place: float
    variance: float


def runs_clearly(runs: Offset) -> Way | None:
    """Whether a product is said to run small or large; None while its own outcomes do not say it clearly enough."""
    if runs.n == 0 or abs(runs.mean_sizes) < max(CLEAR_SIZES, runs.standard_error):
        return None
    return "small" if runs.mean_sizes > 0 else "large"


def recommend(
    chart: SizeChart, wearer: Wearer, *, garment: Garment, group: Group, offset: Offset | None = None
) -> Recommendation:
    """The size to take. Raises MeasurementsMissing when nothing given can be compared with the chart."""
    axes: dict[str, Axis] = {name: axis for name in chart.dimensions if (axis := Axis.of(chart, name)).tells}
    measured = {name: cm for name, cm in wearer.body_cm.items() if name in axes}
    seen = [_measure(axes[name], cm, name, garment, group) for name, cm in measured.items()]
    labels = [label for known in wearer.known if (label := _label(axes, known, garment, group)) is not None]
    seen += labels
    if not seen:
        raise MeasurementsMissing(f"give at least one of: {', '.join(axes) or 'none'}, or a size worn elsewhere")

    precision = sum(1 / each.variance for each in seen)
    body = sum(each.place / each.variance for each in seen) / precision
    shift = _wish_cm(wearer.fit, garment) / _centimetres_a_size(axes, garment, group)
    runs = offset or Offset(0, PRODUCT_SIZES, 0)
    spread = math.sqrt(1 / precision + TASTE_SIZES**2 + min(runs.standard_error, PRODUCT_SIZES) ** 2)
    wanted = NormalDist(body + shift + runs.mean_sizes, spread)

    names = [row.size for row in chart.rows]
    edges = [wanted.cdf(index - 0.5) for index in range(len(names) + 1)]
    chances = [SizeChance(size=name, probability=edges[index + 1] - edges[index]) for index, name in enumerate(names)]
    best = min(max(round(wanted.mean), 0), len(names) - 1)
    others = sorted((c for i, c in enumerate(chances) if i != best), key=lambda chance: -chance.probability)
    outside = _outside(wanted.mean, len(names))
    runner_up = others[0] if others else None
    reasons = [
        *_measure_reasons(chart, axes, measured),
        *_label_reasons(wearer.known, axes),
        *_disagreements(chart, axes, measured, labels),
        *_length_reasons(chart, wearer.body_cm, set(axes)),
        *_wish_reasons(wearer.fit, garment),
        *_offset_reasons(runs),
        *_room_reasons(chart, best, wearer.body_cm),
    ]
    if outside is not None:
        reasons.append(Reason(code=f"outside-{outside}", values={"size": names[best]}))
    elif runner_up and runner_up.probability >= CLOSE_RACE * chances[best].probability:
        reasons.append(Reason(code="close-race", values={"size": names[best], "other": runner_up.size}))
    return Recommendation(
        size=names[best],
        probability=chances[best].probability,
        runner_up=runner_up,
        chances=chances,
        below=edges[0],
        above=1 - edges[-1],
        outside=outside,
        reasons=reasons,
    )


def _tells(name: str, garment: Garment, group: Group) -> float:
    table = TELLS_CHILDREN if group == "children" and garment != "shoes" else TELLS[garment]
    return table.get(name, TELLS_OTHERWISE)


def _measure(axis: Axis, cm: float, name: str, garment: Garment, group: Group) -> _Seen:
    error = FACTS[name].error_cm / axis.step_cm
    return _Seen(axis.place(cm), _tells(name, garment, group) ** 2 + error**2)


def _label(axes: Mapping[str, Axis], known: KnownSize, garment: Garment, group: Group) -> _Seen | None:
    """One observation, however many dimensions the size stands for: a label errs in all of them at once."""
    common = [name for name in known.body_cm if name in axes]
    if not common:
        return None
    weights = {name: 1 / _tells(name, garment, group) ** 2 for name in common}
    total = sum(weights.values())
    place = sum(weights[name] * axes[name].place(sum(known.body_cm[name]) / 2) for name in common) / total
    widths = {name: (known.body_cm[name][1] - known.body_cm[name][0]) / axes[name].step_cm for name in common}
    width = sum(weights[name] * widths[name] for name in common) / total
    return _Seen(place, width**2 / 12 + LABEL_SIZES**2)


def _centimetres_a_size(axes: Mapping[str, Axis], garment: Garment, group: Group) -> float:
    """Of the dimension that tells most."""
    return axes[min(axes, key=lambda name: _tells(name, garment, group))].step_cm


def _wish_cm(fit: Fit, garment: Garment) -> float:
    return WISH_CM[fit][1 if garment == "shoes" else 0]


def _outside(place: float, count: int) -> Literal["smaller", "larger"] | None:
    if place < -1:
        return "smaller"
    return "larger" if place > count else None


# --- why ------------------------------------------------------------------------------------------------------------


def _measure_reasons(chart: SizeChart, axes: Mapping[str, Axis], measured: Mapping[str, float]) -> list[Reason]:
    reasons = []
    for name, cm in measured.items():
        row = chart.rows[axes[name].nearest(cm)]
        least, most = row.body_cm[name]
        code = "measure" if least <= cm <= most else "measure-below" if cm < least else "measure-above"
        values: dict[str, str | float] = {"dimension": name, "body_cm": cm, "size": row.size}
        reasons.append(Reason(code=code, values={**values, "least_cm": least, "most_cm": most}))
    return reasons


def _label_reasons(known: Sequence[KnownSize], axes: Mapping[str, Axis]) -> list[Reason]:
    reasons = []
    for size in known:
        common = [name for name in size.body_cm if name in axes]
        values: dict[str, str | float] = {"system": size.system, "size": size.size}
        if common:
            least, most = size.body_cm[common[0]]
            values |= {"dimension": common[0], "least_cm": least, "most_cm": most}
        reasons.append(Reason(code="label" if common else "label-unusable", values=values))
    return reasons


def _disagreements(
    chart: SizeChart, axes: Mapping[str, Axis], measured: Mapping[str, float], labels: Sequence[_Seen]
) -> list[Reason]:
    reasons = []
    places = {name: axes[name].place(cm) for name, cm in measured.items()}
    if places:
        low, high = min(places, key=lambda name: places[name]), max(places, key=lambda name: places[name])
        if places[high] - places[low] >= APART_SIZES:
            values: dict[str, str | float] = {
                "larger": high,
                "larger_size": chart.rows[axes[high].nearest(measured[high])].size,
                "smaller": low,
                "smaller_size": chart.rows[axes[low].nearest(measured[low])].size,
            }
            reasons.append(Reason(code="measures-apart", values=values))
        middle = sum(places.values()) / len(places)
        if any(abs(label.place - middle) >= APART_SIZES for label in labels):
            reasons.append(Reason(code="label-apart"))
    return reasons


def _length_reasons(chart: SizeChart, body_cm: Mapping[str, float], told: set[str]) -> list[Reason]:
    """What all sizes are cut for alike tells no size, but whether the piece is made for this body at all."""
    reasons = []
    for name in chart.dimensions:
        cm = body_cm.get(name)
        if name in told or cm is None:
            continue
        least, most = chart.rows[0].body_cm[name]
        code = "same-for-all" if least <= cm <= most else "too-long" if cm > most else "too-short"
        values: dict[str, str | float] = {"dimension": name, "body_cm": cm, "least_cm": least, "most_cm": most}
        reasons.append(Reason(code=code, values=values))
    return reasons


def _wish_reasons(fit: Fit, garment: Garment) -> list[Reason]:
    if fit == "regular":
        return []
    return [Reason(code=f"wish-{fit}", values={"room_cm": abs(_wish_cm(fit, garment))})]


def _offset_reasons(runs: Offset) -> list[Reason]:
    way = runs_clearly(runs)
    if way is None:
        return []
    return [Reason(code=f"runs-{way}", values={"sizes": round(abs(runs.mean_sizes), 1), "outcomes": runs.n})]


def _room_reasons(chart: SizeChart, best: int, body_cm: Mapping[str, float]) -> list[Reason]:
    """The ease: how much larger the piece itself is than the body."""
    return [
        Reason(
            code="ease",
            values={"dimension": name, "garment_cm": cm, "body_cm": body_cm[name], "ease_cm": cm - body_cm[name]},
        )
        for name, cm in chart.rows[best].garment_cm.items()
        if name in body_cm
    ]
