"""Excel workbooks as uploads: sheets of text out, and a copy with one more column that says what is wrong."""

from extracts.workbooks.annotating import annotated_workbook
from extracts.workbooks.reading import Worksheet, worksheets

__all__ = ["Worksheet", "annotated_workbook", "worksheets"]
