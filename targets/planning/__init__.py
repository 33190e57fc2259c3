"""Making, copying, adopting and amending plans."""
