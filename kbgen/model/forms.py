"""Where surveys and feedback are sent: the option `forms`, and the conventions of form services."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationInfo,
    WithJsonSchema,
)

from kbgen.model.email import is_email
from kbgen.model.finding import HintedError, did_you_mean
from kbgen.model.message import msg


@dataclass(frozen=True)
class Service:
    """The conventions of a form service, from its documentation.

    `action` and `script` contain `{id}`, the value of `endpoint:`. `thanks`, `subject` and `key`
    name the fields for the address to continue at, the subject line and the id.
    """

    action: str
    shape: str
    example: str
    script: str = ""
    """The address to which a script posts; "" for `action`."""
    key: str = ""
    honeypot: str = "_gotcha"
    is_checkbox: bool = False
    """Whether the honeypot is a checkbox instead of a text field."""
    thanks: str = ""
    subject: str = ""
    fixed: tuple[tuple[str, str], ...] = ()
    also: tuple[str, ...] = ()
    """Further origins through which the service redirects a browser back to the site."""


# All of these take a form-encoded POST, let scripts of other sites post (CORS) and answer them
# in JSON if they send `Accept: application/json`.
SERVICES: Mapping[str, Service] = {
    "formspree": Service(
        action="https://formspree.io/f/{id}",
        shape=r"[A-Za-z0-9]{6,24}",
        example="xyzabcde",
        thanks="_next",
        subject="_subject",
    ),
    "basin": Service(
        action="https://usebasin.com/f/{id}", shape=r"[A-Za-z0-9]{8,40}", example="0a1b2c3d4e5f"
    ),
    "formcarry": Service(
        action="https://formcarry.com/s/{id}", shape=r"[A-Za-z0-9_-]{6,24}", example="Ab1cD2eF3gH"
    ),
    "web3forms": Service(
        action="https://api.web3forms.com/submit",
        shape=r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
        example="00000000-1111-2222-3333-444444444444",
        key="access_key",
        honeypot="botcheck",
        is_checkbox=True,
        thanks="redirect",
        subject="subject",
        also=("https://web3forms.com",),
    ),
    "staticforms": Service(
        action="https://api.staticforms.xyz/submit",
        shape=r"[A-Za-z0-9_-]{8,80}",
        example="sf_0a1b2c3d4e5f",
        key="apiKey",
        honeypot="honeypot",
        thanks="redirectTo",
        subject="subject",
    ),
    "formsubmit": Service(
        action="https://formsubmit.co/{id}",
        shape=r"[0-9a-f]{32}|[^\s@/?#%]+@[^\s@/?#%]+\.[^\s@/?#%]+",
        example="0123456789abcdef0123456789abcdef",
        script="https://formsubmit.co/ajax/{id}",
        honeypot="_honey",
        thanks="_next",
        subject="_subject",
        # The service's own captcha would be a page in English.
        fixed=(("_captcha", "false"), ("_template", "table")),
    ),
}
OWN = Service(action="{id}", shape="", example="", thanks="next", subject="subject")
"""The company's own endpoint, with kbgen's field names."""
NETLIFY = Service(action="", shape="", example="", honeypot="bot-field", subject="subject")
MAIL = Service(action="", shape="", example="")
NAMES = ("mail", "url", "netlify", *SERVICES)

FIELDS = ("form", "submission", "page", "language", "branch")
"""The fields that every submission has beside its questions."""

THANKS = "thanks"
"""The id of the page that a browser without JavaScript shows after it has sent a form."""

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9a-f:]+")
_ADDRESS = re.compile(r"[!#$%&()*+,\-./:;=?@\[\]_~A-Za-z0-9]+")
_LOCAL = ("localhost", "127.0.0.1", "::1")


def _service(given: Any) -> str:
    if isinstance(given, str) and given in NAMES:
        return given
    hint = did_you_mean(str(given), NAMES) or msg("write one of %(names)s", names=", ".join(NAMES))
    raise HintedError(msg("unknown service '%(written)s'", written=str(given)), hint)


def _subject(given: Any) -> str:
    if given is None or (isinstance(given, str) and "\n" not in given):
        return given or ""
    what = msg("'%(written)s' is no subject", written=str(given))
    raise HintedError(what, msg("write one line of text"))


def _endpoint(given: Any, info: ValidationInfo) -> str:
    """Validate the value of `endpoint:` for its service, which is validated before."""
    service = info.data.get("service")
    endpoint = "" if given is None else str(given).strip()
    if service is None:
        return endpoint  # the service is invalid, which is an error of its own
    if service == "mail":
        return _mail(endpoint)
    if service == "url":
        return _url(endpoint)
    if service == "netlify":
        if endpoint:
            raise HintedError(msg("Netlify takes the forms of its own sites"), msg("leave it out"))
        return ""
    preset = SERVICES[service]
    before = preset.action.partition("{id}")[0]
    id_ = endpoint if preset.key else endpoint.removeprefix(before).strip("/")
    missing, wrong = _OF_KEY if preset.key else _OF_ID
    if not id_:
        hint = msg("write endpoint: %(example)s", example=preset.example)
        raise HintedError(missing.filled(service=service), hint)
    if not re.fullmatch(preset.shape, id_):
        hint = msg("write one like %(example)s", example=preset.example)
        raise HintedError(wrong.filled(service=service, written=endpoint), hint)
    return id_


_OF_KEY = (
    msg("%(service)s needs the access key"),
    msg("'%(written)s' is no access key at %(service)s"),
)
_OF_ID = (
    msg("%(service)s needs the id of your form"),
    msg("'%(written)s' is no id of your form at %(service)s"),
)


def _mail(endpoint: str) -> str:
    address = endpoint.removeprefix("mailto:")
    if address and not is_email(address):
        raise HintedError(
            msg("'%(written)s' is no e-mail address", written=endpoint),
            msg(
                "write one, as care@example.com, or name a service: url to post to an address of "
                "your own"
            ),
        )
    return address


def _url(endpoint: str) -> str:
    example = "https://example.com/answers"
    if not endpoint:
        raise HintedError(
            msg("it must say where answers are posted"),
            msg("write endpoint: %(example)s", example=example),
        )
    try:
        parts = urlsplit(endpoint)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    one_like = msg("write one like %(example)s", example=example)
    if not _HOST.fullmatch(host or "") or not _ADDRESS.fullmatch(endpoint):
        raise HintedError(msg("'%(written)s' is no address", written=endpoint), one_like)
    if parts.username is not None or parts.fragment:
        what = msg(
            "'%(address)s' holds a password or a #part, and every reader would see it",
            address=endpoint,
        )
        raise HintedError(what, one_like)
    if parts.scheme == "https" or (parts.scheme == "http" and host in _LOCAL):
        return endpoint
    if parts.scheme == "http":
        safe = "https" + endpoint.removeprefix("http")
        raise HintedError(
            msg("'%(address)s' would send answers where others can read them", address=endpoint),
            msg("write %(address)s (http is for localhost only)", address=safe),
        )
    raise HintedError(msg("'%(written)s' is no https address", written=endpoint), one_like)


class Forms(BaseModel):
    """Where answers go. `endpoint` is an id, an address or, for mail, empty: the site's contact."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    service: Annotated[str, BeforeValidator(_service), WithJsonSchema({"enum": [*NAMES]})] = Field(
        "mail", description="The service that receives what readers send.", examples=["url"]
    )
    endpoint: Annotated[
        str,
        BeforeValidator(_endpoint),
        WithJsonSchema({"type": ["string", "null"]}),
    ] = Field(
        "",
        validate_default=True,
        description="What the service calls the form: an id, an access key, or an address.",
        examples=["https://example.com/answers"],
    )
    feedback: StrictBool = Field(
        True, description="Whether pages ask if they were helpful.", examples=[True]
    )
    fetch: StrictBool = Field(
        True,
        description="Whether a script sends the form, so that the reader stays on the page.",
        examples=[True],
    )
    subject: Annotated[
        str, BeforeValidator(_subject), WithJsonSchema({"type": ["string", "null"]})
    ] = Field(
        "",
        description="The first words of a subject line. By default the site's name.",
        examples=["Help"],
    )

    @property
    def is_mail(self) -> bool:
        return self.service == "mail"

    @property
    def is_netlify(self) -> bool:
        return self.service == "netlify"

    @property
    def preset(self) -> Service:
        return {"mail": MAIL, "url": OWN, "netlify": NETLIFY}.get(self.service) or SERVICES[
            self.service
        ]

    @property
    def action(self) -> str:
        return self.preset.action.replace("{id}", self.endpoint)

    @property
    def script(self) -> str:
        """Return the address to which a script posts; "" if the browser submits the form itself."""
        if not self.fetch:
            return ""
        return self.preset.script.replace("{id}", self.endpoint) or self.action

    @property
    def connect_sources(self) -> tuple[str, ...]:
        """Return the sources that the policy's `connect-src` needs beside 'self'."""
        return (_origin(self.script),) if self.script else ()

    @property
    def form_sources(self) -> tuple[str, ...]:
        """Return the sources that `form-action` needs; browsers apply it to redirects, too."""
        if self.is_mail:
            return ("mailto:",)
        return (_origin(self.action), *self.preset.also) if self.action else ()


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
