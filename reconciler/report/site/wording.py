"""Values of a report in a language: days, counts, names, and the sentence of an item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.report.texts import Message, Texts
from reconciler.reportfile.model import BULGARIAN, Count, ItemKind, Name, Office, Report, ReportItem

HIDDEN = "*"
"""Stands for a count that is not shown."""
_PREFIXES = {
    ItemKind.FINDING: "finding",
    ItemKind.RULE: "finding",
    ItemKind.REFUSAL: "refusal",
    ItemKind.UNREAD: "fault",
    ItemKind.UNKNOWN: "reason",
}


@dataclass(frozen=True, slots=True)
class PageWording:
    """Writes a report's values in the language of its texts."""

    texts: Texts
    products: Mapping[str, Name]
    """Product → its name by language."""
    contacts: Mapping[str, Name] = field(default_factory=dict)
    """Office → how to reach it, by language."""
    bulgarian: bool = True
    """Whether days are counted without Bulgarian holidays."""

    @classmethod
    def of(cls, texts: Texts, report: Report) -> PageWording:
        """With the names that a report brings."""
        bulgarian = BULGARIAN in report.languages
        return cls(texts, report.product_names, report.contacts, bulgarian)

    def say(self, message: str, **facts: str | float) -> str:
        """A message of page.ftl without its 'page-'."""
        return self.texts.format(f"page-{message}", **facts)

    def day(self, iso: str) -> str:
        """'30.11.2026 г.'; '' for none."""
        if not iso:
            return ""
        year, month, day = iso.split("-")
        return self.say("date", year=year, month=month, day=day)

    def date(self, iso: str) -> str:
        """'30 ноември 2026 г.', for a sentence; '' for none."""
        if not iso:
            return ""
        year, month, day = (int(part) for part in iso.split("-"))
        return self.say("long-date", year=str(year), month=month, day=day)

    def name(self, name: Name) -> str:
        """In the language, else in the first that there is."""
        return name.get(self.texts.language) or next(iter(name.values()), "")

    def product(self, product: str) -> str:
        """A product's name, or its id where no name is written."""
        return self.name(self.products.get(product, {})) or product

    def office(self, office: Office) -> str:
        """Who acts, and how to reach them where that is written."""
        contact, who = self.contact(office), self.say(f"act-{office.value}")
        return f"{who} ({contact})" if contact else who

    def contact(self, office: Office) -> str:
        """How to reach an office; '' where nobody wrote it."""
        return self.name(self.contacts.get(office.value, {}))

    def count(self, count: Count) -> str:
        """'1 200'; '*' where it is hidden, which is no claim that it is small."""
        return HIDDEN if count is None else self.texts.number(count)

    def counted(self, message: str, count: Count) -> str:
        """'71 учители': a message that takes the count for its form, and how it is written."""
        return self.say(message, count=5 if count is None else count, shown=self.count(count))

    def item(self, item: ReportItem, school: str) -> Message:
        """What an item says to somebody who knows the program, and the cure."""
        facts = {
            "school": school,
            "tenant": item.tenant,
            "subject": item.subject,
            **self.texts.in_words(item.facts),
        }
        message = f"{_PREFIXES[item.kind]}-{item.code}"
        if not self.texts.has(message):
            message = f"fault-{item.code}"  # a row of a list, which its fault describes
        return self.texts.message(message, facts)
