"""Errors of templates, with the file and line that they come from."""

from __future__ import annotations

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError


def with_place(problem: Exception) -> Exception:
    """Return what names the template and line at which rendering ended, for any exception in one.

    Exceptions of other kinds than Jinja's count if a template raised them itself: `{{ 1 / 0 }}`.
    What comes from no template is returned as it is. A TemplateSyntaxError keeps its place on the
    way from one process to another, as no traceback does.
    """
    if isinstance(problem, TemplateNotFound | TemplateSyntaxError):
        return problem
    file, line, is_own = "", 1, False
    trace = problem.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        is_own = name.endswith((".html", ".xml"))
        if is_own:
            file, line = name, trace.tb_lineno
        trace = trace.tb_next
    if file and (is_own or isinstance(problem, TemplateError)):
        return TemplateSyntaxError(str(problem), line, filename=file)
    return problem
