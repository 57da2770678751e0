"""TypeScript declarations of the wire messages, made from `messages.py` so that pages cannot drift away from it.

`python -m signaling.typescript` writes `static/modules/messages.d.ts`; with `--print` it only prints.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from msgspec import inspect as spec

from signaling.messages import MAX_CHAT_CHARACTERS, MAX_FRAME_BYTES, SUBPROTOCOL, ClientMessage, ServerMessage

OUTPUT: Final = Path(__file__).parent.parent / "static" / "modules" / "messages.d.ts"

_HEADER: Final = """\
// Made from signaling/messages.py by `python -m signaling.typescript`; a test keeps it true. Do not edit.
//
// A field with a default is optional here: a sender leaves it out when it holds the default.
"""

_CLOSED_CHOICE: Final = re.compile(r"\^\(([\w|-]+)\)\$")
"""A pattern such as `^(direct|relay)$`, which TypeScript can say exactly."""

_LINE_WIDTH: Final = 110


def declarations() -> str:
    """Return the text of `messages.d.ts`."""
    unions = {"ClientMessage": _members(ClientMessage), "ServerMessage": _members(ServerMessage)}
    named = _named_types(type_ for members in unions.values() for type_ in members)
    parts = [_HEADER, *(_declaration(named[name]) for name in sorted(named))]
    for name, members in unions.items():
        alternatives = "".join(f"\n  | {member.cls.__name__}" for member in members)
        parts.append(f"export type {name} ={alternatives};\n")
    parts.append(
        "/** Values that both sides must agree on; pages receive the others in `welcome`. */\n"
        "export interface Limits {\n"
        f"  subprotocol: {_literal(SUBPROTOCOL)};\n"
        f"  maxFrameBytes: {MAX_FRAME_BYTES};\n"
        f"  maxChatCharacters: {MAX_CHAT_CHARACTERS};\n"
        "}\n"
    )
    return "\n".join(parts)


def _members(union: object) -> Sequence[spec.StructType]:
    info = spec.type_info(union)
    if not isinstance(info, spec.UnionType):
        raise TypeError(f"not a union: {union!r}")
    return [member for member in info.types if isinstance(member, spec.StructType)]


def _named_types(roots: Iterable[spec.Type]) -> dict[str, spec.StructType | spec.EnumType]:
    """Collect every struct and enum reachable from `roots`, by name."""
    found: dict[str, spec.StructType | spec.EnumType] = {}
    pending: list[spec.Type] = list(roots)
    while pending:
        type_ = _bare(pending.pop())
        match type_:
            case spec.StructType(cls=cls, fields=fields):
                if found.setdefault(cls.__name__, type_) is type_:
                    pending.extend(field.type for field in fields)
            case spec.EnumType(cls=cls):
                found.setdefault(cls.__name__, type_)
            case spec.UnionType(types=types):
                pending.extend(types)
            case spec.ListType(item_type=item):
                pending.append(item)
            case _:
                pass
    return found


def _bare(type_: spec.Type) -> spec.Type:
    return type_.type if isinstance(type_, spec.Metadata) else type_


def _declaration(type_: spec.StructType | spec.EnumType) -> str:
    name = type_.cls.__name__
    doc = _jsdoc(type_.cls.__doc__)
    if isinstance(type_, spec.EnumType):
        return f"{doc}export type {name} = {' | '.join(_literal(member.value) for member in type_.cls)};\n"
    lines = [f"{doc}export interface {name} {{"]
    if type_.tag_field is not None:
        lines.append(f"  {type_.tag_field}: {_literal(type_.tag)};")
    for field in type_.fields:
        lines.append(f"  {field.encode_name}{'' if field.required else '?'}: {_expression(field.type)};")
    lines.append("}\n")
    return "\n".join(lines)


def _expression(type_: spec.Type) -> str:
    """Return the TypeScript type of a field. Raises `TypeError` for a type that no message uses yet."""
    type_ = _bare(type_)
    match type_:
        case spec.StrType(pattern=str(pattern)) if choice := _CLOSED_CHOICE.fullmatch(pattern):
            return " | ".join(_literal(word) for word in choice[1].split("|"))
        case spec.StrType():
            return "string"
        case spec.IntType() | spec.FloatType():
            return "number"
        case spec.BoolType():
            return "boolean"
        case spec.NoneType():
            return "null"
        case spec.StructType(cls=cls) | spec.EnumType(cls=cls):
            return cls.__name__
        case spec.ListType(item_type=item):
            inner = _expression(item)
            return f"({inner})[]" if " " in inner else f"{inner}[]"
        case spec.DictType(key_type=key, value_type=value):
            return f"Record<{_expression(key)}, {_expression(value)}>"
        case spec.UnionType(types=types):
            return " | ".join(_expression(member) for member in types)
        case _:
            raise TypeError(f"no TypeScript for {type_!r}: extend signaling/typescript.py")


def _literal(value: object) -> str:
    return f'"{value}"'


def _jsdoc(text: str | None) -> str:
    paragraphs = (text or "").strip().splitlines()
    if not paragraphs:
        return ""
    lines = [line.strip() for line in paragraphs]
    if len(lines) == 1 and len(lines[0]) < _LINE_WIDTH - len("/**  */"):
        return f"/** {lines[0]} */\n"
    return "/**\n" + "".join(f" * {line}".rstrip() + "\n" for line in lines) + " */\n"


def main(arguments: Sequence[str]) -> None:
    """Write the declarations to `OUTPUT`, or print them when `--print` is given."""
    if "--print" in arguments:
        sys.stdout.write(declarations())
    else:
        OUTPUT.write_text(declarations(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
