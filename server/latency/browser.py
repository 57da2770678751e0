"""Which browser a page runs in: name and major version, and nothing else of the User-Agent."""

import re
from typing import Final

_BROWSERS: Final = (
    # The first that is found counts: most browsers also name those that they want to be taken for.
    ("Edge", re.compile(r"\bEdg(?:A|iOS)?/(\d{1,4})\b")),
    ("Opera", re.compile(r"\b(?:OPR|OPT)/(\d{1,4})\b")),
    ("Samsung Internet", re.compile(r"\bSamsungBrowser/(\d{1,4})\b")),
    ("WeChat", re.compile(r"\bMicroMessenger/(\d{1,4})\b")),
    ("UC Browser", re.compile(r"\bUCBrowser/(\d{1,4})\b")),
    ("Firefox", re.compile(r"\b(?:Firefox|FxiOS)/(\d{1,4})\b")),
    ("Chrome", re.compile(r"\b(?:HeadlessChrome|Chrome|CriOS)/(\d{1,4})\b")),
    ("Safari", re.compile(r"\bVersion/(\d{1,4})\b[\d.]* (?:Mobile/\w+ )?Safari/")),
)


def browser_of(user_agent: str) -> str:
    """Name and major version, such as `Chrome 142`; "other" for what is not known, "" for no header at all."""
    for name, pattern in _BROWSERS:
        found = pattern.search(user_agent)
        if found:
            return f"{name} {found[1]}"
    return "other" if user_agent else ""
