"""Help: a text to every page (`texts/`), and the guides of `docs/` as pages of the site."""
