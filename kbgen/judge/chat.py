"""A judge that is a language model behind a server with OpenAI's chat completions.

llama.cpp, Ollama, vLLM and others serve this form; what they leave out of it is left out here, too.
"""

from __future__ import annotations

import json
import re
import socket
import ssl
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, IncompleteRead
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from kbgen.judge.prompt import FORM, messages, read_reply
from kbgen.judge.question import (
    AnswerError,
    JudgeAnswer,
    JudgeError,
    Opinion,
    Question,
    plain,
    quoted,
)
from kbgen.model.judge import JudgeOption

_LARGEST = 1024 * 1024
"""The most bytes of an answer."""
_AT_ONCE = 64 * 1024
_MOST_FAILURES = 3
"""The number of questions in a row without an answer, after which no more are sent."""
_MOST_TRIES = 4
_LONGEST_WAIT = 120.0
"""The most seconds that a server may ask to wait."""
_BUSY = (429, 503)
_UNKNOWN_FORM = (400, 415, 422, 500, 501)
"""What servers answer to a request with a part that they do not know."""
_SCHEMA = {
    "type": "json_schema",
    "json_schema": {"name": "verdict", "strict": True, "schema": FORM},
}
_FORMS: tuple[Mapping[str, Any], ...] = (
    {"temperature": 0, "response_format": _SCHEMA},
    {"temperature": 0},
    {},  # some models have one temperature alone
)
"""What a request asks for, if the server takes it: the best first."""


class ChatJudge:
    """Asks a server about one pair of texts after the other.

    `sleep` waits for a server that is busy. Raises JudgeError for a key that cannot be sent.
    """

    def __init__(
        self, judge: JudgeOption, key: str = "", sleep: Callable[[float], None] = time.sleep
    ) -> None:
        if re.search(r"[^!-~]", key):  # an exception of the library would show it
            raise JudgeError(f"what {judge.key_env} holds has characters that no key has")
        self._judge, self._key, self._sleep = judge, key, sleep
        self._url = judge.address
        if not self._url.endswith("/chat/completions"):
            self._url += "/chat/completions"
        self._forms = _FORMS
        self._opener = _opener()

    def ask(self, questions: Sequence[Question]) -> Generator[JudgeAnswer, None, None]:
        failures = 0
        for question in questions:
            try:
                yield JudgeAnswer(question, self._opinion(question))
                failures = 0
            except AnswerError as problem:
                yield JudgeAnswer(question, None, str(problem))
                failures += 1
                if failures == _MOST_FAILURES:
                    what = f"{failures} texts in a row without an answer"
                    raise JudgeError(f"{what}, the last because {problem}") from problem

    def _opinion(self, question: Question) -> Opinion:
        """Return an opinion. Raises AnswerError, JudgeError."""
        chat = {"model": self._judge.model, "messages": messages(question), "stream": False}
        refusal = ""
        for number, form in enumerate(self._forms):
            try:
                body = self._post({**chat, **form})
            except _UnknownFormError as problem:
                refusal = refusal or str(problem)
                continue
            self._forms = self._forms[number:]
            return _opinion_in(body)
        raise AnswerError(refusal)

    def _post(self, data: Mapping[str, Any]) -> bytes:
        """Return the body of the answer; wait and ask again where the server asks for it."""
        for number in range(_MOST_TRIES):
            try:
                return self._post_once(data)
            except HTTPError as problem:
                with problem:
                    self._refuse(problem, number)
        raise AssertionError("the last refusal raises")

    def _post_once(self, data: Mapping[str, Any]) -> bytes:
        body = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
        request = Request(self._url, body, {"Content-Type": "application/json"})
        if self._key:
            request.add_unredirected_header("Authorization", f"Bearer {self._key}")
        due = time.monotonic() + self._judge.timeout
        try:
            with self._opener.open(request, timeout=self._judge.timeout) as response:
                return _read(response, due)
        except HTTPError:
            raise
        except URLError as problem:
            raise self._unreachable(problem.reason) from problem
        except (OSError, HTTPException) as problem:
            raise self._unreachable(problem) from problem

    def _unreachable(self, reason: object) -> Exception:
        host = urlsplit(self._url).netloc
        match reason:
            case TimeoutError():
                return AnswerError(f"there was no answer within {self._judge.timeout:g} s")
            case ConnectionRefusedError():
                return JudgeError(f"nothing listens at {host}; start the server, or correct url")
            case socket.gaierror():
                return JudgeError(f"there is no host {host}; correct url")
            case ssl.SSLError():
                return JudgeError(f"{host} is not trusted: {plain(str(reason))}")
            case OSError() if reason.errno is not None:
                return AnswerError(f"the connection broke: {plain(reason.strerror or str(reason))}")
        return AnswerError("the connection broke before the answer was complete")

    def _refuse(self, problem: HTTPError, number: int) -> None:
        """Wait if the server is busy; else raise what its refusal means."""
        status = problem.code
        words = self._words_of(problem)
        if 300 <= status < 400:
            target = urlsplit(problem.headers.get("Location", "")).netloc or "elsewhere"
            what = f"it redirects to {plain(target)}, and nothing was sent there"
            raise JudgeError(f"{what}; if that is your judge, write its address as url")
        if status in _BUSY and number + 1 < _MOST_TRIES:
            asked = _seconds(problem.headers.get("Retry-After"))
            wait = float(2**number) if asked is None else asked
            if wait > _LONGEST_WAIT:
                raise JudgeError(f"it asks to wait {wait:.0f} s; run this again later")
            self._sleep(wait)
            return
        if status in (401, 403):
            key = f"the key in {self._judge.key_env}" if self._key else "a request without a key"
            hint = "" if self._key else "; name the variable that holds one: key_env"
            raise JudgeError(f"it refuses {key} ({status}{words}){hint}")
        if status in (404, 405):
            raise JudgeError(f"it has no such address or model ({status}{words})")
        if status in _BUSY:
            raise JudgeError(f"it is busy ({status}{words}); run this again later")
        if status in _UNKNOWN_FORM:
            raise _UnknownFormError(f"it refuses the request ({status}{words})")
        raise AnswerError(f"it answered with an error ({status}{words})")

    def _words_of(self, problem: HTTPError) -> str:
        """Return what the server says about an error, without the key, which some repeat."""
        try:
            body = _read(problem, time.monotonic() + self._judge.timeout)
            data = json.loads(body)
        except (AnswerError, OSError, HTTPException, ValueError, RecursionError):
            return ""
        inner = data.get("error", data) if isinstance(data, dict) else None
        text = inner.get("message") if isinstance(inner, dict) else inner
        if not isinstance(text, str) or not text.strip():
            return ""
        return f": {plain(text.replace(self._key, '…') if self._key else text)}"


