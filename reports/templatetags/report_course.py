"""What the report's own page asks for where it shows the steps."""

from django import template

from reports.workflow.course import course_of

register = template.Library()
register.simple_tag(course_of)
