"""The least latency that physics allows between two people: devices, and light in fibre on the great circle."""

import re
from functools import cache
from importlib import resources
from math import asin, cos, radians, sin, sqrt
from typing import Final, NamedTuple

DEVICES_MS: Final = 75
"""Camera, encoder, decoder and screen at 30 frames a second."""

FIBRE_KM_PER_MS: Final = 299.792458 / 1.468
"""Speed of light in fibre: that in vacuum by the refractive index of common single-mode fibre (ITU-T G.652)."""

EARTH_RADIUS_KM: Final = 6371.0


class Place(NamedTuple):
    """A point on the globe, in degrees."""

    latitude: float
    longitude: float


def distance_km(a: Place, b: Place) -> float:
    """Length of the great circle (haversine formula)."""
    north, east = radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)
    chord = sin(north / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def floor_ms(a: Place, b: Place) -> int:
    """Least end-to-end latency of a picture from `a` to `b`."""
    return round(DEVICES_MS + distance_km(a, b) / FIBRE_KM_PER_MS)


def zone_floor_ms(zone: str, other: str) -> int | None:
    """The same between the cities that two IANA time zones are named after; None when one has no place ("UTC").

    A zone is large: it tells the route, not the house. Its city is meant, as the zone's table gives it.
    """
    places = _places()
    a, b = places.get(zone), places.get(other)
    return floor_ms(a, b) if a and b else None


@cache
def _places() -> dict[str, Place]:
    """Places by time zone; older names have those of what they are links to."""
    root = resources.files("tzdata") / "zoneinfo"
    places: dict[str, Place] = {}
    for table in ("zone1970.tab", "zone.tab"):
        for line in (root / table).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                _countries, coordinates, zone, *_ = line.split("\t")
                places[zone] = _place(coordinates)
    for line in (root / "tzdata.zi").read_text(encoding="utf-8").splitlines():
        if line.startswith("L "):
            _, target, alias = line.split()
            if target in places:
                places.setdefault(alias, places[target])
    return places


def _place(coordinates: str) -> Place:
    """Read ISO 6709 as the tables have it: `+3114+12128` or `-233206-0463710`."""
    found = re.fullmatch(r"([+-]\d{4}|[+-]\d{6})([+-]\d{5}|[+-]\d{7})", coordinates)
    if found is None:
        raise ValueError(f"no ISO 6709 coordinates: {coordinates!r}")
    return Place(_degrees(found[1], 2), _degrees(found[2], 3))


def _degrees(text: str, digits: int) -> float:
    sign, rest = (-1 if text[0] == "-" else 1), text[1:]
    minutes, seconds = rest[digits : digits + 2], rest[digits + 2 :] or "0"
    return sign * (int(rest[:digits]) + int(minutes) / 60 + int(seconds) / 3600)
