"""A language model behind a server: what it is asked, and all that can go wrong."""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from kbgen.judge.chat import ChatJudge
from kbgen.judge.question import JudgeAnswer, JudgeError, Question
from kbgen.model.judge import JudgeOption
from tests.judge.stub import Reply, Respond, completion, failure, serving, verdict

KEY = "sk-abc-123"
PAIR = Question("ur a:1", "en", "Wait 5 days.", "ur", "پانچ دن انتظار کریں۔", ("the number",))


def judge(url: str, timeout: float = 30, **more: Any) -> JudgeOption:
    return JudgeOption(url=url, model="reader-7b", timeout=timeout, **more)


def ask(
    respond: Respond | Reply, count: int = 1, timeout: float = 30, key: str = ""
) -> tuple[list[JudgeAnswer], str, list[dict[str, Any]], list[float]]:
    """Return the answers, why the judge gave up, what the server received, and what was waited."""
    waits: list[float] = []
    option = {"key_env": "JUDGE_KEY"} if key else {}
    with serving(respond) as server:
        one = ChatJudge(judge(server.url, timeout, **option), key, waits.append)
        answers, end = collect(one, [PAIR] * count)
        return answers, end, server.received, waits


def collect(one: ChatJudge, questions: Sequence[Question]) -> tuple[list[JudgeAnswer], str]:
    answers = []
    try:
        for answer in one.ask(questions):
            answers.append(answer)
    except JudgeError as problem:
        return answers, str(problem)
    return answers, ""


def test_a_model_is_asked_about_a_pair_of_texts() -> None:
    with serving(verdict("different", "the Urdu says six")) as server:
        answers, _ = collect(ChatJudge(judge(server.url), KEY), [PAIR])
        [request], [headers] = server.received, server.headers
        [asked] = server.asked()
    assert answers[0].opinion == ("different", "the Urdu says six")
    assert request["path"] == "/v1/chat/completions"
    assert request["model"] == "reader-7b" and request["stream"] is False
    assert headers["Authorization"] == f"Bearer {KEY}"
    schema = request["response_format"]["json_schema"]["schema"]
    assert schema["properties"]["verdict"]["enum"] == ["same", "different", "unsure"]
    assert asked["source"] == "Wait 5 days." and asked["source_lang"] == "English (en)"
    assert asked["translation"] == PAIR.translation and asked["doubts"] == ["the number"]


def test_without_a_key_none_is_sent() -> None:
    with serving(verdict("same")) as server:
        collect(ChatJudge(judge(server.url)), [PAIR])
        assert "Authorization" not in server.headers[0]


@pytest.mark.parametrize(
    "text",
    [
        '{"verdict": "same", "reason": "equal"}',
        '```json\n{"verdict": "same", "reason": "equal"}\n```',
        'Sure! {"verdict": "Same", "reason": "equal"} I hope this helps {you}.',
        '<think>{"verdict": "different", "reason": "?"}</think>{"verdict": "same", "reason": "equal"}',
        'First I thought {"verdict": "unsure"}. Now: {"verdict": "same", "reason": "equal"}',
        '{"verdict": "same", "reason": "equal\\u001b[2J\\u202e"}',
    ],
)
def test_the_answer_is_found_in_what_a_model_writes(text: str) -> None:
    [answer], _, _, _ = ask(completion(text))
    assert answer.opinion and answer.opinion.verdict == "same"
    assert answer.opinion.reason.removesuffix("[2J") == "equal"


WITHOUT_OPINION = {
    "no JSON at all": (Reply(b"<html>Welcome to nginx</html>"), "'<html>Welcome"),
    "another JSON": (Reply(b'{"models": []}'), "no chat completion"),
    "a list": (Reply(b"[1]"), "no chat completion"),
    "null": (Reply(b'{"choices": null}'), "no chat completion"),
    "no choice": (Reply(b'{"choices": []}'), "no chat completion"),
    "deep JSON": (Reply(b"[" * 100_000), "no chat completion"),
    "not UTF-8": (Reply(b'{"choices": "\xff"}'), "no chat completion"),
    "an empty answer": (completion(""), "its answer is empty"),
    "no text": (completion(None), "its answer is empty"),
    "prose": (completion("They are the same."), "no JSON object"),
    "half an object": (completion('{"verdict": "sa', finish_reason="length"), "cut off"),
    "another verdict": (completion('{"verdict": "maybe"}'), "its verdict is 'maybe'"),
    "no verdict": (completion('{"reason": "x"}'), "its verdict is 'None'"),
    "a verdict of another type": (completion('{"verdict": ["same"]}'), "its verdict is"),
    "a refusal": (completion({"content": None, "refusal": "I can not"}), "it refuses: I can not"),
    "a filter": (completion("", finish_reason="content_filter"), "its filter refuses"),
    "a body that breaks off": (Reply(b"{", headers={"Content-Length": "99"}), "broke"),
    "a huge body": (Reply(b" " * 3_000_000), "more than 1 MB"),
    "an error of the server": (failure(502, "bad gateway"), "502: bad gateway"),
    "too long a text": (failure(413, "too long"), "413: too long"),
}


