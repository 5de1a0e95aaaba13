"""Fields that we write ourselves are Django's to the letter, and what we do not write is Django's own."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from janasetu.config.widgets import Renderer

CHOICES = [
    ("", "---"),
    ("a&b", "<ক> & খ"),
    ("safe", mark_safe("<b>গ</b>")),
    ("late", gettext_lazy("Late")),
    (7, 1234),
    ("দপ্তর <১>", [("x", "আলো"), ("y", "জল")]),
]
WIDGETS: dict[str, forms.Widget] = {
    "text": forms.TextInput({"maxlength": 120, "required": True, "hidden": False, "data-x": "\"<ক>'"}),
    "hidden": forms.HiddenInput(),
    "number": forms.NumberInput({"min": 0}),
    "password": forms.PasswordInput(render_value=True),
    "date": forms.DateInput(),
    "checkbox": forms.CheckboxInput({"aria-label": gettext_lazy("Late")}),
    "textarea": forms.Textarea({"rows": 3}),
    "select": forms.Select(choices=CHOICES),
    "several": forms.SelectMultiple(choices=CHOICES),
    "radio": forms.RadioSelect(choices=CHOICES[:3]),
    "file": forms.ClearableFileInput(),
}
VALUES = [None, "", "a&b", "y", "\nদুই <লাইন>\n", mark_safe("<b>"), 7, 1234567, True, False, date(2026, 11, 24)]


@pytest.mark.parametrize("kind", WIDGETS)
def test_a_field_is_what_django_writes(kind: str) -> None:
    widget, theirs = WIDGETS[kind], DjangoTemplates()

    for value in VALUES:
        ours = widget.render("na<me", value, {"id": "id_1"}, renderer=Renderer())
        assert ours == widget.render("na<me", value, {"id": "id_1"}, renderer=theirs), value


def test_options_that_have_a_template_of_their_own_are_written_by_it() -> None:
    class Ticked(forms.Select):
        option_template_name = "django/forms/widgets/radio_option.html"

    assert 'type="select"' in Ticked(choices=[("a", "আলো")]).render("one", "a", renderer=Renderer())


def test_forms_are_written_by_it() -> None:
    renderer: Any = get_default_renderer()

    assert isinstance(renderer, Renderer)
