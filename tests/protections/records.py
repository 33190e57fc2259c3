"""What stays as it was said, and what is told of it."""

from tests.protections.shape import Protection

RECORDS = [
    Protection(
        "A figure that was saved is never written over",
        "extracts/models/facts.py",
        "        if not self._state.adding:\n            raise ImmutableFact(",
        "        if False:\n            raise ImmutableFact(",
        "tests/test_facts.py::test_fact_refuses_to_be_saved_again",
    ),
    Protection(
        "Figures are changed as a set no more than one by one",
        "extracts/models/facts.py",
        "    def update(self, **kwargs):\n        raise ImmutableFact(",
        "    def update(self, **kwargs):\n        return super().update(**kwargs)\n        raise ImmutableFact(",
        "tests/test_facts.py::test_fact_refuses_to_be_deleted",
    ),
    Protection(
        "Who sends a report in does not approve it",
        "reports/workflow/actions.py",
        "    if report.submitted_by == by:\n",
        "    if False:\n",
        "tests/test_report_steps.py::test_submitter_cannot_approve_and_sees_why",
    ),
    Protection(
        "Only the content that was read is approved",
        "reports/workflow/actions.py",
        "    if sha256_of(report.content) != sha256:\n",
        "    if False:\n",
        "tests/test_report_steps.py::test_content_that_is_not_the_one_on_the_screen_is_not_approved",
    ),
    Protection(
        "A published report is never changed",
        "reports/models.py",
        "if not self._state.adding and Report.objects.filter(pk=self.pk, state=ReportState.PUBLISHED).exists():",
        "if False:",
        "tests/test_report_constraints.py::test_published_report_is_never_changed_or_deleted",
    ),
    Protection(
        "Small groups are hidden from who may not upload",
        "initiatives/cohorts/reporting.py",
        "    masks = {} if sees_small else masks_of(cohorts, known, shares)\n",
        "    masks = {}\n",
        "tests/test_cohort_masking.py::test_everyone_without_the_right_to_upload_sees_it_hidden_with_a_word_why",
    ),
    Protection(
        "No hidden group can be worked out from the others",
        "initiatives/cohorts/families.py",
        "hidden_in(family, settings.SMALL_GROUP_BELOW)",
        "hidden_in(family, 2)",
        "tests/test_cohort_masking.py::test_nothing_in_reach_depends_on_the_hidden_figures",
    ),
    Protection(
        "An entry of the audit log is never changed",
        "aabenraa_plan/audit/immutability.py",
        'EVENTS = ("UPDATE", "DELETE")',
        'EVENTS = ("DELETE",)',
        "tests/test_audit_guards.py::test_database_refuses_it_too",
    ),
    Protection(
        "An entry of the audit log is never deleted",
        "aabenraa_plan/audit/immutability.py",
        'EVENTS = ("UPDATE", "DELETE")',
        'EVENTS = ("UPDATE",)',
        "tests/test_audit_guards.py::test_database_refuses_it_too",
    ),
    Protection(
        "The health page tells names and no details",
        "aabenraa_plan/running/views.py",
        '{"ok": ok, "checks": found}',
        '{"ok": ok, "checks": found, "path": __file__}',
        "tests/test_health.py::test_site_that_is_well_says_so_by_names_alone",
    ),
    Protection(
        "The log repeats nothing of what was sent",
        "aabenraa_plan/running/logs.py",
        '    return f"{record.module}:{record.lineno}"\n',
        "    return record.getMessage()\n",
        "tests/test_logs.py::test_messages_of_other_libraries_are_told_by_their_place_alone",
    ),
    Protection(
        "A log line says the kind of an error and not its message",
        "aabenraa_plan/running/logs.py",
        "kind_of(problem) + reason",
        "str(problem)",
        "tests/test_logs.py::test_error_is_told_by_its_kinds_and_its_way_alone",
    ),
    Protection(
        "Sign-ins are deleted when their term is over",
        "extracts/retention.py",
        '        Expired("sign-ins", sign_ins, sign_ins.delete),\n',
        "",
        "tests/test_retention.py::test_sign_ins_sessions_and_finished_tasks_go_when_their_term_is_over",
    ),
]
