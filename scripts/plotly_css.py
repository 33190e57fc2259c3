"""Read plotly.js's own style rules out of its package into a static file.

plotly.js injects them into a <style> element, which a strict Content-Security-Policy forbids. It
leaves that be where the page already links an element with its id: see `templates`.
"""

import re
import sys
from pathlib import Path

PACKAGE = Path("node_modules/plotly.js-basic-dist-min/plotly-basic.min.js")
RULE = re.compile(r'"(X(?: [^"]*)?)":\s*"((?:[a-z-]+:[^;"]+;)+)"')


def rules(script: str) -> list[str]:
    """Every rule as CSS; `X` stands for the class of a plot's container."""
    return [
        f"{selector.replace('X', '.js-plotly-plot .plotly')} {{ {style} }}" for selector, style in RULE.findall(script)
    ]


if __name__ == "__main__":
    found = rules(PACKAGE.read_text(encoding="utf-8"))
    if len(found) < 20:
        sys.exit("plotly.js keeps its style rules elsewhere now: look for '.modebar' in its script.")
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(found) + "\n", encoding="utf-8")
