"""Writes of people, by noun: contacts and their names, identities that change, persons, consents."""

from janasetu.people.actions.consents import record_consents, remember_opting_out
from janasetu.people.actions.contacts import know, meet, remember_languages
from janasetu.people.actions.identities import begin_epochs, change_identities, hear
from janasetu.people.actions.persons import forget_person, remember_persons
from janasetu.people.actions.phones import remember_phones
from janasetu.people.actions.quietness import remember_quiet

__all__ = [
    "begin_epochs",
    "change_identities",
    "forget_person",
    "hear",
    "know",
    "meet",
    "record_consents",
    "remember_languages",
    "remember_opting_out",
    "remember_persons",
    "remember_phones",
    "remember_quiet",
]
