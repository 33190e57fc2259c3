"""Which figures are expected, and whose task they are."""
