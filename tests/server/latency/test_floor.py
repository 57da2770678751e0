"""The least latency that physics allows."""

import pytest

from server.latency.floor import Place, floor_ms, zone_floor_ms

SHENZHEN = Place(22.54, 114.06)


@pytest.mark.parametrize(
    ("place", "expected_ms"),
    [
        (Place(-6.20, 106.85), 91),  # Jakarta
        (Place(34.05, -118.24), 132),  # Los Angeles
        (Place(50.11, 8.68), 120),  # Frankfurt
        (Place(-23.55, -46.63), 163),  # Sao Paulo
    ],
)
def test_the_floor_of_known_routes(place: Place, expected_ms: int) -> None:
    assert floor_ms(SHENZHEN, place) == expected_ms
    assert floor_ms(place, SHENZHEN) == expected_ms


def test_in_one_place_the_devices_are_left() -> None:
    assert floor_ms(SHENZHEN, SHENZHEN) == 75


def test_the_other_side_of_the_globe_is_the_farthest() -> None:
    antipode = Place(-SHENZHEN.latitude, SHENZHEN.longitude - 180)
    assert floor_ms(SHENZHEN, antipode) == round(75 + 20015 / 204.2)


def test_time_zones_stand_for_their_cities_by_older_names_too() -> None:
    route = zone_floor_ms("Asia/Shanghai", "America/Sao_Paulo")
    assert route is not None
    assert 160 <= route <= 170
    assert zone_floor_ms("Asia/Calcutta", "Asia/Shanghai") == zone_floor_ms("Asia/Kolkata", "Asia/Shanghai")


@pytest.mark.parametrize("zone", ["UTC", "Etc/GMT+5", "Mars/Olympus", ""])
def test_a_zone_without_a_place_has_no_floor(zone: str) -> None:
    assert zone_floor_ms(zone, "Asia/Shanghai") is None
