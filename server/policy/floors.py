"""What the law gives a buyer who lives in a country and has bought at a distance: the least that any shop must grant.

This is information, not legal advice, as it was known on `KNOWN_ON`. It speaks of goods that a consumer orders online.
A country that is missing here is one of which nothing is known here, which is not to say that it has no such law.
Where a law leaves something open, the entry does too.

The right to change one's mind and the rights over faulty goods are two things: `Floor` is the first, `Guarantee` the
second, which no return policy can shorten.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

import msgspec

from server.policy.terms import EU, Condition, Exclusion, Payer

KNOWN_ON: Final = date(2026, 11, 25)
"""Laws change: what stands here was gathered until this day."""


class Guarantee(msgspec.Struct, frozen=True, kw_only=True):
    """Rights over goods that are faulty or not as described. `months`: how long at least; None: no fixed term."""

    months: int | None
    source: str


class Floor(msgspec.Struct, frozen=True, kw_only=True):
    """One country's law on changing one's mind.

    `window_days` counts calendar days from the day after delivery, 0: there is no such right. Where the law counts
    `working_days`, `window_days` is as long as these can become over weekends and three public holidays.
    `binding`: False where the law speaks only if the shop does not. `weekend_extends`: a last day that falls on a
    Saturday or Sunday is put off to the Monday; public holidays do the same, but are not known here.
    `return_cost`: who has to pay at least; "buyer" means that the shop may leave it to him if it says so beforehand.
    `exclusions`: all that a shop may exclude; `condition`: the strictest that it may ask for. None: the law is silent.
    """

    window_days: int
    working_days: int | None = None
    binding: bool = True
    weekend_extends: bool = False
    return_cost: Payer | None = None
    exclusions: frozenset[Exclusion] | None = None
    condition: Condition | None = None
    source: str
    guarantee: Guarantee | None = None


_ART_16: Final[frozenset[Exclusion]] = frozenset(
    ("made-to-order", "perishable", "opened-hygiene", "mixed", "opened-media", "periodicals")
)
"""Points c, d, e, f, i and j of article 16 of Directive 2011/83/EU, which its neighbours' laws repeat."""


def _european(source: str, months: int, guarantee: str, *, weekend_extends: bool = False) -> Floor:
    return Floor(
        window_days=14,
        weekend_extends=weekend_extends,
        return_cost="buyer",
        exclusions=_ART_16,
        condition="tried",
        source=source,
        guarantee=Guarantee(months=months, source=guarantee),
    )


def _without_right(source: str, months: int | None, guarantee: str) -> Floor:
    return Floor(window_days=0, source=source, guarantee=Guarantee(months=months, source=guarantee))


# Article 9: 14 days from delivery; 14(1): the buyer bears the direct cost of returning if the shop has told him so;
# 14(2): handling as needed to see what the goods are; recital 41, Regulation 1182/71, article 3(4): weekends extend.
_WITHDRAWAL: Final = "Directive 2011/83/EU, articles 9, 14 and 16"
_EUROPEAN_UNION: Final = _european(_WITHDRAWAL, 24, "Directive (EU) 2019/771, article 10", weekend_extends=True)
# Members that give more than the two years of the directive for new goods.
_LONGER: Final = {
    "ES": "Real Decreto Legislativo 1/2007, article 120",
    "PT": "Decreto-Lei 84/2021, article 12",
    "SE": "Konsumentköplag (2022:260)",
}

_MEMBERS: Final = {
    country: _european(_WITHDRAWAL, 36, _LONGER[country], weekend_extends=True)
    if country in _LONGER
    else _EUROPEAN_UNION
    for country in EU
}

