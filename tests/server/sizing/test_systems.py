"""Sizes of the world's systems: each means a range of bodies, and only by that another size."""

import pytest

from server.errors import UnknownSize
from server.shop import Garment, Group
from server.sizing.systems import TABLES, body_of, sizes_for, systems_for, unknown_systems
from server.sizing.tables import SystemTable

WOMAN = {"chest": (88.0, 88.0), "waist": (72.0, 72.0), "hip": (96.0, 96.0)}
"""The body by which the BSI compared the sizes of Europe ("All change for clothes sizes", 2002)."""


@pytest.mark.parametrize(("system", "size"), [("EU", "38"), ("FR", "40"), ("IT", "44")])
def test_a_woman_of_88_72_96_takes_in_each_country_what_the_bsi_says(system: str, size: str) -> None:
    assert sizes_for(WOMAN, system, "women", "dress")[0].size == size


@pytest.mark.parametrize(
    ("system", "size", "dimension", "cm"),
    [
        ("UK", "12", "chest", (86, 90)),  # BS 3666:1982
        ("UK", "12", "hip", (91, 95)),
        ("UK", "16", "chest", (95, 99)),
        ("EU", "38", "chest", (86, 90)),  # EN 13402-3
        ("EU", "46", "chest", (102, 107)),
        ("EU", "48", "chest", (107, 113)),
        ("INT", "S", "chest", (82, 90)),
        ("INT", "L", "chest", (98, 107)),
        ("INT", "XL", "chest", (107, 119)),
        ("JP", "11", "chest", (84.5, 87.5)),  # JIS L 4005: bust 86, hip 93
        ("JP", "11", "hip", (92, 94)),
        ("JP", "17", "chest", (94, 98)),
        ("CN", "165/88A", "height", (162.5, 167.5)),  # GB/T 1335.2
        ("CN", "165/88A", "chest", (86, 90)),
        ("CN", "165/88A", "waist", (70, 74)),
        ("CN", "160/84Y", "waist", (60, 65)),
    ],
)
def test_a_womens_size_is_the_body_of_its_standard(
    system: str, size: str, dimension: str, cm: tuple[float, float]
) -> None:
    assert body_of(system, size, "women", "dress").body_cm[dimension] == cm


@pytest.mark.parametrize(("system", "size", "bust_in"), [("US", "00", 31.125), ("US", "8", 36.25), ("US", "20", 46)])
def test_an_american_size_has_the_bust_of_astm_d5585_in_the_middle(system: str, size: str, bust_in: float) -> None:
    least, most = body_of(system, size, "women", "top").body_cm["chest"]
    assert least < bust_in * 2.54 < most


@pytest.mark.parametrize(
    ("system", "size", "group", "garment", "dimension", "cm"),
    [
        ("EU", "50", "men", "top", "chest", (98, 102)),
        ("INT", "M", "men", "top", "chest", (94, 102)),
        ("INT", "L", "men", "top", "chest", (102, 110)),
        ("JP", "M", "men", "top", "chest", (88, 96)),
        ("CN", "170/88A", "men", "top", "waist", (72, 76)),
        ("CN", "170/74A", "men", "bottom", "waist", (73, 75)),
        ("US", "32", "men", "bottom", "waist", (80.01, 82.55)),
        ("UK", "40", "men", "top", "chest", (99.06, 104.14)),
        ("EU", "116", "children", "top", "height", (113, 119)),
        ("JP", "120", "children", "dress", "height", (115, 125)),
        ("CN", "110/56", "children", "top", "height", (105, 115)),
    ],
)
def test_a_size_of_men_or_children_is_the_body_of_its_standard(
    system: str, size: str, group: Group, garment: Garment, dimension: str, cm: tuple[float, float]
) -> None:
    assert body_of(system, size, group, garment).body_cm[dimension] == pytest.approx(cm)


