"""What the code must not hold: each is put into it, as somebody might who knew no better."""

from tests.protections.shape import Protection

NO_TEXT_RUN = "tests/pure/test_sources.py::test_no_code_of_ours_is_made_from_text_or_passes_by_the_protections"

SOURCES = [
    Protection(
        "No page shows what people wrote as markup",
        "templates/extracts/upload.html",
        "<h1>{% if can_commit %}Gennemse udtrækket{% else %}{{ upload.file_name }}{% endif %}</h1>",
        "<h1>{% if can_commit %}Gennemse udtrækket{% else %}{{ upload.file_name|safe }}{% endif %}</h1>",
        "tests/pure/test_sources.py::test_markup_is_called_safe_only_where_every_word_in_it_is_escaped",
    ),
    Protection(
        "No text is run as code",
        "extracts/workbooks/cells.py",
        "    number = Decimal(stored)\n",
        "    number = eval(stored)\n",
        NO_TEXT_RUN,
    ),
    Protection(
        "No text is run by a shell",
        "reports/pdf/rendering.py",
        "subprocess.run(command, input=asked,",
        'subprocess.run(" ".join(command), shell=True, input=asked,',
        NO_TEXT_RUN,
    ),
    Protection(
        "Values are parameters in SQL",
        "aabenraa_plan/running/health.py",
        """cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{SECONDS_OF_A_QUERY}s"])""",
        """cursor.execute(f"SELECT set_config('statement_timeout', '{SECONDS_OF_A_QUERY}s', true)")""",
        "tests/pure/test_sources.py::test_statements_put_together_as_text_hold_names_of_our_own_tables_only",
    ),
    Protection(
        "The server fetches no address",
        "aabenraa_plan/people/invitations.py",
        "from urllib.parse import urljoin\n",
        "from urllib.parse import urljoin\nfrom urllib.request import urlopen\n",
        "tests/pure/test_sources.py::test_no_code_of_ours_calls_out_or_reads_dangerous_formats",
    ),
    Protection(
        "Files that come in lie in the database and not on the disk",
        "extracts/models/uploads.py",
        "    content = models.BinaryField(null=True)\n",
        "    content = models.FileField(null=True)\n",
        "tests/pure/test_sources.py::test_no_file_that_comes_in_is_kept_on_the_disk",
    ),
]
