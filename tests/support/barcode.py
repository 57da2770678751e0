"""The barcode clock of `barcode.js` as an init script."""

from pathlib import Path
from typing import Final

from tests.support.init_script import init_script

BARCODE_SCRIPT: Final = init_script(Path(__file__).with_name("barcode.js"), "barcode")
"""Puts everything that `barcode.js` exports into `window.barcode`: `context.add_init_script(BARCODE_SCRIPT)`."""