class _UnknownFormError(Exception):
    """The server does not know a part of the request."""


class _NoRedirects(HTTPRedirectHandler):
    """Texts and keys go to the address that was agreed to, and nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _opener() -> OpenerDirector:
    # A proxy of the environment would be somebody else who reads the texts.
    return build_opener(ProxyHandler({}), _NoRedirects)


def _read(response: IO[bytes], due: float) -> bytes:
    """Return a body. Raises AnswerError if it is too large, OSError, HTTPException."""
    read = getattr(response, "read1", response.read)
    body = bytearray()
    while part := read(_AT_ONCE):
        body += part
        if len(body) > _LARGEST:
            raise AnswerError(f"its answer has more than {_LARGEST >> 20} MB")
        if time.monotonic() > due:
            raise TimeoutError
    if getattr(response, "length", None):  # the rest of what was announced
        raise IncompleteRead(bytes(body))
    return bytes(body)


def _seconds(given: str | None) -> float | None:
    """Return the seconds of Retry-After, which may be a date; None without one (RFC 9110, 10.2.3).

    >>> _seconds("20"), _seconds("soon"), _seconds(None)
    (20.0, None, None)
    """
    if given is None:
        return None
    if given.strip().isascii() and given.strip().isdigit():
        return float(given)
    with suppress(ValueError):
        until = parsedate_to_datetime(given)
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(0.0, (until - datetime.now(UTC)).total_seconds())
    return None


def _opinion_in(body: bytes) -> Opinion:
    """Return the opinion in a chat completion. Raises AnswerError."""
    try:
        choice = json.loads(body)["choices"][0]
        message, ended = choice["message"], choice.get("finish_reason")
        text, refusal = message.get("content"), message.get("refusal")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as problem:
        text = body[:_AT_ONCE].decode("utf-8", "replace")
        raise AnswerError(f"it answered {quoted(text)}, and no chat completion") from problem
    if isinstance(refusal, str) and refusal:
        raise AnswerError(f"it refuses: {plain(refusal)}")
    if ended == "content_filter":
        raise AnswerError("its filter refuses this text")
    if not isinstance(text, str) or not text.strip():
        raise AnswerError("its answer is empty")
    try:
        return read_reply(text)
    except AnswerError as problem:
        if ended == "length":
            raise AnswerError("its answer was cut off") from problem
        raise
