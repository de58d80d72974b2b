"""What front matter refers to exists: facts, answers, sections, branches."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kbgen.model.finding import Finding, did_you_mean, error, warning
from kbgen.model.front_matter import SurveyMeta, references
from kbgen.model.quantity import Email
from kbgen.model.site import Site, of_site


def check_references(site: Site) -> Iterator[Finding]:
    """KB303 a field names something that is not there."""
    facts, branches = {*site.facts, *site.broken_facts}, {*site.branches, *site.broken_branches}
    # Whatever names a page that could not be read may be right; the page has been reported.
    is_all_known = not any(source.is_broken for source in site.sources.values())
    for article in site.articles.values():
        for field, kind, reference in references(article.meta):
            if kind == "fact" and site.is_ledger_broken:
                continue
            if kind == "fact":
                known: Collection[str] = facts
            elif kind == "branch":
                known = branches
            elif kind == "section":
                known = article.anchors
            else:
                if not is_all_known:
                    continue
                known = _answers(site, site.is_draft(article))
            if reference in known:
                continue
            what = f"{field}: there is no {kind} '{reference}'"
            yield error("KB303", article.where(field), what, did_you_mean(reference, known))


def check_contact(site: Site) -> Iterator[Finding]:
    """KB001 a contact that is no fact, KB305 a survey whose answers reach nobody."""
    contact = site.settings.contact
    known = {*site.facts, *site.broken_facts}
    for index, fact_id in enumerate(contact if not site.is_ledger_broken else ()):
        if fact_id not in known:
            config = site.settings.place("contact", index)
            hint = did_you_mean(fact_id, known) or "name facts of facts.yml"
            yield error("KB001", config, f"kbgen: contact: there is no fact '{fact_id}'", hint)
    forms = site.settings.forms
    reachable = (
        not forms.is_mail
        or bool(forms.endpoint)
        or any(isinstance(site.facts[f].value, Email) for f in contact if f in site.facts)
    )
    for source in site.sources.values():
        if isinstance(source.meta, SurveyMeta) and source.meta.questions and not reachable:
            what = "the answers to this survey reach nobody"
            hint = "in mkdocs.yml, name a service under forms: or an e-mail fact under contact:"
            yield warning("KB305", source.where("questions"), what, hint)


@of_site
def _answers(site: Site, with_drafts: bool) -> set[str]:
    """Return the ids of all pages and of their answers; those of drafts only for drafts."""
    answers = set(site.made_pages)
    for source in site.sources.values():
        if with_drafts or not site.is_draft(source):
            answers |= {source.id, *(f"{source.id}#{anchor}" for anchor in source.anchors)}
    return answers
