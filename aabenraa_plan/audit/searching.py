"""What a word is looked for in, written with the entry: as a reader who may see least of it would read it."""

from aabenraa_plan.audit.telling import changes_of, counts_of, kind_of, reason_of, who_of


def searchable_text(entry) -> str:
    changes = changes_of(entry, sees_small=False)
    told = [text for each in changes if not each.hidden for text in (each.word, each.old, each.new)]
    words = [who_of(entry), kind_of(entry), entry.object_repr, *told, counts_of(entry), reason_of(entry, changes)]
    return folded(" ".join(words))


def folded(text: str) -> str:
    return " ".join(text.casefold().split())
