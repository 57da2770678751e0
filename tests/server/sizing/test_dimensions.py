"""Measurements of a body: in centimetres or inches, and never silently in the wrong one."""

import pytest

from server.errors import MeasurementsRefused
from server.shop import Group
from server.sizing.dimensions import DIMENSIONS, FACTS, Unit, in_cm, plausible_cm


def test_inches_become_centimetres() -> None:
    assert in_cm({"chest": 36, "waist": 28.5}, "in", "women") == pytest.approx({"chest": 91.44, "waist": 72.39})


@pytest.mark.parametrize(
    ("dimension", "value", "unit", "group", "likely"),
    [
        ("chest", 90, "in", "women", "cm"),
        ("chest", 36, "cm", "women", "in"),
        ("hip", 38, "cm", "men", "in"),
        ("foot_length", 265, "cm", "men", "mm"),
        ("foot_length", 10.4, "cm", "women", "in"),
        ("height", 1.72, "cm", "women", "m"),
        ("height", 170, "in", "men", "cm"),
    ],
)
def test_the_unit_that_a_value_was_likely_meant_in_is_asked_for(
    dimension: str, value: float, unit: Unit, group: Group, likely: str
) -> None:
    with pytest.raises(MeasurementsRefused) as refusal:
        in_cm({dimension: value}, unit, group)
    (fault,) = refusal.value.faults
    assert (fault.where, fault.code, fault.values["likely"]) == (dimension, "wrong-unit", likely)
    assert f"{value:g} {likely}?" in fault.detail


def test_what_no_unit_makes_plausible_is_refused_with_what_would_be() -> None:
    with pytest.raises(MeasurementsRefused, match="62 to 175 cm"):
        in_cm({"chest": 400}, "cm", "women")


def test_every_wrong_value_is_named_and_not_only_the_first() -> None:
    with pytest.raises(MeasurementsRefused) as refusal:
        in_cm({"chest": 36, "waist": 72, "hip": -1, "tail": 3}, "cm", "women")
    assert [(fault.where, fault.code) for fault in refusal.value.faults] == [
        ("chest", "wrong-unit"),
        ("hip", "implausible"),
        ("tail", "unknown-dimension"),
    ]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 0, -90])
def test_no_number_that_is_none_gets_through(value: float) -> None:
    with pytest.raises(MeasurementsRefused):
        in_cm({"chest": value}, "cm", "women")


def test_a_childs_chest_is_a_childs() -> None:
    assert in_cm({"chest": 58}, "cm", "children") == {"chest": 58}
    with pytest.raises(MeasurementsRefused):
        in_cm({"chest": 58}, "cm", "women")


def test_every_dimension_has_its_facts() -> None:
    assert set(DIMENSIONS) == set(FACTS)
    for name in DIMENSIONS:
        assert plausible_cm(name, "unisex") == plausible_cm(name, "women")
        assert plausible_cm(name, "children")[0] < plausible_cm(name, "men")[0]
