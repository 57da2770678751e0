"""The printed card's patches as a table: read as CIELAB or sRGB with every fault named by row, and written as CIELAB.

Columns: `patch` (1 to 24, row by row) and `l`, `a`, `b` (CIELAB, D50, 2 degrees) or `red`, `green`, `blue` (sRGB, 0 to
255); `name` is for people. Takes tenths of a second of CPU, and loads a large library: not for the event loop.
"""

import csv
import io
from collections.abc import Sequence
from typing import Annotated, Final

import msgspec
import numpy as np
from msgspec import Meta

from server.errors import Fault, InvalidRows
from server.table import fault, present, row_faults, rows_of_csv
from server.vision.colour_card import CHART_SRGB, NAMES
from server.vision.difference import difference, lab_to_linear, linear_to_lab, to_lab, to_linear
from server.vision.patches import PATCHES
from server.vision.tags import Floats
from server.vision.views import Chroma, Lab, Lightness

FARTHEST: Final = 30.0
"""CIEDE2000 from what a patch was meant to be: worse printers than this there are not, but rows out of order."""

_Patch = Annotated[int, Meta(ge=1, le=PATCHES)]
_Byte = Annotated[float, Meta(ge=0, le=255)]
_DIGITS: Final = 2


class LabRow(msgspec.Struct, frozen=True, kw_only=True):
    """A patch in CIELAB."""

    patch: _Patch
    name: str | None = None
    l: Lightness  # noqa: E741 - as instruments call it
    a: Chroma
    b: Chroma


class SrgbRow(msgspec.Struct, frozen=True, kw_only=True):
    """A patch in sRGB."""

    patch: _Patch
    name: str | None = None
    red: _Byte
    green: _Byte
    blue: _Byte


def lab_of_csv(body: bytes) -> list[Lab]:
    """Read the 24 patches, in any order. Raises InvalidBody, InvalidRows."""
    heading = body.split(b"\n", 1)[0].lower()
    kind = SrgbRow if b"red" in heading else LabRow
    faults: list[Fault] = []
    rows: dict[int, int] = {}
    values: dict[int, tuple[float, ...]] = {}
    for number, row in enumerate(rows_of_csv(body, kind), 1):
        found = list(row_faults(number, row, kind))
        faults += found
        if found:
            continue
        patch, _name, *value = msgspec.structs.astuple(msgspec.convert(present(row), kind, strict=False))
        if patch in rows:
            faults.append(fault(number, "patch-twice", "patch", patch, "an earlier row is for the same patch"))
        rows.setdefault(patch, number)
        values.setdefault(patch, tuple(value))
    if not faults:
        missing = [patch for patch in range(1, PATCHES + 1) if patch not in rows]
        faults = [fault(0, "patch-missing", "patch", patch, "there is no row for this patch") for patch in missing]
    if faults:
        raise InvalidRows(faults)
    in_order = np.array([values[patch] for patch in range(1, PATCHES + 1)])
    lab = linear_to_lab(to_linear(in_order)) if kind is SrgbRow else in_order
    return checked(_lab(lab), [rows[patch] for patch in range(1, PATCHES + 1)])


def checked(lab: Sequence[Lab], rows: Sequence[int] = range(1, PATCHES + 1)) -> list[Lab]:
    """The same, if each is somewhere near what it was meant to be. Raises InvalidRows; `rows`: the row of each."""
    meant = to_lab(to_linear(CHART_SRGB))
    far = difference(to_lab(lab_to_linear(list(lab))), meant)
    faults = [
        fault(rows[patch], "patch-far", NAMES[patch], detail=f"{far[patch]:.0f} from what this patch is meant to be")
        for patch in np.flatnonzero(far > FARTHEST).tolist()
    ]
    if faults:
        raise InvalidRows(faults)
    return list(lab)


def as_meant() -> list[Lab]:
    """The patches as the card was designed."""
    return _lab(linear_to_lab(to_linear(CHART_SRGB)))


def csv_of(lab: Sequence[Lab]) -> str:
    """Write the patches so that `lab_of_csv` reads the same."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(LabRow.__struct_fields__)
    for number, (name, values) in enumerate(zip(NAMES, lab, strict=True), 1):
        writer.writerow([number, name, *values])
    return out.getvalue()


def _lab(values: Floats) -> list[Lab]:
    # An instrument's last digit: more would pretend, and -0 is no number for people.
    return [(light + 0.0, a + 0.0, b + 0.0) for light, a, b in np.round(values, _DIGITS).tolist()]
