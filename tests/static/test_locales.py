"""The texts of the interface: every language says everything, and every text that a page asks for exists."""

import importlib
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from signaling.consultation import EndReason
from signaling.errors import ConsultError
from signaling.messages import Purpose

importlib.import_module("server.errors")  # its errors are subclasses too

STATIC = Path(__file__).parents[2] / "static"
LOCALES = sorted(path.name for path in (STATIC / "locales").iterdir() if path.is_dir())
SHARED = ("components", "modules")
FILES = sorted(path.name for path in (STATIC / "locales" / "en").glob("*.ftl"))

_MESSAGE = re.compile(r"^([a-zA-Z][\w-]*) *=(.*(?:\n(?:[ \t].*|(?=\n)))*)", re.MULTILINE)
_ARGUMENT = re.compile(r"\$([a-zA-Z][\w-]*)")
_CALL = re.compile(r"(?<![\w.#$])(t|textFor)\(")
_LITERAL = re.compile(r'"([^"]*)"|`([^`]*)`')
_COMPARISON = re.compile(r'[=!]==\s*"[^"]*"')
_LOAD = re.compile(r"loadLocale\(([^)]*)\)")
_TEXTS = re.compile(r"TEXTS = \[([^\]]*)\]")
_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)


class Use(NamedTuple):
    """A text that a script asks for; `open` when the id goes on with something known only in the browser."""

    id: str
    open: bool


def messages(locale: str, file: str) -> dict[str, frozenset[str]]:
    """Ids of a Fluent file with the arguments that each message takes."""
    path = STATIC / "locales" / locale / file
    if not path.is_file():
        return {}
    return {found[1]: frozenset(_ARGUMENT.findall(found[2])) for found in _MESSAGE.finditer(path.read_text())}


def first_argument(source: str, start: int) -> str:
    """The source text of a call's first argument, whose opening bracket stands before `start`."""
    depth = 0
    for end in range(start, len(source)):
        if source[end] in "([{":
            depth += 1
        elif depth == 0 and source[end] in "),":
            return source[start:end]
        elif source[end] in ")]}":
            depth -= 1
    raise AssertionError(f"unclosed call: {source[start : start + 40]}")


def uses(script: Path) -> list[Use]:
    """Every id that a script gives to `t()` or `textFor()` as a literal or as the beginning of one."""
    source = _COMMENT.sub("", script.read_text())
    found = []
    for call in _CALL.finditer(source):
        for literal, template in _LITERAL.findall(_COMPARISON.sub("", first_argument(source, call.end()))):
            if call[1] == "textFor":
                found.append(Use(f"{literal}-unknown", open=False))
            elif template:
                found.append(Use(template.split("${")[0], open="${" in template))
            else:
                found.append(Use(literal, open=False))
    return found


def known_to(script: Path) -> set[str]:
    """Ids that are loaded where the script runs."""
    folder = STATIC / script.relative_to(STATIC).parts[0]
    if folder.name == "room":
        found = _TEXTS.search((folder / "tools.js").read_text())
        assert found is not None
        loaded = {"common", *re.findall(r'"([\w-]+)"', found[1])}
        return {id for file in loaded for id in messages("en", f"{file}.ftl")}
    # What several pages share may count on what all of them load.
    calls = (
        ['"common"'] if folder.name in SHARED else _LOAD.findall("".join(f.read_text() for f in folder.rglob("*.js")))
    )
    loaded = {file for call in calls for file in re.findall(r'"([\w-]+)"', call)}
    return {id for file in loaded for id in messages("en", f"{file}.ftl")}


SCRIPTS = sorted(path for path in STATIC.rglob("*.js") if path.name != "i18n.js" and uses(path))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_a_language_has_the_messages_of_english_and_no_others(locale: str, file: str) -> None:
    assert sorted(messages(locale, file)) == sorted(messages("en", file))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_a_message_takes_the_same_arguments_in_every_language(locale: str, file: str) -> None:
    assert messages(locale, file) == messages("en", file)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_message_stands_in_two_files(locale: str) -> None:
    ids = [id for file in FILES for id in messages(locale, file)]
    assert [id for id in ids if ids.count(id) > 1] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(STATIC)))
def test_every_text_that_a_script_asks_for_exists(script: Path) -> None:
    known = known_to(script)
    missing = [
        use.id
        for use in uses(script)
        if not (any(id.startswith(use.id) for id in known) if use.open else use.id in known)
    ]
    assert missing == []


def test_every_language_is_offered_and_every_offered_language_has_texts() -> None:
    source = (STATIC / "modules" / "i18n.js").read_text()
    offered = re.search(r"LOCALES = .*?\(\[(.*?)\]\)", source)
    assert offered is not None
    assert sorted(re.findall(r'"([^"]+)"', offered[1])) == LOCALES


def test_every_refusal_of_the_server_has_a_text() -> None:
    def codes(error: type[ConsultError]) -> set[str]:
        return {error.code}.union(*(codes(kind) for kind in error.__subclasses__()))

    assert {f"error-{code}" for code in codes(ConsultError)} - messages("en", "common.ftl").keys() == set()


def test_every_purpose_is_named_and_explained() -> None:
    texts = messages("en", "common.ftl") | messages("en", "buyer.ftl")
    for purpose in Purpose:
        assert f"purpose-{purpose}" in texts
        assert f"purpose-hint-{purpose}" in texts


def test_every_end_that_a_buyer_can_see_has_a_reason() -> None:
    unseen = {EndReason.DECLINED, EndReason.MISSED, EndReason.ABANDONED, EndReason.AGENT_UNREACHABLE}
    texts = messages("en", "buyer.ftl")
    assert [reason for reason in EndReason if reason not in unseen and f"ended-{reason}" not in texts] == []
