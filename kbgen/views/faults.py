"""Finds the template or the Markdown extension that caused an exception."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import FrameType

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError


def with_place(problem: Exception) -> Exception:
    """Convert an exception in a template to a TemplateSyntaxError with the template and the line.

    Other exceptions than Jinja's count if a template raised them itself: `{{ 1 / 0 }}`. Exceptions
    that come from no template are returned unchanged. A TemplateSyntaxError keeps its place when
    it is sent to another process; a traceback does not.
    """
    if isinstance(problem, TemplateNotFound | TemplateSyntaxError):
        return problem
    file, line, is_own = "", 1, False
    for call, number in calls_of(problem):
        is_own = call.f_code.co_filename.endswith((".html", ".xml"))
        if is_own:
            file, line = call.f_code.co_filename, number
    if file and (is_own or isinstance(problem, TemplateError)):
        return TemplateSyntaxError(str(problem), line, filename=file)
    return problem


def failed_extension(problem: Exception, names: Iterable[object]) -> str:
    """Return the Markdown extension, of `names`, that caused an exception; "" if none did."""
    modules = {str(call.f_globals.get("__name__")) for call, _ in calls_of(problem)}
    found = (name for name in names if isinstance(name, str) and name in modules)
    return next(found, "")


def calls_of(problem: BaseException) -> Iterator[tuple[FrameType, int]]:
    """Yield (stack frame, line) of each call in an exception's traceback, the outermost first."""
    trace = problem.__traceback__
    while trace:
        yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next
