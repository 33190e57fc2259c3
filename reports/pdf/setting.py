"""Sets one PDF in a process of its own: typst remembers what it has set, half a gigabyte after ten reports.

What to set comes as JSON on standard input; the PDF, or why there is none, goes out.
"""

import json
import resource
import sys

import typst

MOST_SECONDS = 60
"""Of the processor's time; a report takes less than one."""


def give_up_after(seconds: int):
    """Whoever asked minds the clock too, but may have been killed: then nobody else would end this."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def main():
    give_up_after(MOST_SECONDS)
    asked = json.load(sys.stdin)
    sys.stdout.buffer.write(
        typst.compile(
            asked["template"],
            font_paths=[asked["fonts"]],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs=asked["inputs"],
            pdf_standards=["ua-1"],
            timestamp=asked["timestamp"],
        )
    )


if __name__ == "__main__":
    main()
