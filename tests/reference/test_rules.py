"""Every rule stands on an article the program can name, and in code that exists."""

import importlib

from desktop.reference.rules import OFFICE_SETS, laws, rules
from desktop.reference.terms import terms


def test_every_rule_quotes_a_known_text_or_the_office() -> None:
    known = (OFFICE_SETS, *(law.short for law in laws()))
    for rule in rules():
        assert rule.article.startswith(known), rule.code
        for part in rule.article.split("；"):
            assert part.startswith(known), rule.code


def test_codes_are_unique() -> None:
    codes = [rule.code for rule in rules()]
    assert len(set(codes)) == len(codes)


def test_every_declared_rule_is_in_the_code() -> None:
    for rule in rules():
        if rule.function:
            module, _, name = rule.function.rpartition(".")
            assert callable(getattr(importlib.import_module(f"desktop.domain.{module}"), name))


def test_terms_not_verified_are_off() -> None:
    off = {rule.code for rule in rules() if not rule.active}
    assert off == {f"term.{term.code}" for term in terms().values() if not term.verified}
    assert off
