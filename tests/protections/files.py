"""What comes in as a file or a text, and goes out as one."""

from tests.protections.shape import SETTINGS, Protection

FILES = [
    Protection(
        "A file above the limit is refused unread",
        "extracts/views/receiving.py",
        "    if file.size > limit:\n",
        "    if False:\n",
        "tests/test_upload_pages.py::test_upload_of_too_large_a_file_is_refused_unread",
    ),
    Protection(
        "A CPR number blocks the file",
        "extracts/guarding.py",
        "    if found:\n        raise Unreadable(sorted",
        "    if False:\n        raise Unreadable(sorted",
        "tests/test_uploads.py::test_file_with_cpr_number_is_kept_by_name_and_reason_only",
    ),
    Protection(
        "A CPR number in a form is neither kept nor shown",
        "aabenraa_plan/careful.py",
        "isinstance(text, str) and holds_cpr(text)",
        "False",
        "tests/test_people_limits.py::test_step_without_a_proper_reason_changes_nothing_and_keeps_what_was_typed",
    ),
    Protection(
        "A CPR number in an address is carried no further",
        SETTINGS,
        '    "extracts.addresses.NoCprInAddresses",\n',
        "",
        "tests/test_hostile_plans.py::test_cpr_number_asked_for_as_a_day_is_not_echoed",
    ),
    Protection(
        "A workbook that points outside itself is refused",
        "extracts/workbooks/walking.py",
        "    parser.StartDoctypeDeclHandler = refuse_doctype\n",
        "",
        "tests/pure/test_workbooks.py::test_doctype_is_refused_in_every_part",
    ),
    Protection(
        "A workbook that unpacks to too much is refused",
        "extracts/workbooks/package.py",
        "    if sum(info.file_size for info in infos) > LARGEST:\n",
        "    if False:\n",
        "tests/pure/test_workbooks_memory.py::test_workbook_is_refused_by_what_it_says_of_itself_with_no_part_opened",
    ),
    Protection(
        "A workbook of too many parts is refused",
        "extracts/workbooks/package.py",
        "MOST_PARTS = 2_000\n",
        "MOST_PARTS = 2_000_000\n",
        "tests/pure/test_workbooks.py::test_too_many_parts_are_refused",
    ),
    Protection(
        "A part that holds more than it says is refused",
        "extracts/workbooks/package.py",
        "        if size != self.parts[name].file_size:\n",
        "        if False:\n",
        "tests/pure/test_workbooks.py::test_part_that_holds_more_or_less_than_it_says_is_damaged",
    ),
    Protection(
        "Text that would calculate gets an apostrophe in CSV",
        "aabenraa_plan/export_files.py",
        """return f"'{cell}" if starts_a_formula(cell) else cell""",
        "return cell",
        "tests/pure/test_export_files.py::test_text_that_would_calculate_gets_an_apostrophe_in_csv",
    ),
    Protection(
        "Text in a workbook is text whatever it looks like",
        "aabenraa_plan/export_files.py",
        '    cell.value, cell.data_type = text, "s"\n',
        "    cell.value = text\n",
        "tests/pure/test_export_files.py::test_text_in_a_workbook_is_text_and_never_a_formula",
    ),
    Protection(
        "A cell of marks alone is soon read",
        "budget/files/totals.py",
        "(?<!{MARKS})",
        "",
        "tests/pure/test_patterns.py::test_every_pattern_ends_quickly_on_a_hostile_cell",
    ),
]
