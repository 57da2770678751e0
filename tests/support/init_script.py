"""A test's JavaScript module as an init script, for pages whose security policy lets in no foreign module."""

import re
from pathlib import Path
from typing import Final

_EXPORT: Final = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)


def init_script(path: Path, name: str) -> str:
    """Return a script that puts everything the module exports into `window.NAME`. The module may import only types."""
    source = path.read_text(encoding="utf-8")
    exported = ", ".join(_EXPORT.findall(source))
    body = re.sub(r"^export ", "", source, flags=re.MULTILINE)
    return f"globalThis.{name} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"
