"""Explains the errors of buckets' libraries: what is wrong, and what to do."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from kbgen.publish.errors import PublishError, TransientError

LOG_IN = (
    "log in as your provider's own tools do, or set its variables (AWS_PROFILE; "
    "GOOGLE_APPLICATION_CREDENTIALS; AZURE_STORAGE_CONNECTION_STRING)"
)
_AGAIN = "check the name and the network, then publish again: it goes on where it stopped"


@dataclass(frozen=True)
class Reason:
    """A kind of failure: `marks` are parts of an error's name, message or code that tell of it."""

    marks: tuple[str, ...]
    what: str
    hint: str
    is_passing: bool = False


_FULL = Reason(
    ("Quota", "quota", "InsufficientStorage", "Insufficient Storage", "StorageFull"),
    "no room there",
    "make room or raise the quota",
)
_REFUSED = Reason(
    ("PermissionError", "Forbidden", "AccessDenied", "Anonymous caller", "not authorized"),
    "refused",
    "check the credentials, and that they may read, write, list and delete there",
)
_NAMELESS = Reason(
    ("InvalidBucketName", "resource name contains invalid", "Invalid bucket name"),
    "no name of a bucket or container",
    "mend the name",
)
_MISSING = Reason(
    ("FileNotFoundError", "NoSuchBucket", "ContainerNotFound", "bucket does not exist"),
    "no such bucket or container",
    "make it first, or mend the name",
)
_BUSY = Reason(("ServerBusy", "SlowDown", "reduce your request rate"), "too busy", _AGAIN, True)
_NO_ANSWER = Reason(
    ("Timeout", "Connection", "ServerDisconnected", "Payload", "IncompleteRead", "ConnectError"),
    "no answer",
    _AGAIN,
    True,
)
_REASONS = (
    _FULL,
    Reason(("RequestTimeTooSkewed",), "this machine's clock is wrong", "set it, and try again"),
    Reason(
        (
            "PermanentRedirect",
            "Moved Permanently",
            "AuthorizationHeaderMalformed",
            "LocationConstr",
        ),
        "the bucket is in another region",
        "name that in AWS_DEFAULT_REGION",
    ),
    Reason(
        (
            *("InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken"),
            *("failed to authenticate", "AuthenticationError", "Invalid Credentials"),
            *("Credential", "GoogleAuthError", "RefreshError", "Connection string"),
        ),
        "no valid credentials",
        LOG_IN,
    ),
    _REFUSED,
    _NAMELESS,
    _MISSING,
    Reason(
        ("DNSError", "gaierror", "Name or service not known", "nodename nor servname"),
        "no such host, or no network",
        "mend the name, or go online",
    ),
    _BUSY,
)
_PASSING = {errno.EBUSY, errno.EAGAIN, errno.ETIMEDOUT, errno.ECONNRESET, errno.EPIPE, errno.EIO}
_PASSING |= {getattr(errno, "EREMOTEIO", errno.EIO)}
_STATUSES = {401: _REFUSED, 403: _REFUSED, 404: _MISSING, 408: _NO_ANSWER, 429: _BUSY, 507: _FULL}
_LONGEST = 160
"""Of a library's message; some hold a whole document."""
_PREFIX = re.compile(
    r"^\[Errno -?\d+\] |An error occurred \((?=\w+\))| when calling the \w+ operation"
)


def explained(problem: Exception) -> PublishError:
    """Return an error that says what is wrong, and what to do; the caller says where."""
    reason = _reason(problem)
    text = _shown(problem)
    if not reason:
        return PublishError(f"{text}; see what your provider says of it")
    kind = TransientError if reason.is_passing else PublishError
    return kind(f"{reason.what} ({text}); {reason.hint}")


def _reason(problem: Exception) -> Reason | None:
    chain = [*_chain(problem)]
    text = "\n".join(f"{type(one).__name__} {one} {_code(one)}" for one in chain)
    for reason in _REASONS:
        if any(mark in text for mark in reason.marks):
            return reason
    for status in filter(None, map(_status, chain)):
        if status in _STATUSES or 500 <= status < 600:
            return _STATUSES.get(status, _NO_ANSWER)
    is_passing = isinstance(problem, (ConnectionError, TimeoutError))
    is_passing |= isinstance(problem, OSError) and problem.errno in _PASSING
    names = " ".join(type(one).__name__ for one in chain)
    return _NO_ANSWER if is_passing or any(mark in names for mark in _NO_ANSWER.marks) else None


def _chain(problem: BaseException) -> Iterator[BaseException]:
    """Yield an error and those that it was made of."""
    seen: set[int] = set()
    one: BaseException | None = problem
    while one and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__


def _code(problem: BaseException) -> str:
    return str(getattr(problem, "error_code", "") or "")


def _status(problem: BaseException) -> int:
    """Return the HTTP status of an answer that an error tells of; 0 if it tells of none."""
    for name in ("status_code", "code", "status"):
        if isinstance(status := getattr(problem, name, None), int):
            return status
    return 0


def _shown(problem: Exception) -> str:
    """Return the first line of a message that is none of requests and numbers."""
    lines = _PREFIX.sub("", str(problem)).replace("):", ":", 1).strip().splitlines()
    lines = [line for line in lines if "://" not in line] or lines or [type(problem).__name__]
    return shorten(lines[0], _LONGEST, placeholder=" …")
