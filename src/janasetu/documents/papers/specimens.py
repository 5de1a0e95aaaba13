"""A specimen of the paper in which a service ends: what its layout makes of all that the form asks."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from janasetu.catalogue.schema import Field, Service
from janasetu.lib import bn

_NOT_PRINTED = frozenset({"document", "photo", "voice", "consent"})
_PERSON = {"bn": "অনিন্দিতা বন্দ্যোপাধ্যায়", "en": "Anindita Bandyopadhyay"}
_WRITTEN: Mapping[str, dict[str, str]] = {
    "person_name": _PERSON,
    "place": {"bn": "ওয়ার্ড ৫, স্টেশন রোড, ১৭/২", "en": "Ward 5, 17/2 Station Road"},
    "count": {"bn": "১২", "en": "12"},
    "money": {"bn": "₹১,২০০", "en": "₹1,200"},
    "yes_no": {"bn": "হ্যাঁ", "en": "Yes"},
}
_ELSE = {"bn": "যেমন লেখা হয়েছে", "en": "As written"}
_VALID = timedelta(days=365)


def specimen(service: Service, *, day: date) -> dict[str, Any]:
    """The snapshot of a paper that no office gave to nobody; `specimen` is true in it."""
    return {
        "v": 1,
        "body": {
            "code": "specimen",
            "kind": service.offered_by[0],
            "name": {"bn": "নমুনা কার্যালয়", "en": "Specimen Office"},
            "address": {"bn": "পৌরভবন রোড", "en": "Pourabhavan Road"},
        },
        "type": service.output.type if service.output else "letter",
        "title": {"bn": service.name.bn, "en": service.name.en},
        "number": "SPECIMEN/0001",
        "code": "",
        "issued": day.isoformat(),
        "valid_until": (day + _VALID).isoformat(),
        "case": "",
        "person": _PERSON,
        "rows": [*_rows(service, day)],
        "conditions": [{"bn": "এখানে শর্ত লেখা থাকে।", "en": "Conditions stand here."}],
        "fee": {"bn": "কোনো টাকা লাগেনি", "en": "No fee"},
        "signatory": {"title": {"bn": "যিনি সই করেন", "en": "Who signs"}, "name": _PERSON},
        "recommended_by": None,
        "verify": "",
        "specimen": True,
        "ink": service.output is not None and service.output.from_ == "ink",
    }


def _rows(service: Service, day: date) -> Iterator[dict[str, Any]]:
    for field in service.ask:
        if isinstance(field, Field) and field.kind not in _NOT_PRINTED and field.short is not None:
            label = {"bn": field.short.bn, "en": field.short.en}
            yield {"name": field.field, "label": label, "value": _value(field, day)}


def _value(field: Field, day: date) -> dict[str, str]:
    if field.kind == "date":
        return {"bn": bn.date(day, "bn"), "en": bn.date(day, "en")}
    option = next(iter(field.options.values()), None)
    if option is not None:
        return {"bn": option.name.bn, "en": option.name.en}
    return _WRITTEN.get(field.kind, _ELSE)
