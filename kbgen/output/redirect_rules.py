"""Rules by which a host answers former addresses with 301, in the forms that hosts take.

Every former address has a page of its own, too (`views.moved`), so a host without rules still leads
to the new one; a rule spares the reader that page and tells search engines at once.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from kbgen.model.addresses import is_web, split_address
from kbgen.model.moves import redirects_of
from kbgen.model.site import Site
from kbgen.resolve.addresses import address, page_path

CLOUDFLARE_RULES, CLOUDFLARE_LINE = 2000, 1000
"""The most static rules of _redirects on Cloudflare, and the most characters in a line."""
S3_RULES = 50
"""The most routing rules of a website on S3."""
AZURE_BYTES = 20 * 1024
"""The most bytes of staticwebapp.config.json."""
_PATTERN = re.compile(r"[*:]")
"""What stands for other text in the path of a rule in _redirects."""


class RedirectRule(NamedTuple):
    """A former path on the host, not encoded, and the address to which it leads, encoded."""

    old: str
    new: str
    is_prefix: bool = True
    """Whether no page of the site lies below the path."""


def redirect_rules(site: Site, path: str) -> tuple[RedirectRule, ...]:
    """Return the rules of a site that is at `path` on its host: "/" or "/help/"."""
    pages = sorted(address(site, lang, page) for lang in site.locales for page in site.page_ids)
    rules = []
    for one in redirects_of(site):
        page, anchor = split_address(one.target)
        new = one.target
        if not is_web(one.target):
            new = path + page_path(site, one.lang, page) + (f"#{quote(anchor)}" if anchor else "")
        at = bisect_left(pages, one.path)
        is_prefix = not (at < len(pages) and pages[at].startswith(one.path))
        rules.append(RedirectRule(path + one.path, new, is_prefix))
        if one.file == f"{one.path}/index.html":
            rules.append(RedirectRule(f"{path}{one.path}/", new, is_prefix))
    return tuple(rules)


def netlify_lines(rules: Sequence[RedirectRule]) -> list[str]:
    """Return rules that count before the page that is there, as Netlify marks them."""
    return [f"{quote(rule.old)} {rule.new} 301!" for rule in rules if not _is_pattern(rule)]


def cloudflare_lines(rules: Sequence[RedirectRule]) -> list[str]:
    """Return as many rules as Cloudflare reads."""
    lines = [f"{quote(rule.old)} {rule.new} 301" for rule in rules if not _is_pattern(rule)]
    return [line for line in lines if len(line) <= CLOUDFLARE_LINE][:CLOUDFLARE_RULES]


def _is_pattern(rule: RedirectRule) -> bool:
    return bool(_PATTERN.search(rule.old))


def nginx_lines(rules: Sequence[RedirectRule]) -> Iterator[str]:
    """Yield exact locations, which nginx finds by a hash; a `map` would stand outside of server."""
    for rule in rules:
        old = rule.old.replace("\\", "\\\\").replace('"', '\\"')
        new = rule.new.replace("$", "%24")
        yield f'location = "{old}" {{ return 301 "{new}"; }}'


def apache_lines(rules: Sequence[RedirectRule], path: str) -> Iterator[str]:
    """Yield rules of mod_rewrite, in .htaccess or <Directory>: paths begin below the folder."""
    for rule in rules:
        old = re.escape(rule.old.removeprefix(path)).replace('"', '\\"')
        new = re.sub(r"([%$])", r"\\\1", rule.new)
        yield f'    RewriteRule "^{old}$" "{new}" [R=301,L,NE]'


def azure_config(rules: Sequence[RedirectRule], headers: dict[str, str], path: str) -> str:
    """Return staticwebapp.config.json."""
    routes = [
        {"route": quote(rule.old), "redirect": rule.new, "statusCode": 301}
        for rule in rules
        if not _is_pattern(rule)
    ]
    data = {
        "routes": routes,
        "responseOverrides": {"404": {"rewrite": f"{path}404.html"}},
        "globalHeaders": headers,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def s3_config(rules: Sequence[RedirectRule], path: str) -> str:
    """Return the configuration of a website on S3, for `aws s3api put-bucket-website`."""
    routing = [
        {
            "Condition": {"KeyPrefixEquals": rule.old[1:]},
            "Redirect": {
                "ReplaceKeyWith": rule.new[1:].partition("#")[0],
                "HttpRedirectCode": "301",
            },
        }
        for rule in _s3_rules(rules)[:S3_RULES]
    ]
    data = {
        "IndexDocument": {"Suffix": "index.html"},
        "ErrorDocument": {"Key": f"{path[1:]}404.html"},
        **({"RoutingRules": routing} if routing else {}),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _s3_rules(rules: Sequence[RedirectRule]) -> list[RedirectRule]:
    """Return the rules that S3 can have: it matches the beginning of a key."""
    return [rule for rule in rules if rule.is_prefix and not is_web(rule.new)]


def left_to_pages(server: str, rules: Sequence[RedirectRule]) -> str:
    """Return what is left out of a host's rules and why; "" if all are in it."""
    if server == "cloudflare" and (count := len(rules) - len(cloudflare_lines(rules))):
        why = f"Cloudflare reads {CLOUDFLARE_RULES} rules of {CLOUDFLARE_LINE} characters"
        return f"{_counted(count)} left to the pages that are there: {why}"
    if server == "s3" and (count := len(rules) - len(_s3_rules(rules)[:S3_RULES])):
        why = f"S3 reads {S3_RULES} rules, which match the beginning of a path"
        how = "or give these objects the metadata x-amz-website-redirect-location"
        return f"{_counted(count)} left to the pages that are there: {why}; {how}"
    if server == "azure" and len(azure_config(rules, {}, "/").encode()) > AZURE_BYTES:
        return (
            f"this is more than the {AZURE_BYTES // 1024} KB that Azure reads; take rules out: "
            "the pages that are there lead to the new addresses, too"
        )
    return ""


def _counted(count: int) -> str:
    return "1 former address is" if count == 1 else f"{count} former addresses are"
