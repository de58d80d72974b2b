"""Severities that hold in some places only: pages by path, language and kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)

from kbgen.model.finding import HintedError
from kbgen.model.front_matter import Words
from kbgen.model.message import msg

SEVERITIES = ("error", "warning", "off")
SEVERITY_SCHEMA = {"enum": [*SEVERITIES, False]}  # YAML 1.1 reads off as false
_GLOB = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_PARTS = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def as_code(given: str) -> str:
    """Return the code of a finding. Raises HintedError for anything else."""
    if re.fullmatch(r"KB\d{3}", given):
        return given
    what = msg("'%(written)s' is no code of a finding", written=given)
    raise HintedError(what, msg("write one such as KB461"))


def as_severity(given: Any) -> str:
    """Return error, warning or off. Raises HintedError for anything else."""
    read = "off" if given is False else given
    if read in SEVERITIES:
        return str(read)
    hint = msg("write error, warning or off: KB461: off, or KB461: {policy: warning}")
    raise HintedError(msg("'%(written)s' is no severity", written=str(given)), hint)


def _severities(given: Any) -> Any:
    if isinstance(given, Mapping) and given:
        return given
    raise HintedError(msg("must be severities by code"), msg("write severities: {KB421: off}"))


class Override(BaseModel):
    """Severities of findings in the files that fit `path`, `lang` and `kind`, those that are given.

    The later of two that fit a finding counts, and before all of them what stands by itself.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    path: Words = Field(
        (),
        description="Files and folders, from the project's folder, the content folder or a "
        "language's; `*` is any name, `**` any path.",
        examples=["blog/**"],
    )
    lang: Words = Field((), description="Languages.", examples=["de"])
    kind: Words = Field((), description="Kinds of page.", examples=["policy"])
    severities: Annotated[
        Mapping[
            Annotated[str, AfterValidator(as_code)],
            Annotated[str, PlainValidator(as_severity), WithJsonSchema(SEVERITY_SCHEMA)],
        ],
        BeforeValidator(_severities),
    ] = Field(description="Code of a finding → error, warning or off.", examples=[{"KB421": "off"}])

    @model_validator(mode="after")
    def _has_place(self) -> Override:
        if self.path or self.lang or self.kind:
            return self
        hint = msg("add path, lang or kind, or write the severities below checks itself")
        raise HintedError(msg("this says of no file where it holds"), hint)

    def fits(self, names: Iterable[str], lang: str, kind: str) -> bool:
        """Tell whether it holds in a file; `names` are its paths, "" stands for none."""
        return (
            (not self.lang or lang in self.lang)
            and (not self.kind or kind in self.kind)
            and (not self.path or fits_path(self.path, names))
        )


def fits_path(globs: Iterable[str], names: Iterable[str]) -> bool:
    """Tell whether one of these paths is, or lies below, what one of the globs names.

    >>> fits_path(["blog/**"], ["blog/2024/a.md"]), fits_path(["blog"], ["blogs/a.md"])
    (True, False)
    """
    known = [*names]
    return any(_pattern(glob).fullmatch(name) for glob in globs for name in known)


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    parts = _GLOB.findall(glob.strip("/").removeprefix("./"))
    return re.compile("".join(_PARTS.get(part) or re.escape(part) for part in parts) + "(?:/.*)?")
