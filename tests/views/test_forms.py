"""Where answers go: what may be written in mkdocs.yml, and the forms that are made of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kbgen.model.forms import NAMES, SERVICES, Forms
from tests.conftest import MakeSite
from tests.form_site import LANGS, WORDS, site_text
from tests.options import read, wrong
from tests.sites import CONFIG, Project

KEY = "00000000-1111-2222-3333-444444444444"
SITE = "https://help.example.com/"

# service, endpoint → where a browser posts, where a script posts, fields it must have
PRESETS: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "formspree": (
        "xyzabcde",
        "https://formspree.io/f/xyzabcde",
        "https://formspree.io/f/xyzabcde",
        {"_next": f"{SITE}ur/thanks/", "_subject": "Test: surveys/visit (ur)", "_gotcha": ""},
    ),
    "basin": (
        "0a1b2c3d4e5f",
        "https://usebasin.com/f/0a1b2c3d4e5f",
        "https://usebasin.com/f/0a1b2c3d4e5f",
        {"_gotcha": ""},
    ),
    "formcarry": (
        "Ab1cD2eF3gH",
        "https://formcarry.com/s/Ab1cD2eF3gH",
        "https://formcarry.com/s/Ab1cD2eF3gH",
        {"_gotcha": ""},
    ),
    "web3forms": (
        KEY,
        "https://api.web3forms.com/submit",
        "https://api.web3forms.com/submit",
        {
            "access_key": KEY,
            "redirect": f"{SITE}ur/thanks/",
            "subject": "Test: surveys/visit (ur)",
            "botcheck": "on",
        },
    ),
    "staticforms": (
        "sf_0a1b2c3d",
        "https://api.staticforms.xyz/submit",
        "https://api.staticforms.xyz/submit",
        {"apiKey": "sf_0a1b2c3d", "redirectTo": f"{SITE}ur/thanks/", "honeypot": ""},
    ),
    "formsubmit": (
        "care@example.com",
        "https://formsubmit.co/care@example.com",
        "https://formsubmit.co/ajax/care@example.com",
        {"_next": f"{SITE}ur/thanks/", "_captcha": "false", "_honey": ""},
    ),
    "netlify": ("", "../../thanks/", "../../thanks/", {"bot-field": ""}),
    "url": (
        "https://example.com/answers?from=help",
        "https://example.com/answers?from=help",
        "https://example.com/answers?from=help",
        {"next": f"{SITE}ur/thanks/", "_gotcha": "", "subject": "Test: surveys/visit (ur)"},
    ),
}


class _Form(HTMLParser):
    """The first form of a page: its attributes, and its inputs by name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.attributes: dict[str, str | None] = {}
        self.inputs: dict[str, dict[str, str | None]] = {}
        self.is_in = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and "data-kb-form" in given:
            self.attributes, self.is_in = given, True
        if self.is_in and tag in ("input", "textarea", "select"):
            self.inputs.setdefault(str(given["name"]), given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_in = False


def test_every_service_is_tested() -> None:
    assert set(PRESETS) | {"mail"} == set(NAMES)


@pytest.mark.parametrize("service", PRESETS)
def test_a_service_gets_what_it_wants(service: str, site: MakeSite) -> None:
    endpoint, action, script, fields = PRESETS[service]
    where = f", endpoint: '{endpoint}'" if endpoint else ""
    project = site(site_text(f"{{service: {service}{where}}}"))
    project.build()
    form = _Form(project.html("ur/surveys/visit"))
    assert form.attributes["action"] == action
    assert form.attributes["data-post"] == script
    assert form.attributes["method"] == "post"
    assert "enctype" not in form.attributes
    for name, value in fields.items():
        assert (form.inputs[name].get("value") or ("on" if name == "botcheck" else "")) == value
    own = {"form": "survey-visit", "page": "surveys/visit", "language": "ur"}
    assert {name: form.inputs[name]["value"] for name in own} == own
    trap = form.attributes["data-trap"]
    assert trap and form.inputs[trap]["tabindex"] == "-1"
    assert form.inputs[trap]["type"] == ("checkbox" if service == "web3forms" else "text")
    assert "thanks" in [page.name for page in (project.root / "site").iterdir()]


def test_netlify_finds_its_forms(site: MakeSite) -> None:
    project = site(site_text("{service: netlify}"))
    project.build()
    names: dict[str | None, set[frozenset[str]]] = {}
    for prefix in LANGS.values():
        for page in ("surveys/visit", "faq/pin"):
            form = _Form(project.html(f"{prefix}{page}"))
            assert form.attributes["data-netlify"] == "true"
            assert form.attributes["data-netlify-honeypot"] == "bot-field"
            names.setdefault(form.attributes["name"], set()).add(frozenset(form.inputs))
    # Forms of one name have equal fields everywhere.
    assert set(names) == {"survey-visit", "feedback"}
    assert all(len(fields) == 1 for fields in names.values())


def test_without_a_service_answers_are_mailed(site: MakeSite) -> None:
    project = site(site_text("{}", "[care]"))
    project.build()
    form = _Form(project.html("ur/surveys/visit"))
    subject = "Test%3A%20surveys%2Fvisit%20%28ur%29"
    assert form.attributes["action"] == f"mailto:care@example.com?subject={subject}"
    assert form.attributes["enctype"] == "text/plain"
    assert not (project.root / "site/thanks").exists()


def test_an_address_of_ones_own_goes_before_the_contact(site: MakeSite) -> None:
    project = site(site_text("{endpoint: ask@example.com, subject: Hello & bye}", "[care]"))
    project.build()
    action = _Form(project.html("surveys/visit")).attributes["action"] or ""
    assert action.startswith("mailto:ask@example.com?subject=Hello%20%26%20bye%3A%20")


def test_a_survey_that_reaches_nobody_has_no_form(site: MakeSite) -> None:
    project = site(site_text("{}"))
    assert [f["code"] for f in project.check() if "nobody" in f["message"]] == ["KB305"]
    project.build()
    assert "data-kb-form" not in project.html("surveys/visit")
    assert "nobody" not in str(_check(site_text("{service: netlify}"), site))


def _check(text: str, site: MakeSite) -> list[dict[str, str]]:
    return site(text).check()


@pytest.mark.parametrize("lang", LANGS)
def test_a_survey_begins_with_its_first_question(lang: str, site: MakeSite) -> None:
    text = site_text("{service: netlify}").replace(
        "questions:", "description: In a line.\nincentive: voucher\nquestions:"
    )
    text += "-- content/facts.yml --\ncare: {email: care@example.com}\nvoucher: {money: 20 AED}\n"
    for other in LANGS:
        body = f"---\n{WORDS[other][1]}\n-- content/{other}/faq"
        assert body in text
        text = text.replace(body, f"---\nINTRO\n\n## More {{#more}}\nMORE\n-- content/{other}/faq")
    project = site(text)
    project.build()
    page = project.article(f"{LANGS[lang]}surveys/visit")
    parts = ["<h1", *(["In a line."] if lang == "en" else []), 'name="greeted"', 'name="callback"']
    parts += ['name="branch"', 'type="submit"', "</form>", 'data-fact="voucher"', "INTRO", ">MORE"]
    assert [part for part in parts if part not in page] == []
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert project.run("verify", "site").exit_code == 0


def test_by_e_mail_nobody_is_asked_for_one_word(site: MakeSite) -> None:
    project = site(site_text("{}", "[care]"))
    project.build()
    for prefix in LANGS.values():
        html = project.html(f"{prefix}faq/pin")
        assert 'name="helpful"' not in html and 'name="missing"' not in html
        assert 'name="mistake"' in html


def test_feedback_stands_on_every_page_but_surveys(site: MakeSite) -> None:
    project = site(site_text("{service: netlify}"))
    project.build()
    assert 'id="kb-feedback"' in project.html("ur/faq/pin")
    assert 'id="kb-feedback"' not in project.html("ur/surveys/visit")
    assert 'value="no#second"' in project.html("ur/faq/pin")


def test_a_site_may_want_no_feedback(site: MakeSite) -> None:
    project = site(site_text("{service: netlify, feedback: false}"))
    project.build()
    assert "kb-feedback" not in project.html("faq/pin")
    assert "data-kb-form" in project.html("surveys/visit")


def test_every_label_of_a_form_has_words(site: MakeSite) -> None:
    project = site(site_text("{service: netlify}"))
    project.build()
    for prefix in LANGS.values():
        form = project.html(f"{prefix}surveys/visit").partition('id="kb-form"')[2]
        labels = re.findall(
            r"<(label|legend)\b[^>]*>(.*?)</\1>", form.partition("</form>")[0], re.S
        )
        # Trap, branch, two scales of 1 + 5, a text, name and reason, yes, no and phone.
        assert len(labels) == 1 + 1 + 12 + 1 + 3 + 4
        for _, label in labels:
            assert re.sub(r"<[^>]*>|\s", "", label), label


def test_a_question_may_not_have_the_name_of_another_field(site: MakeSite) -> None:
    taken = site_text("{service: url, endpoint: 'https://example.com/a'}")
    for word in ("page", "next", "submission", "commend-name"):
        found = site(taken.replace("id: best", f"id: {word}").replace("  best:", f"  {word}:"))
        assert any(f"field '{word}' already" in f["message"] for f in found.check()), word


# option → what the message must say
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"servce": "url"}, "unknown option 'forms.servce' (did you mean 'service'?"),
    ({"service": "formspre"}, "unknown service 'formspre' (did you mean 'formspree'?"),
    ({"service": "zzz"}, "write one of mail, url, netlify, formspree"),
    ({"service": None}, "unknown service 'None'"),
    ({"service": ["url"]}, "unknown service"),
    ({"service": "url"}, "write endpoint: https://example.com/answers"),
    ({"service": "url", "endpoint": "example.com/answers"}, "is no address"),
    ({"service": "url", "endpoint": "https://"}, "is no address"),
    ({"service": "url", "endpoint": "https://exa mple.com/"}, "is no address"),
    ({"service": "url", "endpoint": 'https://example.com/"onload='}, "is no address"),
    ({"service": "url", "endpoint": "https://example.com:port/"}, "is no address"),
    ({"service": "url", "endpoint": "https://[::1/"}, "is no address"),
    ({"service": "url", "endpoint": "https://a;b.example/"}, "is no address"),
    ({"service": "url", "endpoint": 7}, "'7' is no address"),
    ({"service": "url", "endpoint": "http://example.com/a"}, "write https://example.com/a"),
    ({"service": "url", "endpoint": "ftp://example.com/a"}, "is no https address"),
    ({"service": "url", "endpoint": "javascript:alert(1)"}, "is no address"),
    ({"service": "url", "endpoint": "https://me:secret@example.com/"}, "holds a password"),
    ({"service": "formspree"}, "needs the id of your form (write endpoint: xyzabcde"),
    ({"service": "formspree", "endpoint": "a/b"}, "write one like xyzabcde"),
    ({"service": "formspree", "endpoint": "https://formcarry.com/s/abcdefgh"}, "is no id"),
    ({"service": "web3forms"}, "web3forms needs the access key"),
    ({"service": "web3forms", "endpoint": "1234"}, f"write one like {KEY}"),
    ({"service": "netlify", "endpoint": "https://example.com/"}, "leave it out"),
    ({"endpoint": "https://example.com/"}, "name a service: url"),
    ({"service": "mail", "endpoint": "care@"}, "is no e-mail address"),
    ({"feedback": "yes"}, "feedback must be true or false (write feedback: true)"),
    ({"fetch": 1}, "fetch must be true or false"),
    ({"subject": "a\nb"}, "write one line"),
]


