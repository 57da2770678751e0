"""How small or large a garment runs, in sizes, out of what was kept, too small and too big.

The model is the ordered probit (McCullagh, "Regression models for ordinal data", JRSS B 42, 1980). Somebody who takes a
size that ought to fit finds the garment off by e ~ N(mu, s²) sizes, where mu > 0 is a garment that runs small: it is
too small where e > t, too big where e < -t, and kept in between. So

    P(too small) = Phi((mu - t) / s),    P(too big) = Phi((-mu - t) / s).

Counts of three outcomes tell mu / s and t / s, not the scale; it is set by t = `TOLERANCE_SIZES`. s comes from the
shop's own counts, mu of each item from its counts and a prior: mu_item ~ N(mu_category, v_item), and
mu_category ~ N(mu_shop, v_category). The variances v come from the shop's own outcomes too, by expectation
maximisation on the modes (empirical Bayes; Efron & Morris, "Data analysis using Stein's estimator", JASA 70, 1975).
An item with few outcomes is thus taken to be like its category, one with many for what they say.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist
from typing import Final, NamedTuple

TOLERANCE_SIZES: Final = 1.0
"""What is one size off is sent back half of the time."""

# Before a shop has outcomes of its own: garments of a category differ by about half a size, categories by a quarter.
# A few imagined garments of that spread keep the variance of a small shop off zero and off the sky.
_USUAL_ITEM_VARIANCE: Final = 0.25
_USUAL_CATEGORY_VARIANCE: Final = 0.06
_IMAGINED: Final = 4.0
# As if this many outcomes of the usual rates had come in before the first: two in three kept, neither way favoured.
_USUAL_COUNTS: Final = (1.0, 4.0, 1.0)
_ROUNDS: Final = 10
_STEPS: Final = 12
_STILL: Final = 1e-9
_LEAST_SHARE: Final = 1e-12
_LEAST_PRECISION: Final = 1e-9
# People differ; and where nearly nothing, or nearly everything, came back the rates say little of how much.
_NARROWEST_SPREAD: Final = 0.5
_WIDEST_SPREAD: Final = 10.0


class SizeOutcome(StrEnum):
    """What became of a size that was taken."""

    SMALL = "small"
    FIT = "fit"
    LARGE = "large"


class Offset(NamedTuple):
    """How small a garment runs, in sizes: 1 says that people need one size more than they would expect."""

    mean_sizes: float
    """Positive runs small, negative runs large."""
    standard_error: float
    """In sizes; 19 times in 20 the truth is within twice of it."""
    n: int
    """Outcomes of this very item."""


Counts = tuple[float, float, float]
"""How many were too small, kept and too big."""


@dataclass(frozen=True)
class RunningSmall:
    """What a shop's outcomes say of its items; made by `from_outcomes` or `from_counts`, asked by `offset`.

    The same outcomes in another order give the same answers.
    """

    items: Mapping[tuple[str, str], Counts]
    """By category and item."""
    _model: "_Model"

    @classmethod
    def from_outcomes(cls, outcomes: Iterable[tuple[str, str, SizeOutcome]]) -> "RunningSmall":
        """Learn from (item, category, outcome), one for each garment that somebody had on."""
        return cls.from_counts((item, category, outcome, 1) for item, category, outcome in outcomes)

    @classmethod
    def from_counts(cls, counts: Iterable[tuple[str, str, SizeOutcome, int]]) -> "RunningSmall":
        """Learn from (item, category, outcome, how many). Thousands of items take seconds; asking takes none."""
        counted: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
        place = {outcome: index for index, outcome in enumerate(SizeOutcome)}
        for item, category, outcome, count in counts:
            counted[category, item][place[outcome]] += count
        items: dict[tuple[str, str], Counts] = {
            key: (small, fit, large) for key, (small, fit, large) in sorted(counted.items())
        }
        return cls(items, _fit(items))

    def offset(self, item: str, category: str) -> Offset:
        """How small the item runs. Unknown items are like their category, unknown categories like the shop."""
        model = self._model
        prior = model.categories.get(category, _Belief(model.shop.mean, model.shop.variance + model.category_variance))
        counts = self.items.get((category, item), (0.0, 0.0, 0.0))
        # The category's own mean is uncertain as well, and that adds up.
        belief = _posterior(counts, model.spread, _Belief(prior.mean, prior.variance + model.item_variance))
        return Offset(belief.mean, math.sqrt(belief.variance), int(sum(counts)))


class _Belief(NamedTuple):
    """A normal distribution over mu, in sizes."""

    mean: float
    variance: float


# A shop as a whole labels about right.
_TRUE_TO_SIZE: Final = _Belief(0.0, _USUAL_ITEM_VARIANCE)


@dataclass(frozen=True, slots=True)
class _Model:
    spread: float
    shop: _Belief
    categories: Mapping[str, _Belief]
    item_variance: float
    category_variance: float


def _fit(items: Mapping[tuple[str, str], Counts]) -> _Model:
    """Find the spread, the shop and its categories, and the two variances, going round until they hold still."""
    sums = [math.fsum(column) for column in zip(_USUAL_COUNTS, *items.values(), strict=True)]
    # The shop's rates give (mu - t) / s and (-mu - t) / s: two equations for mu and s.
    upper, lower = (NormalDist().inv_cdf(count / sum(sums)) for count in (sums[0], sums[2]))
    of_all = spread = min(-2 * TOLERANCE_SIZES / min(upper + lower, -1e-9), _WIDEST_SPREAD)
    shop = _Belief((upper - lower) / 2 * spread, _TRUE_TO_SIZE.variance)
    members: defaultdict[str, list[Counts]] = defaultdict(list)
    for (category, _), counts in items.items():
        members[category].append(counts)
    categories: dict[str, _Belief] = dict.fromkeys(members, shop)
    item_variance, category_variance = _USUAL_ITEM_VARIANCE, _USUAL_CATEGORY_VARIANCE
    for _ in range(_ROUNDS):
        squares = _IMAGINED * _USUAL_ITEM_VARIANCE
        usual_category = _Belief(shop.mean, category_variance)
        said_by_categories = []
        for category, counted in members.items():
            usual_item = _Belief(categories[category].mean, item_variance)
            # Many items have the same few outcomes.
            beliefs = {counts: _posterior(counts, spread, usual_item) for counts in set(counted)}
            squares += math.fsum(beliefs[c].variance + (beliefs[c].mean - usual_item.mean) ** 2 for c in counted)
            said = [_said(beliefs[counts], usual_item) for counts in counted]
            categories[category] = _pooled(usual_category, said)
            said_by_categories.append(_said(categories[category], usual_category))
        item_variance = squares / (_IMAGINED + len(items))
        shop = _pooled(_TRUE_TO_SIZE, said_by_categories)
        squares = math.fsum(known.variance + (known.mean - shop.mean) ** 2 for known in categories.values())
        category_variance = (squares + _IMAGINED * _USUAL_CATEGORY_VARIANCE) / (_IMAGINED + len(categories))
        # Over the whole shop the items differ as well as the people.
        spread = max(math.sqrt(max(of_all**2 - item_variance - category_variance, 0)), _NARROWEST_SPREAD)
    return _Model(spread, shop, categories, item_variance, category_variance)


def _posterior(counts: Counts, spread: float, prior: _Belief) -> _Belief:
    """What is believed of an item's mu after its outcomes: the mode, and the curvature there (Laplace).

    Fisher scoring: score and information of the counts are sums over outcomes of n P'/P and n P'²/P.
    """
    total = sum(counts)
    mean, precision = prior.mean, 1 / prior.variance
    for _ in range(_STEPS):
        score, information = 0.0, 0.0
        for count, (share, slope) in zip(counts, _shares(mean, spread), strict=True):
            score += count * slope / share
            information += total * slope * slope / share
        precision = information + 1 / prior.variance
        step = (score + (prior.mean - mean) / prior.variance) / precision
        mean += max(-TOLERANCE_SIZES, min(TOLERANCE_SIZES, step))
        if abs(step) < _STILL:
            break
    return _Belief(mean, 1 / precision)


def _shares(mean: float, spread: float) -> list[tuple[float, float]]:
    """Probability of too small, kept and too big at mu = `mean`, each with its slope over mu."""
    a, b = (mean - TOLERANCE_SIZES) / spread, (-mean - TOLERANCE_SIZES) / spread
    small, large = 0.5 * math.erfc(-a * math.sqrt(0.5)), 0.5 * math.erfc(-b * math.sqrt(0.5))
    height = 1 / (math.sqrt(2 * math.pi) * spread)
    slope_small, slope_large = height * math.exp(-a * a / 2), -height * math.exp(-b * b / 2)
    pairs = ((small, slope_small), (1 - small - large, -slope_small - slope_large), (large, slope_large))
    return [(max(share, _LEAST_SHARE), slope) for share, slope in pairs]


def _said(belief: _Belief, prior: _Belief) -> _Belief:
    """What the data alone say of the centre that `prior` has its mean from: less the prior, plus its variance."""
    precision = 1 / belief.variance - 1 / prior.variance
    if precision < _LEAST_PRECISION:
        return _Belief(prior.mean, 1 / _LEAST_PRECISION)
    mean = (belief.mean / belief.variance - prior.mean / prior.variance) / precision
    return _Belief(mean, 1 / precision + prior.variance)


def _pooled(prior: _Belief, said: Iterable[_Belief]) -> _Belief:
    """The product of normal distributions."""
    precision, weighted = 1 / prior.variance, prior.mean / prior.variance
    for mean, variance in said:
        precision += 1 / variance
        weighted += mean / variance
    return _Belief(weighted / precision, 1 / precision)
