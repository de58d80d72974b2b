"""What an exception of a theme's template, or of an extension of Markdown, comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import FrameType

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
    for frame, number in _frames(problem):
        is_own = frame.f_code.co_filename.endswith((".html", ".xml"))
        if is_own:
            file, line = frame.f_code.co_filename, number
    if file and (is_own or isinstance(problem, TemplateError)):
        return TemplateSyntaxError(str(problem), line, filename=file)
    return problem


def failed_extension(problem: Exception, names: Iterable[object]) -> str:
    """Return which of these extensions of Markdown an exception comes from; "" if from none."""
    modules = {str(frame.f_globals.get("__name__")) for frame, _ in _frames(problem)}
    found = (name for name in names if isinstance(name, str) and name in modules)
    return next(found, "")


def _frames(problem: Exception) -> Iterator[tuple[FrameType, int]]:
    trace = problem.__traceback__
    while trace:
        yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next
