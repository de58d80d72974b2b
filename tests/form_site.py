"""A site with a survey and a FAQ in four languages, and servers: one for it, one for answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

from tests.sites import CONFIG

LANGS = {"en": "", "ur": "ur/", "ar": "ar/", "hi": "hi/"}

SOURCE = """\
questions:
  - {id: greeted, type: statement, required: true}
  - {id: overall, type: rating}
  - {id: best, type: open}
  - {id: commend, type: commend}
  - {id: callback, type: callback}
"""
WORDS = {
    "en": (
        "Tell us",
        "I was greeted.",
        "How was it?",
        "What was best?",
        "Whom shall we thank?",
        "Shall we call you?",
    ),
    "ur": (
        "رائے دیں",
        "میرا استقبال کیا گیا۔",
        "تجربہ کیسا رہا؟",
        "کیا اچھا لگا؟",
        "کس کا شکریہ ادا کریں؟",
        "کیا ہم کال کریں؟",
    ),
    "ar": (
        "شاركنا رأيك",
        "لقيت ترحيبًا.",
        "كيف كانت زيارتك؟",
        "ما الذي أعجبك؟",
        "من نشكر؟",
        "هل نتصل بك؟",
    ),
    "hi": (
        "राय दें",
        "मेरा अभिवादन किया गया।",
        "अनुभव कैसा रहा?",
        "क्या अच्छा लगा?",
        "किसे धन्यवाद दें?",
        "क्या हम कॉल करें?",
    ),
}
BRANCH = """\
name: {en: Riyadh, ur: ریاض, ar: الرياض, hi: रियाद}
region: SA
address: {en: King Road 1, ur: شاہراہ 1, ar: طريق الملك 1, hi: किंग रोड 1}
"""


def site_text(forms: str, contact: str = "") -> str:
    """Write the site as tests.sites takes it; `forms` and `contact` are YAML in flow style."""
    options = f"{{forms: {forms}{f', contact: {contact}' if contact else ''}}}"
    text = f"-- mkdocs.yml --\n{CONFIG.replace('- kbgen', f'- kbgen: {options}')}"
    text += f"-- content/branches/riyadh.yml --\n{BRANCH}"
    text += "-- content/facts.yml --\ncare: {email: care@example.com}\n"
    for lang, (title, *words) in WORDS.items():
        keys = ("greeted", "overall", "best", "commend", "callback")
        lines = "".join(f'  {key}: "{word}"\n' for key, word in zip(keys, words, strict=True))
        lines += f'  commend-name: "{title} 1"\n  commend-reason: "{title} 2"\n  callback-phone: "{title} 3"\n'
        source = SOURCE if lang == "en" else ""
        text += f"-- content/{lang}/surveys/visit.md --\n---\ntitle: {title}\n{source}text:\n{lines}---\n{words[0]}\n"
        text += f"-- content/{lang}/faq/pin.md --\n---\ntitle: {title}\n---\n## {words[1]} {{#first}}\n{words[0]}\n\n## {words[2]} {{#second}}\n{words[0]}\n"
        if lang != "en":
            text += f"-- content/{lang}/index.md --\n---\ntitle: {title}\n---\n{words[0]}\n"
    return text


@dataclass
class Answers:
    """What a form service receives, and how it behaves: `mode` is ok, redirect, no or a status."""

    mode: str = "ok"
    posts: list[dict[str, str]] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    url: str = ""
    held: threading.Event = field(default_factory=threading.Event)

    def reset(self) -> None:
        self.mode = "ok"
        self.posts.clear()
        self.types.clear()
        self.held.clear()


def _answers_handler(answers: Answers) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8")
            given = dict(parse_qsl(body, keep_blank_values=True))
            answers.types.append(self.headers["Content-Type"].partition(";")[0])
            if answers.mode == "slow":
                answers.held.wait(10)
            if answers.mode.isdigit():
                self._answer(int(answers.mode), b"no")
                return
            if answers.mode == "no":
                self._answer(200, json.dumps({"success": False}).encode())
                return
            answers.posts.append(given)
            wants_json = "application/json" in self.headers.get("Accept", "")
            if answers.mode == "redirect" or not wants_json:
                self._answer(
                    303, b"", ("Location", given.get("next") or "https://nowhere.invalid/")
                )
            else:
                self._answer(200, b'{"ok": true}')

        def _answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
            self.send_response(status)
            for name, value in (("Access-Control-Allow-Origin", "*"), *headers):
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[str]:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def answer_server() -> Iterator[Answers]:
    answers = Answers()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _answers_handler(answers))
    with running(server) as url:
        answers.url = f"{url}answers"
        yield answers


class _Pages(SimpleHTTPRequestHandler):
    policy = ""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


def page_server(folder: Path, policy: str, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of a built site under a Content-Security-Policy."""
    handler = type("Pages", (_Pages,), {"policy": policy})
    return ThreadingHTTPServer(("127.0.0.1", port), partial(handler, directory=str(folder)))