@pytest.mark.parametrize(
    ("system", "size", "group"),
    [
        ("EU", "42", "men"),
        ("UK", "8", "men"),
        ("US", "9", "men"),
        ("US", "10.5", "women"),
        ("MONDO", "265", "women"),
        ("CN", "265", "men"),
        ("JP", "26.5", "women"),
    ],
)
def test_shoes_of_one_foot_length_meet_whatever_the_system(system: str, size: str, group: Group) -> None:
    """26.5 cm: EU 42 on a last 1.5 cm longer; 3 × 10.43 in - 23 = 8.3, - 22 = 9.3, - 21 = 10.3."""
    least, most = body_of(system, size, group, "shoes").body_cm["foot_length"]
    assert least - 0.1 <= 26.5 <= most + 0.1


def test_a_conversion_shows_every_size_that_the_body_range_reaches_into() -> None:
    letter = body_of("INT", "M", "women", "dress")
    assert [(match.size, match.share) for match in sizes_for(letter.body_cm, "EU", "women", "dress")] == [
        ("40", 0.5),
        ("42", 0.5),
    ]


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("uk 12", "12"),
        ("１２", "12"),
        (" 12 ", "12"),
    ],
)
def test_a_size_may_be_written_in_the_ways_people_write_it(written: str, size: str) -> None:
    assert body_of("uk", written, "women", "dress").size == size


@pytest.mark.parametrize(("written", "size"), [("11AR", "11"), ("11号", "11"), ("9 A R", "9")])
def test_a_japanese_size_may_name_figure_and_height(written: str, size: str) -> None:
    assert body_of("JP", written, "women", "dress").size == size


def test_half_sizes_may_have_a_comma() -> None:
    assert body_of("EU", "38,5", "women", "shoes").size == "38.5"


@pytest.mark.parametrize(
    ("system", "size", "group", "garment", "nearest"),
    [
        ("UK", "13", "women", "dress", "12 or 14"),
        ("CN", "165/87A", "women", "dress", "165/88A or 165/88Y"),
        ("EU", "120", "children", "top", "122 or 116"),
        ("EU", "60", "women", "shoes", "50 or 49.5"),
    ],
)
def test_a_size_that_does_not_exist_is_refused_with_the_nearest(
    system: str, size: str, group: Group, garment: Garment, nearest: str
) -> None:
    with pytest.raises(UnknownSize) as refusal:
        body_of(system, size, group, garment)
    (fault,) = refusal.value.faults
    assert (fault.code, fault.values["nearest"]) == ("unknown-size", nearest)


def test_a_system_that_has_no_such_sizes_is_refused_with_those_that_have() -> None:
    with pytest.raises(UnknownSize, match="there is EU, JP, CN"):
        body_of("UK", "7", "children", "dress")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.system}-{table.group}-{table.garments[0]}")
def test_every_table_names_its_source_and_its_ranges_are_ranges(table: SystemTable) -> None:
    assert len(table.source) > 10
    names = [size.size for size in table.sizes]
    assert len(set(names)) == len(names)
    assert all(least < most for size in table.sizes for least, most in size.body_cm.values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.system}-{table.group}-{table.garments[0]}")
def test_a_size_converted_to_its_own_system_is_itself(table: SystemTable) -> None:
    for size in table.sizes:
        best = sizes_for(size.body_cm, table.system, table.group, table.garments[0])
        assert best[0].share == 1
        assert size.body_cm in [match.body_cm for match in best if match.share == 1]


def test_sizes_that_are_combined_of_numbers_are_typed_and_not_listed() -> None:
    infos = {info.system: info for info in systems_for("women", "dress")}
    assert infos["UK"].sizes[0] == "8"
    assert infos["CN"].sizes == ()
    assert "/" in infos["CN"].example


def test_systems_are_known_for_a_garment_or_named_as_unknown() -> None:
    assert unknown_systems("women", "dress") == ()
    assert {"UK", "US"} <= set(unknown_systems("children", "top"))
    for group in ("women", "men", "children"):
        for garment in ("top", "bottom", "dress", "shoes"):
            known = {info.system for info in systems_for(group, garment)}
            assert known
            assert known.isdisjoint(unknown_systems(group, garment))
