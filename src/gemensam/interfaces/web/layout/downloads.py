"""Files that people download: names, types, and never from a shared cache."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from gemensam.foundation.documents.excel import OutSheet, write_workbook

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def wants_excel(request: HttpRequest) -> bool:
    """Whether the page is asked for as Excel."""
    return request.GET.get("format") == "xlsx"


def excel_response(name: str, sheets: Sequence[OutSheet]) -> HttpResponse:
    """The sheets as an Excel file called ``name``."""
    return file_response(f"{name}.xlsx", EXCEL, write_workbook(sheets))


def file_response(name: str, media_type: str, content: bytes) -> HttpResponse:
    """A file to save. ``name`` is our own text: letters, digits, hyphen and full stop."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
