"""The data of forms: of surveys, and of feedback on a page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urljoin

from kbgen.facts.email import Email
from kbgen.kinds import kind_of
from kbgen.languages.bidi import isolate_runs
from kbgen.model.forms import THANKS
from kbgen.model.front_matter import PageMeta
from kbgen.model.site import Site
from kbgen.resolve.facts import branch_name
from kbgen.views.reader import Reader


@dataclass(frozen=True)
class FormView:
    """The data of a form; its template escapes these strings."""

    name: str
    action: str
    enctype: str = ""
    script: str = ""
    """The address to which a script posts; "" if the browser submits the form."""
    mail: str = ""
    """The address to which answers are mailed; "" if they are posted."""
    hidden: tuple[tuple[str, str], ...] = ()
    thanks: tuple[str, str] | None = None
    """(name, value) of the field with the address to continue at; scripts leave it out."""
    honeypot: str = ""
    is_checkbox: bool = False
    is_netlify: bool = False
    branches: tuple[tuple[str, str], ...] = ()


def survey_form(reader: Reader, page_id: str, meta: PageMeta) -> FormView | None:
    """Return the form of a survey; None for other pages and if answers have no receiver."""
    if not meta.has_form:
        return None
    kind = kind_of(page_id)
    name = f"{kind.name}-" + page_id.removeprefix(f"{kind.folder}/").replace("/", "-")
    return _form(reader, page_id, name)


def feedback_form(reader: Reader, page_id: str, meta: PageMeta) -> FormView | None:
    """Return the form that asks if a page was helpful; None for surveys and earlier editions."""
    is_past = page_id in reader.site.past
    wanted = reader.site.settings.forms.feedback and not meta.has_form and not is_past
    return _form(reader, page_id, "feedback") if wanted else None


def mail_address(site: Site) -> str:
    """Return the address for mailed answers: the one in the settings, else the first contact's."""
    forms = site.settings.forms
    if forms.endpoint or not forms.is_mail:
        return forms.endpoint if forms.is_mail else ""
    values = (site.value(fact_id) for fact_id in site.settings.contact if fact_id in site.facts)
    return next((value.address for value in values if isinstance(value, Email)), "")


def _form(reader: Reader, page_id: str, name: str) -> FormView | None:
    forms = reader.site.settings.forms
    subject = f"{page_id} ({reader.lang})"
    if forms.subject:
        subject = f"{forms.subject}: {subject}"
    hidden = (("form", name), ("page", page_id), ("language", reader.lang))
    if forms.is_mail:
        return _mail_form(reader, name, hidden, subject)
    preset, thanks = forms.preset, reader.link(THANKS)
    key = ((preset.key, forms.endpoint),) if preset.key else ()
    line = ((preset.subject, subject),) if preset.subject else ()
    # Services redirect a browser to absolute addresses only.
    site_url = reader.site.settings.site_url.rstrip("/")
    onward = urljoin(f"{site_url}/{reader.url}", thanks)
    return FormView(
        name=name,
        action=forms.action or thanks,
        script=(forms.script or thanks) if forms.fetch else "",
        hidden=(*key, *hidden, *line, *preset.fixed),
        thanks=(preset.thanks, onward) if preset.thanks and site_url else None,
        honeypot=preset.honeypot,
        is_checkbox=preset.is_checkbox,
        is_netlify=forms.is_netlify,
        branches=_branches(reader),
    )


def _mail_form(
    reader: Reader, name: str, hidden: tuple[tuple[str, str], ...], subject: str
) -> FormView | None:
    mail = mail_address(reader.site)
    if not mail:
        return None
    action = f"mailto:{quote(mail, safe='@')}?subject={quote(subject, safe='')}"
    return FormView(
        name, action, "text/plain", mail=mail, hidden=hidden, branches=_branches(reader)
    )


def _branches(reader: Reader) -> tuple[tuple[str, str], ...]:
    # An <option> contains only text, no <bdi>.
    branches = reader.site.branches.values()
    direction = reader.site.locales[reader.lang].direction
    names = ((branch.id, branch_name(branch, reader.lang)) for branch in branches)
    return tuple((id_, isolate_runs(name, direction)) for id_, name in names)
