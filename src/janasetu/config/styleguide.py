"""The page on which every part of the look stands side by side, with the texts that break looks."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from janasetu.lib import bn
from janasetu.portal.access import public_page

_HARDEST = "র্ক্ট্রূঁ ক্ষ্ম্য ন্ত্র্যু স্ট্র্যু দ্ধ্র্যূ ঙ্ক্ষ্ণীঁ হ্নূ র্দ্ধ্বে ষ্ট্রী"
_LONG = {"bn": "অনির্বচনীয়ঊর্ধ্বতনকর্তৃপক্ষ" * 3, "en": "antidisestablishment" * 3, "hi": "अंतर्राष्ट्रीयकरणीकृत" * 3}
_ICONS = Path(__file__).with_name("templates") / "janasetu" / "icons"
_TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-f]{3,6})\b")


@dataclass(frozen=True)
class Words:
    """What the sample parts say in one language."""

    heading: str
    sentence: str
    act: str
    label: str
    hint: str
    wrong: str
    told: str
    chip: str
    time: str


WORDS = {
    "bn": Words(
        heading="ঊর্ধ্বতন কর্তৃপক্ষের দ্বিতীয়ার্ধের নিষ্পত্তি",
        sentence="তিন রাত ধরে আমাদের গলির আলো জ্বলছে না, দুর্ধর্ষ উচ্ছ্বাস, লক্ষ্মী ভ্রূকুটি।",
        act="নিষ্পত্তি করুন",
        label="কোন রাস্তায়?",
        hint="বাড়ির নম্বর বা কাছের কোনো দোকান",
        wrong="রাস্তার নাম লিখুন।",
        told="উত্তরটি নাগরিকের কাছে যাচ্ছে।",
        chip="আজ শেষ",
        time="বাকি ৬ ঘণ্টা ১২ মিনিট",
    ),
    "en": Words(
        heading="The street light outside the substation",
        sentence="The light in our lane has been out for three nights, jumping quickly over gravel.",
        act="Resolve",
        label="Which street?",
        hint="The number of the house, or a shop nearby",
        wrong="Write the name of the street.",
        told="The reply is on its way to the citizen.",
        chip="Due today",
        time="6 hours 12 minutes left",
    ),
    "hi": Words(
        heading="ऊर्ध्वाधर कर्तृत्व की द्वितीयार्ध समाप्ति",
        sentence="तीन रातों से हमारी गली की बत्ती नहीं जल रही, श्रृंखला, लक्ष्मी, ट्रैक्टर।",
        act="पूरा करें",
        label="कौन सी सड़क?",
        hint="मकान नंबर या पास की कोई दुकान",
        wrong="सड़क का नाम लिखें।",
        told="उत्तर नागरिक के पास जा रहा है।",
        chip="आज अंतिम",
        time="6 घंटे 12 मिनट बाकी",
    ),
}


@public_page
@require_safe
def styleguide(request: HttpRequest, language: str = "") -> HttpResponse:
    """Every part, in the reader's language or in this one."""
    spoken = language or translation.get_language() or settings.LANGUAGE_CODE
    if spoken not in WORDS:
        raise Http404
    shown = {
        "words": WORDS[spoken],
        "hostile": _hostile(spoken),
        "form": _form_refused(WORDS[spoken]),
        "colours": _colours(),
        "icons": _icons(),
        "tones": ("", "ok", "info", "warn", "bad"),
        "bars": (("ok", 20), ("warn", 74), ("bad", 100)),
    }
    with translation.override(spoken):
        return render(request, "janasetu/styleguide.html", shown)


def _hostile(language: str) -> dict[str, str]:
    """Texts that nobody sends until somebody does."""
    return {
        "conjuncts": _HARDEST,
        "word": _LONG[language],
        "rtl": "یہ ایک درخواست ہے (۱۲) abc",
        "unspaced": "অআইঈউঊঋএঐওঔ" * 12,
        "endless": "জল নেই। " * 1250,  # 10,000 characters
        "numbers": f"1234567890 {bn.digits('1234567890')}",
    }


def _form_refused(words: Words) -> forms.Form:
    """A form with every kind of control, sent empty."""
    needed: dict[str, Any] = {"label": words.label, "help_text": words.hint}
    needed["error_messages"] = {"required": words.wrong}
    choices = [("", words.label), ("1", words.heading), ("2", _HARDEST)]
    shape = {
        "street": forms.CharField(**needed),
        "told": forms.CharField(widget=forms.Textarea({"rows": 3}), **needed),
        "which": forms.ChoiceField(choices=choices, **needed),
        "fine": forms.CharField(label=words.label, required=False),
    }
    form: forms.Form = type("SampleForm", (forms.Form,), {"use_required_attribute": False, **shape})({})
    form.full_clean()
    return form


def _colours() -> list[tuple[str, str]]:
    """The names and values of the colours of tokens.css."""
    sheet = finders.find("janasetu/tokens.css")
    return _TOKEN.findall(Path(str(sheet)).read_text(encoding="utf-8"))


def _icons() -> list[tuple[str, str]]:
    """The names of the icons, each with its template."""
    return [(path.stem, f"janasetu/icons/{path.name}") for path in sorted(_ICONS.glob("*.svg"))]
