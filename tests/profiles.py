"""An unknown file, the profile that reads it, and the way there, for the tests of profiles."""

import re

from django.urls import reverse

from extracts.mapping import Layout

HEADER = "Kommune;Emne;Tid;Resultat"
LINES = ("Aabenraa kommune;Borgernes tilfredshed;2023;86,5", "Tønder;Borgernes tilfredshed;2023;x", "I alt;;2023;85")
COLUMNS = {"column-0": "område", "column-1": "indikator", "column-2": "periode", "column-3": "værdi"}
CHOSEN = {"title": "Tilfredshed fra leverandøren", **COLUMNS, "suppressed": "x"}
# The area is the kind's second role and the file's first column; of its texts only Tønder is known as it stands.
TEXTS = {"text-1-0-0": "Aabenraa", "text-1-0-1": "-", "text-0-1-0": "borgertilfredshed"}
LAYOUT = Layout(
    header=("emne", "kommune", "resultat", "tid"),
    columns={"kommune": "område", "emne": "indikator", "tid": "periode", "resultat": "værdi"},
    labels={"område": {"i alt": None}, "indikator": {"borgernes tilfredshed": "borgertilfredshed"}},
)


def where(upload):
    return reverse("profile_new") + f"?fil={upload.pk}"


def sent(client, address, do, **changes):
    return client.post(address, CHOSEN | TEXTS | {"seen": "0", "do": do} | changes, follow=do == "save")


def shown(response, name):
    """The choice that a select shows."""
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', response.content.decode(), flags=re.S)[0]
    chosen = re.search(r'value="([^"]*)" selected', select)
    return chosen[1] if chosen else ""


def edited(client, code, seen, **changes):
    chosen = CHOSEN | {"text-0-1-0": "borgertilfredshed", "reason": "Ny kolonne", "seen": seen, "do": "save"}
    return client.post(reverse("profile_edit", args=[code]), chosen | changes, follow=True)