@pytest.mark.parametrize(("option", "message"), WRONG, ids=lambda value: str(value)[:60])
def test_what_is_wrong_is_said_with_what_to_write(option: dict[str, Any], message: str) -> None:
    [finding] = wrong(forms=option)
    assert message in finding


def test_a_wrong_setting_stops_the_build_with_its_place(site: MakeSite) -> None:
    project: Project = site(
        f"-- mkdocs.yml --\n{CONFIG.replace('- kbgen', '- kbgen: {forms: {service: formspre}}')}"
    )
    result = project.run("build")
    assert result.exit_code == 1
    assert "mkdocs.yml:14:30: error KB001 forms.service: unknown service" in result.output
    assert "did you mean 'formspree'?" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://localhost:8000/a",
        "http://127.0.0.1/a",
        "http://[::1]:9/a",
        "https://x.example/?a=b&c",
    ],
)
def test_endpoints_that_are_fine(endpoint: str) -> None:
    assert read(forms={"service": "url", "endpoint": endpoint}).forms.action == endpoint


def test_an_id_may_be_given_as_its_address() -> None:
    forms = read(
        forms={"service": "formspree", "endpoint": "https://formspree.io/f/xyzabcde"}
    ).forms
    assert forms.action == "https://formspree.io/f/xyzabcde"


