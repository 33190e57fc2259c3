"""The pictures of the guides: taken by `make pictures`, and held against what the pages say by the tests.

Beside the pictures lies `pictures.json`: for each the SHA-256 of the text on it, with dates, times and
fingerprints masked. A page that says something else now needs its picture taken anew.
"""

import hashlib
import io
import json
import os
import re

from PIL import Image

from aabenraa_plan.help.guides import PICTURES, SOURCES

KNOWN = PICTURES / "pictures.json"
USED = re.compile(r"!\[[^\]]+\]\(billeder/([\w-]+)\.png\)")
MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
CHANGING = re.compile(
    rf"\d{{1,2}}\. (?:{MONTHS}) \d{{4}}|\d{{2}}\.\d{{2}}\.\d{{4}}|kl\. \d{{1,2}}\.\d\d|[0-9a-f]{{12,}}"
)
LARGEST = 120_000
COLOURS, EDGE, TALLEST = 48, 6, 1000
TEXT_WITHIN = """clip => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = [], range = document.createRange();
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.checkVisibility()) continue;
    range.selectNodeContents(walker.currentNode);
    const box = range.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    const within = x > clip.x && x < clip.x + clip.width && y > clip.y && y < clip.y + clip.height;
    if (box.width && within) seen.push(walker.currentNode.data);
  }
  return seen.join(" ");
}"""


def taking() -> bool:
    """Whether this is `make pictures`."""
    return bool(os.environ.get("TAKE_PICTURES"))


def used_in_guides() -> list[str]:
    return [name for path in SOURCES.values() for name in USED.findall(path.read_text(encoding="utf-8"))]


def known() -> dict[str, str]:
    return json.loads(KNOWN.read_text(encoding="utf-8"))


def fingerprint(text: str) -> str:
    plain = " ".join(CHANGING.sub("#", text.replace("\u00a0", " ")).split())
    return hashlib.sha256(plain.encode()).hexdigest()


class Album:
    """What a walk through the steps of the guides photographs."""

    def __init__(self):
        self.found = {}

    def take(self, page, name: str, *parts: str):
        """Photograph these parts of the page, and all between them."""
        assert name not in self.found, f"{name} is taken twice"
        page.wait_for_load_state()
        page.evaluate(
            "() => { scrollTo({top: 0, behavior: 'instant'}); return document.fonts.ready.then(() => true); }"
        )
        clip = around([page.locator(part).first.bounding_box() for part in parts])
        assert clip["height"] <= TALLEST, f"{name} is too tall for a guide"
        self.found[name] = fingerprint(page.evaluate(TEXT_WITHIN, clip))
        if taking():
            picture = page.screenshot(full_page=True, clip=clip)
            PICTURES.joinpath(f"{name}.png").write_bytes(small(picture))

    def keep(self):
        """Write what is known, and take away the pictures that no step makes any more."""
        KNOWN.write_text(json.dumps(self.found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        for path in PICTURES.glob("*.png"):
            if path.stem not in self.found:
                path.unlink()


def around(boxes: list[dict]) -> dict:
    left, top = min(box["x"] for box in boxes), min(box["y"] for box in boxes)
    right = max(box["x"] + box["width"] for box in boxes)
    bottom = max(box["y"] + box["height"] for box in boxes)
    left, top = max(left - EDGE, 0), max(top - EDGE, 0)
    return {"x": left, "y": top, "width": right + EDGE - left, "height": bottom + EDGE - top}


def small(picture: bytes) -> bytes:
    """The same with a palette: a page has few colours."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
