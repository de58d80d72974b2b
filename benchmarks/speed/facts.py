"""The ledger of the corpus: 20 facts, what they say in plain text, and three branches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

COMMON = "reply.time"
"""The fact that a known number of pages use."""
COMMON_DAYS = 3
UNITS: dict[str, dict[str, str]] = {
    "days": {"en": "days", "ur": "دن", "ar": "أيام", "hi": "दिन"},
    "hours": {"en": "hours", "ur": "گھنٹے", "ar": "ساعات", "hi": "घंटे"},
    "minutes": {"en": "minutes", "ur": "منٹ", "ar": "دقائق", "hi": "मिनट"},
    "AED": {"en": "dirhams", "ur": "درہم", "ar": "دراهم", "hi": "दिरहम"},
}


@dataclass(frozen=True)
class Amount:
    """A fact whose value is a number and a unit."""

    id: str
    number: int
    unit: str

    @property
    def yaml(self) -> str:
        kind = "money" if self.unit == "AED" else "duration"
        return f"{self.id}: {{{kind}: {self.number} {self.unit}}}"

    def text(self, lang: str) -> str:
        return f"{self.number} {UNITS[self.unit][lang]}"


USED = (
    Amount("answer.time", 4, "minutes"),
    Amount("repair.time", 9, "days"),
    Amount("refund.window", 14, "days"),
    Amount("exchange.window", 30, "days"),
    Amount("delivery.time", 5, "days"),
    Amount("delivery.window", 6, "hours"),
    Amount("callback.time", 8, "hours"),
    Amount("chat.time", 7, "minutes"),
    Amount("counter.wait", 10, "minutes"),
    Amount("complaint.time", 11, "days"),
    Amount("voucher.time", 90, "days"),
    Amount("collection.keep", 12, "days"),
    Amount("delivery.fee", 25, "AED"),
    Amount("install.fee", 150, "AED"),
    Amount("visit.fee", 60, "AED"),
    Amount("late.voucher", 50, "AED"),
)
"""The facts that other pages use, in turn."""
REPLY = Amount(COMMON, COMMON_DAYS, "days")
BY_ID: Mapping[str, Amount] = {fact.id: fact for fact in (REPLY, *USED)}

OTHERS = """\
helpline: {phone: "+971 4 555 0142"}
care.email: {email: care@example.com}
counter.hours:
  hours: "Mo-Sa 09:00-21:00; Su 12:00-20:00"
  label: {en: Opening hours, ur: اوقاتِ کار, ar: ساعات العمل, hi: खुलने का समय}
  varies: branch
"""
_BRANCH = """\
name: {{en: {0}, ur: {1}, ar: {2}, hi: {3}}}
region: AE
address: {{en: "{0}, United Arab Emirates", ur: "{1}، متحدہ عرب امارات", ar: "{2}، الإمارات العربية المتحدة", hi: "{3}, संयुक्त अरब अमीरात"}}
phone: "{4}"
"""  # noqa: E501 # lines of YAML
_FRIDAYS = """\
differs:
  counter.hours:
    hours: "Mo-Sa 10:00-22:00; Su off"
    reason: {en: The market is closed on Sundays., ur: بازار اتوار کو بند رہتا ہے۔, ar: السوق مغلق أيام الأحد., hi: बाजार रविवार को बंद रहता है।}
"""  # noqa: E501 # lines of YAML
BRANCHES = {
    "dubai": _BRANCH.format("Dubai", "دبئی", "دبي", "दुबई", "+971 4 555 0143"),
    "sharjah": _BRANCH.format("Sharjah", "شارجہ", "الشارقة", "शारजाह", "+971 6 555 0160"),
    "abu-dhabi": _BRANCH.format("Abu Dhabi", "ابوظہبی", "أبوظبي", "अबू धाबी", "+971 2 555 0170")
    + _FRIDAYS,
}


def ledger(reply_days: int = COMMON_DAYS) -> str:
    """Return facts.yml; `reply_days` is the value of the common fact."""
    lines = [fact.yaml for fact in (Amount(COMMON, reply_days, "days"), *USED)]
    return "\n".join(lines) + "\n" + OTHERS