def test_what_a_policy_must_allow() -> None:
    forms = read(forms={"service": "url", "endpoint": "https://x.example:8443/a?b"}).forms
    assert forms.connect_sources == ("https://x.example:8443",)
    assert forms.form_sources == ("https://x.example:8443",)
    web3 = read(forms={"service": "web3forms", "endpoint": KEY, "fetch": False}).forms
    assert web3.connect_sources == ()
    assert web3.form_sources == ("https://api.web3forms.com", "https://web3forms.com")
    assert Forms().form_sources == ("mailto:",)
    assert read(forms={"service": "netlify"}).forms.connect_sources == ()


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=40),
    st.lists(st.text(max_size=3), max_size=2),
)
keys = st.sampled_from(["service", "endpoint", "feedback", "fetch", "subject", "other"])
addresses = st.text(alphabet='htps:/[]@?#%.,;ax1 "<>\\\u202e', max_size=30).map(
    lambda tail: f"https://{tail}"
)


@given(
    st.dictionaries(
        keys, st.one_of(values, st.sampled_from([*SERVICES, "url", "mail"]), addresses), max_size=5
    )
)
def test_no_setting_is_too_broken_to_report(option: dict[str, Any]) -> None:
    try:
        forms = Forms.model_validate(option)
    except ValidationError as problem:
        assert str(problem)
        return
    assert not re.search(r"[\s\"'<>\\]", forms.action)
    for source in (*forms.connect_sources, *forms.form_sources):
        assert source == "mailto:" or re.fullmatch(r"https?://[^/\s;,'\"]+", source)