@pytest.mark.parametrize("name", WITHOUT_OPINION)
def test_what_is_no_answer_is_told_and_the_next_text_is_asked(name: str) -> None:
    reply, words = WITHOUT_OPINION[name]
    replies = iter([reply, verdict("same")])
    answers, end, _, _ = ask(lambda _: next(replies), count=2)
    assert end == ""
    assert answers[0].opinion is None and words in answers[0].problem
    assert answers[1].opinion == ("same", "as it is")


GIVEN_UP = {
    "a refused key": (failure(401, f"wrong key {KEY}"), "it refuses the key in JUDGE_KEY (401: wrong key …)"),
    "no such model": (failure(404, "model 'reader-7b' not found"), "model 'reader-7b' not found"),
    "another host": (failure(307, Location="http://evil.example/v1"), "redirects to evil.example"),
    "another host, for good": (failure(301, Location="https://evil.example/"), "redirects to evil.example"),
    "another address of the same host": (failure(302, Location="/login"), "and nothing was sent there"),
    "a long wait": (failure(429, Retry_After="3600"), "asks to wait 3600 s"),
}  # fmt: skip


@pytest.mark.parametrize("name", GIVEN_UP)
def test_where_no_answer_can_come_one_request_is_sent(name: str) -> None:
    reply, words = GIVEN_UP[name]
    answers, end, received, _ = ask(reply, count=5, key=KEY)
    assert answers == [] and words in end and KEY not in end
    assert len(received) == 1


def test_a_server_without_a_key_that_wants_one() -> None:
    _, end, _, _ = ask(failure(401))
    assert "a request without a key (401)" in end and "key_env" in end


def test_after_three_failures_in_a_row_no_more_is_sent() -> None:
    answers, end, received, _ = ask(completion("no"), count=9)
    assert len(received) == len(answers) == 3
    assert end.startswith("3 texts in a row without an answer, the last because it answered 'no'")


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    replies = iter(
        [
            failure(429, Retry_After="7"),
            failure(503, Retry_After=later),
            failure(429),
            verdict("same"),
        ]
    )
    [answer], end, _, waits = ask(lambda _: next(replies))
    assert answer.opinion == ("same", "as it is") and end == ""
    assert waits[0] == 7 and 25 < waits[1] <= 30 and waits[2] == 4


def test_a_server_that_stays_busy_is_left_alone() -> None:
    answers, end, received, _ = ask(failure(429, "slow down", Retry_After="0"), count=9)
    assert answers == [] and "it is busy (429: slow down)" in end
    assert len(received) == 4


def test_a_server_that_knows_no_schema_is_asked_without() -> None:
    def respond(data: dict[str, Any]) -> Reply:
        if "response_format" in data:
            return failure(400, "unknown field response_format")
        return verdict("same")

    answers, _, received, _ = ask(respond, count=3)
    assert [one.opinion for one in answers] == [("same", "as it is")] * 3
    assert ["response_format" in one for one in received] == [True, False, False, False]


def test_a_model_with_one_temperature_is_asked_without() -> None:
    respond = lambda data: failure(400) if "temperature" in data else verdict("same")  # noqa: E731
    [answer], _, _, _ = ask(respond)
    assert answer.opinion


def test_a_request_that_is_refused_in_every_form_tells_the_first_reason() -> None:
    replies = iter([failure(400, "first"), failure(400, "second"), failure(400, "third")])
    [answer], _, _, _ = ask(lambda _: next(replies))
    assert answer.problem == "it refuses the request (400: first)"


@pytest.mark.parametrize(
    "reply", [Reply(None), Reply(b"{", headers={"Content-Length": "99999"}, drips=True)]
)
def test_a_slow_server_is_not_waited_for(reply: Reply) -> None:
    answers, end, _, _ = ask(reply, count=2, timeout=0.05)
    assert [one.problem for one in answers] == ["there was no answer within 0.05 s"] * 2
    assert end == ""


def test_nothing_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    answers, end = collect(ChatJudge(judge(f"http://127.0.0.1:{port}/v1")), [PAIR, PAIR])
    assert answers == [] and f"nothing listens at 127.0.0.1:{port}" in end


def test_no_such_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)  # some networks answer late
    _, end = collect(ChatJudge(judge("http://judge.invalid/v1")), [PAIR])
    assert "there is no host judge.invalid" in end


def test_a_proxy_of_the_environment_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(verdict("different")) as proxy, serving(verdict("same")) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.server_port}")
        monkeypatch.setenv("no_proxy", "")
        [answer], _ = collect(ChatJudge(judge(server.url)), [PAIR])
        assert answer.opinion and answer.opinion.verdict == "same"
        assert proxy.received == []


@pytest.mark.parametrize("key", ["a\nb", "schlüssel", "a b"])
def test_a_key_that_cannot_be_sent_is_not_shown(key: str) -> None:
    with pytest.raises(JudgeError) as problem:
        ChatJudge(judge("http://localhost:1/v1", key_env="JUDGE_KEY"), key)
    assert "JUDGE_KEY" in str(problem.value) and key not in str(problem.value)


def test_an_address_may_be_that_of_the_requests() -> None:
    with serving(verdict("same")) as server:
        collect(ChatJudge(judge(f"{server.url}/chat/completions")), [PAIR])
        assert server.received[0]["path"] == "/v1/chat/completions"


def test_what_is_sent_is_utf8() -> None:
    with serving(verdict("same")) as server:
        collect(ChatJudge(judge(server.url)), [PAIR])
        assert PAIR.translation in json.dumps(server.asked(), ensure_ascii=False)
