"""The barcode clock of `barcode.js` as an init script, for pages whose security policy lets in no foreign module."""

import re
from pathlib import Path
from typing import Final

_SOURCE: Final = Path(__file__).with_name("barcode.js").read_text(encoding="utf-8")
_EXPORTED: Final = re.findall(r"^export (?:function|class) (\w+)", _SOURCE, re.MULTILINE)

BARCODE_SCRIPT: Final = (
    "globalThis.barcode = (() => {\n"
    + re.sub(r"^export ", "", _SOURCE, flags=re.MULTILINE)
    + f"\nreturn {{ {', '.join(_EXPORTED)} }};\n}})();"
)
"""Puts everything that `barcode.js` exports into `window.barcode`: `context.add_init_script(BARCODE_SCRIPT)`."""