_OTHERS: Final[Mapping[str, Floor]] = {
    # --- Europe -----------------------------------------------------------------------------------------------------
    # Five years for goods that are meant to last much longer than two.
    "NO": _european(
        "Angrerettloven (2014 no. 27), sections 21, 22 and 25", 24, "Forbrukerkjøpsloven (2002 no. 34), section 27"
    ),
    "IS": _european(
        "Act 16/2016 on consumer contracts (Directive 2011/83/EU in the EEA)", 24, "Act 48/2003 on consumer sales"
    ),
    "LI": _european(
        "Fern- und Auswärtsgeschäfte-Gesetz (Directive 2011/83/EU in the EEA)",
        24,
        "Allgemeines bürgerliches Gesetzbuch, section 933",
    ),
    # Six years to sue in England, Wales and Northern Ireland, five in Scotland.
    "GB": _european(
        "Consumer Contracts Regulations 2013 (SI 2013/3134), regulations 28 to 30 and 35",
        60,
        "Consumer Rights Act 2015, sections 9 to 24",
    ),
    "CH": _without_right(
        "Obligationenrecht, articles 40a to 40f: doorstep and telephone only", 24, "Obligationenrecht, article 210"
    ),
    "TR": Floor(
        window_days=14,
        # Since 2026-01-01 nothing may be asked for a return by the carrier that the shop names.
        return_cost="shop",
        exclusions=_ART_16,
        condition="tried",
        source="Mesafeli Sözleşmeler Yönetmeliği (Distance Contracts Regulation), articles 9, 12, 13 and 15",
        guarantee=Guarantee(months=24, source="Law 6502, article 12"),
    ),
    "RU": Floor(
        window_days=7,
        return_cost="buyer",
        exclusions=frozenset(("made-to-order",)),
        condition="unused",
        source="Law 2300-1 on the protection of consumers' rights, article 26.1",
        guarantee=Guarantee(months=24, source="Law 2300-1, article 19"),
    ),
    # --- Asia -------------------------------------------------------------------------------------------------------
    "CN": Floor(
        window_days=7,
        return_cost="buyer",
        # Opened hygiene goods, like all that is unfit by nature, only where the buyer confirmed it when he bought.
        exclusions=frozenset(("made-to-order", "perishable", "opened-media", "periodicals", "opened-hygiene")),
        condition="tried",
        source="消费者权益保护法 (Consumer Rights Protection Law), article 25",
        guarantee=Guarantee(months=None, source="Consumer Rights Protection Law, articles 23 and 24"),
    ),
    "TW": Floor(
        window_days=7,
        # "Without giving reasons or bearing any cost or price."
        return_cost="shop",
        exclusions=frozenset(("made-to-order", "perishable", "periodicals", "opened-media", "opened-hygiene")),
        condition="tried",
        source="消費者保護法 (Consumer Protection Act), article 19, and its rules on exceptions, article 2",
    ),
    "KR": Floor(
        window_days=7,
        return_cost="buyer",
        exclusions=frozenset(("made-to-order", "perishable", "opened-media")),
        condition="tried",
        source="Act on the Consumer Protection in Electronic Commerce, articles 17 and 18(9)",
        # Goods that are not as advertised: three months, and 30 days from when the buyer could have known.
        guarantee=Guarantee(months=3, source="Act on the Consumer Protection in Electronic Commerce, article 17(3)"),
    ),
    "JP": Floor(
        # It counts the day of receipt as the first; one more is counted here.
        window_days=8,
        binding=False,
        return_cost="buyer",
        source="Act on Specified Commercial Transactions, article 15-3",
        guarantee=Guarantee(months=None, source="Civil Code, articles 562 to 566"),
    ),
    "IN": _without_right("Consumer Protection (E-Commerce) Rules, 2020", None, "Consumer Protection Act, 2019"),
    "IL": Floor(
        window_days=14,
        return_cost="buyer",
        exclusions=frozenset(("made-to-order", "perishable", "opened-media")),
        condition="tried",
        source="Consumer Protection Law, 5741-1981, sections 14C to 14E",
    ),
    # --- Americas ---------------------------------------------------------------------------------------------------
    "BR": Floor(
        window_days=7,
        return_cost="shop",
        # The article knows no exception.
        exclusions=frozenset(),
        condition="tried",
        source="Código de Defesa do Consumidor (Lei 8.078/1990), article 49, with Decreto 7.962/2013",
        # 90 days for durable goods, 30 for others.
        guarantee=Guarantee(months=3, source="Código de Defesa do Consumidor, articles 18 and 26"),
    ),
    "AR": Floor(
        window_days=10,
        return_cost="shop",
        exclusions=frozenset(("made-to-order", "perishable", "opened-media", "periodicals")),
        condition="tried",
        source="Ley 24.240, article 34; Código Civil y Comercial, articles 1110 to 1116",
        guarantee=Guarantee(months=6, source="Ley 24.240, article 11"),
    ),
    "CL": Floor(
        window_days=10,
        exclusions=frozenset(("made-to-order", "perishable", "opened-hygiene", "personal-use")),
        condition="tried",
        source="Ley 19.496, article 3 bis, with Decreto 42 of the Ministry of Economy (2024)",
        guarantee=Guarantee(months=6, source="Ley 19.496, articles 20 and 21"),
    ),
    "CO": Floor(
        window_days=12,
        working_days=5,
        return_cost="buyer",
        exclusions=frozenset(("made-to-order", "perishable", "personal-use")),
        condition="unused",
        source="Ley 1480 de 2011, article 47",
        guarantee=Guarantee(months=12, source="Ley 1480 de 2011, article 8"),
    ),
    "MX": Floor(
        window_days=12,
        working_days=5,
        return_cost="buyer",
        source="Ley Federal de Protección al Consumidor, articles 51 and 56",
    ),
    "US": _without_right(
        "no federal law: 16 CFR part 429 leaves out sales made entirely online",
        None,
        "Uniform Commercial Code, section 2-314; Magnuson-Moss Warranty Act",
    ),
    # --- Africa and Oceania -----------------------------------------------------------------------------------------
    "ZA": Floor(
        window_days=7,
        return_cost="buyer",
        exclusions=frozenset(("made-to-order", "perishable", "opened-media", "periodicals")),
        condition="tried",
        source="Electronic Communications and Transactions Act 25 of 2002, sections 42 and 44",
        guarantee=Guarantee(months=6, source="Consumer Protection Act 68 of 2008, section 56"),
    ),
    "AU": _without_right(
        "Australian Consumer Law: nothing on changing one's mind online",
        None,
        "Australian Consumer Law, sections 54 to 64",
    ),
    "NZ": _without_right(
        "Consumer Guarantees Act 1993: nothing on changing one's mind online", None, "Consumer Guarantees Act 1993"
    ),
}

FLOORS: Final[Mapping[str, Floor]] = {**_MEMBERS, **_OTHERS}
"""By country (ISO 3166-1 alpha-2)."""
