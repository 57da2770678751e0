"""The few texts that the server writes itself, out of the same Fluent files as the pages'.

Only what mails need of Fluent is understood: messages of text with `{ $arguments }`, over one line or several.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

LOCALES: Final = Path(__file__).resolve().parents[2] / "static" / "locales"
FALLBACK: Final = "en"

_MESSAGE: Final = re.compile(r"^([a-z][\w-]*) =[ ]?(.*(?:\n(?:[ ]+.*|(?=\n)))*)", re.MULTILINE)
_ARGUMENT: Final = re.compile(r"\{ \$(\w+) \}")


def text(locale: str, message: str, arguments: Mapping[str, str]) -> str:
    """The text of a message of `summary.ftl` in a locale, in English where the locale is none of ours."""
    known = locale if locale in {folder.name for folder in LOCALES.iterdir()} else FALLBACK
    return _ARGUMENT.sub(lambda found: arguments[found[1]], _messages(known)[message])


@cache
def _messages(locale: str) -> dict[str, str]:
    source = (LOCALES / locale / "summary.ftl").read_text(encoding="utf-8")
    return {
        found[1]: "\n".join(line.strip() for line in found[2].splitlines()).strip()
        for found in _MESSAGE.finditer(source)
    }
