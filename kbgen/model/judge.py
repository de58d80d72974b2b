"""The options of the judge in mkdocs.yml: a program or a model that reads translations."""

from __future__ import annotations

import re
import shlex
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kbgen.model.finding import HintedError
from kbgen.model.front_matter import Line
from kbgen.model.message import msg

_EXAMPLE = "http://localhost:8080/v1"


def _address(given: Any) -> Any:
    if not isinstance(given, str):
        return given
    try:
        parts = urlsplit(given.strip())
        is_address = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number, a bracket that is not closed
        is_address = False
    if not is_address or re.search(r"[^!-~]", given.strip()):
        raise HintedError(
            msg("'%(written)s' is no web address", written=str(given)),
            msg("write one such as %(example)s", example=_EXAMPLE),
        )
    if parts.username is not None or parts.query or parts.fragment:
        hint = msg("put the key into an environment variable, and name it: key_env: JUDGE_KEY")
        raise HintedError(msg("an address with a name, a password or a query is not taken"), hint)
    return given.strip().rstrip("/")


def _variable(given: Any) -> Any:
    if isinstance(given, str) and not re.fullmatch(r"[A-Za-z_]\w*", given.strip(), re.A):
        # What stands here may be the key itself: it is not repeated.
        hint = msg("write the variable's name, never the key itself: key_env: JUDGE_KEY")
        raise HintedError(msg("this is no name of an environment variable"), hint)
    return given


class JudgeOption(BaseModel):
    """Who is asked, about what, and for how long; either `command` or `url` is given."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    command: tuple[Line, ...] = Field(
        (),
        description="A program of yours and its arguments; it is run in the folder of mkdocs.yml.",
        examples=[["python", "judge.py"]],
    )
    url: Annotated[Line, BeforeValidator(_address)] | None = Field(
        None,
        description="Address of a server with OpenAI's chat completions: llama.cpp, Ollama, vLLM.",
        examples=[_EXAMPLE],
    )
    model: Line | None = Field(
        None, description="The model that the server is to use.", examples=["qwen3-32b"]
    )
    key_env: Annotated[Line, BeforeValidator(_variable)] | None = Field(
        None,
        description="Environment variable that holds the server's key, if it wants one.",
        examples=["JUDGE_KEY"],
    )
    timeout: float = Field(
        60, gt=0, le=3600, strict=True, description="Seconds to wait for an answer.", examples=[120]
    )
    languages: tuple[Line, ...] = Field(
        (),
        description="Languages whose translations are judged. By default all.",
        examples=[["ur"]],
    )
    texts: Literal["all", "doubts"] = Field(
        "all",
        description="Whether all texts are judged, those in doubt first, or these alone.",
        examples=["doubts"],
    )
    most: int = Field(
        200, ge=1, strict=True, description="The most texts that one run sends.", examples=[50]
    )

    @model_validator(mode="after")
    def _check_who(self) -> JudgeOption:
        if bool(self.command) == bool(self.url):
            hint = msg("write one of them: {url: %(example)s, model: qwen3-32b}", example=_EXAMPLE)
            raise HintedError(msg("a judge needs either a command or a url"), hint)
        if self.url and not self.model:
            raise HintedError(
                msg("a url needs a model"), msg("name the one that the server is to use")
            )
        if self.command and (self.model or self.key_env):
            hint = msg("give a command its model as an argument, and its key in the environment")
            raise HintedError(msg("model and key_env go with a url"), hint)
        return self

    @property
    def address(self) -> str:
        """Return where texts are sent to, as people read it."""
        return self.url or shlex.join(self.command)

    @property
    def identity(self) -> tuple[str, ...]:
        """Return what tells this judge from others: whose answers are remembered."""
        return (f"model {self.model}",) if self.url else ("command", *self.command)
