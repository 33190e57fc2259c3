"""Template filters for amounts, persons and shares; the words come from `budget.wording`.

A template makes "" of an attribute of None: that is no figure either.
"""

import re

from django import template

from budget import wording

register = template.Library()
AMOUNT = re.compile(r"(?<=[0-9]) (?:(?:mio\. |t\.)?kr\.|%)")


def known(number):
    return None if number == "" else number


@register.filter
def tkr(amount):
    """In 1.000 kr."""
    return wording.thousands(known(amount))


@register.filter
def tkr_signed(amount):
    """In 1.000 kr., with a plus before overspending."""
    return wording.thousands(known(amount), signed=True)


@register.filter
def persons(number):
    return wording.persons_text(known(number))


@register.filter
def percent(share):
    return wording.percent_text(known(share))


@register.filter
def unit_price(price):
    """In 1.000 kr. with two decimals."""
    return wording.price_text(known(price))


@register.filter
def unbroken(sentence):
    """The sentence with its amounts in one piece each, so that no line ends between a number and its unit."""
    return AMOUNT.sub(lambda found: found[0].replace(" ", "\u00a0"), sentence)
