"""Days as the clock in Denmark has them."""

from datetime import date, datetime, time

from django.utils import timezone


def beginning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
