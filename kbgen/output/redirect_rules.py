"""Rules by which a host answers former addresses with 301, in the forms that hosts take.

Nearly every former address has a page of its own, too (`views.moved`), so a host without rules
still leads to the new one; a rule spares the reader that page and tells search engines at once.
Where a host reads no more than so many rules, those without a page come first.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from kbgen.model.addresses import is_web, split_address
from kbgen.model.moves import redirects_of
from kbgen.model.site import Site
from kbgen.resolve.addresses import page_path, published_file

CLOUDFLARE_RULES, CLOUDFLARE_LINE = 2000, 1000
"""The most static rules of _redirects on Cloudflare, and the most characters in a line.

https://developers.cloudflare.com/workers/static-assets/redirects/ (there may be 100 with patterns,
too, which kbgen does not write); the same for Pages.
"""
S3_RULES = 50
"""The most routing rules of a website on S3.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html
"""
AZURE_BYTES = 20 * 1000
"""The most bytes of staticwebapp.config.json: "20 KB", taken for the smaller of the two units.

https://learn.microsoft.com/azure/static-web-apps/configuration#restrictions
"""
_PATTERN = re.compile(r"[*:]")
"""What stands for other text in the path of a rule in _redirects."""
_PLAIN = re.compile(r"(https?://[A-Za-z0-9.-]+)?[A-Za-z0-9/._~-]*")
"""Addresses that Azure sends as they are written; in others it encodes #, ? and % once more.

https://github.com/MicrosoftDocs/azure-docs/issues/81669
"""
_OTHERS = (
    "404.html",
    "api/",
    "assets/",
    "feed.xml",
    "llms.txt",
    "robots.txt",
    "search/",
    "sitemap",
)
"""How the names of a site's other files begin."""


class RedirectRule(NamedTuple):
    """A former path on the host, not encoded, and the address to which it leads, encoded."""

    old: str
    new: str
    is_prefix: bool = True
    """Whether nothing of the site lies below the path."""
    has_page: bool = True
    """Whether a page stands at the path that leads on as well."""


def redirect_rules(site: Site, path: str) -> tuple[RedirectRule, ...]:
    """Return the rules of a site that is at `path` on its host: "/" or "/help/"."""
    own = [
        published_file(site, lang, page) for lang in site.locales for page in site.pages_in(lang)
    ]
    own += [name.removeprefix(f"{site.default}/") for name in site.assets]
    for lang in site.locales:
        folder = "" if lang == site.default else f"{lang}/"
        own += [folder + name for name in _OTHERS]
    folders = tuple(name for name in own if name.endswith("/"))
    own.sort()
    rules = []
    for one in redirects_of(site):
        page, anchor = split_address(one.target)
        new = one.target
        if not is_web(one.target):
            new = path + page_path(site, one.lang, page) + (f"#{quote(anchor)}" if anchor else "")
        at = bisect_left(own, one.path)
        is_taken = at < len(own) and own[at].startswith(one.path)
        is_prefix = not is_taken and not one.path.startswith(folders)
        rules.append(RedirectRule(path + one.path, new, is_prefix, one.is_html))
        if one.file == f"{one.path}/index.html":
            rules.append(RedirectRule(f"{path}{one.path}/", new, is_prefix, one.is_html))
    return tuple(rules)


def netlify_lines(rules: Sequence[RedirectRule]) -> list[str]:
    """Return rules that count before the page that is there, as Netlify marks them.

    It names no limit; a file of more than 10,000 rules may be too large:
    https://docs.netlify.com/manage/routing/redirects/overview/
    """
    return [f"{quote(rule.old)} {rule.new} 301!" for rule in rules if not _is_pattern(rule)]


def cloudflare_lines(rules: Sequence[RedirectRule]) -> list[str]:
    """Return as many rules as Cloudflare reads."""
    return [_cloudflare_line(rule) for rule in _cloudflare_rules(rules)]


def _cloudflare_rules(rules: Sequence[RedirectRule]) -> list[RedirectRule]:
    found = [rule for rule in _urgent(rules) if not _is_pattern(rule)]
    fitting = [rule for rule in found if len(_cloudflare_line(rule)) <= CLOUDFLARE_LINE]
    return fitting[:CLOUDFLARE_RULES]


def _cloudflare_line(rule: RedirectRule) -> str:
    return f"{quote(rule.old)} {rule.new} 301"


def _urgent(rules: Iterable[RedirectRule]) -> list[RedirectRule]:
    """Return rules in their order, those first without which an address would be lost."""
    return sorted(rules, key=lambda rule: rule.has_page)


def _is_pattern(rule: RedirectRule) -> bool:
    return bool(_PATTERN.search(rule.old))


def nginx_lines(rules: Sequence[RedirectRule]) -> Iterator[str]:
    """Yield exact locations, which nginx finds in a tree; a `map` would stand outside of server.

    The query goes along within the site, as the page at the address does it.
    """
    known = {rule.old for rule in rules}
    for rule in rules:
        page, mark, anchor = rule.new.replace("$", "%24").partition("#")
        query = "" if is_web(rule.new) else "$is_args$args"
        bare = rule.old.rstrip("/")
        # A folder without its slash would need a second redirect.
        for old in (rule.old,) if bare in known or not bare else (bare, rule.old):
            path = old.replace("\\", "\\\\").replace('"', '\\"')
            yield f'location = "{path}" {{ return 301 "{page}{query}{mark}{anchor}"; }}'


def apache_lines(rules: Sequence[RedirectRule], path: str) -> Iterator[str]:
    """Yield rules of mod_rewrite, in .htaccess or <Directory>: paths begin below the folder.

    The query goes along within the site, but not where Apache would put it behind an anchor.
    """
    for rule in rules:
        old = re.escape(rule.old.removeprefix(path)).replace('"', '\\"')
        old = f"{old}?" if old.endswith("/") else old
        new = re.sub(r"([%$])", r"\\\1", rule.new)
        query = ",QSD" if "#" in rule.new or is_web(rule.new) else ""
        yield f'    RewriteRule "^{old}$" "{new}" [R=301,L,NE{query}]'


def azure_config(rules: Sequence[RedirectRule], headers: dict[str, str], path: str) -> str:
    """Return staticwebapp.config.json, with as many routes as Azure reads.

    Its form is https://json.schemastore.org/staticwebapp.config.json.
    """
    routes = _azure_routes(rules)
    data = {
        "routes": routes,
        "responseOverrides": {"404": {"rewrite": f"{path}404.html"}},
        "globalHeaders": headers,
    }
    size, count = len(_azure_text({**data, "routes": []}).encode()), 0
    for route in routes:
        size += len(json.dumps(route).encode()) + len(",\n    ")
        count += size <= AZURE_BYTES
    return _azure_text({**data, "routes": routes[:count]})


def _azure_text(data: dict[str, object]) -> str:
    """Return JSON with a line for each route."""
    routes = data["routes"]
    assert isinstance(routes, list)
    lines = ",\n    ".join(json.dumps(route) for route in routes)
    text = json.dumps({**data, "routes": []}, ensure_ascii=False, indent=2) + "\n"
    return text.replace('"routes": []', f'"routes": [\n    {lines}\n  ]') if lines else text


def _azure_routes(rules: Sequence[RedirectRule]) -> list[dict[str, str | int]]:
    """Return a route for each page: that of index.html is the one of its folder, too."""
    folders = {rule.old.rstrip("/") for rule in rules if rule.old.endswith("/")}
    return [
        {
            "route": quote(f"{rule.old}index.html" if rule.old.endswith("/") else rule.old),
            "redirect": rule.new if rule.has_page else rule.new.partition("#")[0],
            "statusCode": 301,
        }
        for rule in _urgent(rules)
        if rule.old not in folders and not _is_pattern(rule) and _azure_can_send(rule)
    ]


def _azure_can_send(rule: RedirectRule) -> bool:
    new = rule.new if rule.has_page else rule.new.partition("#")[0]
    return bool(_PLAIN.fullmatch(new))


def s3_config(rules: Sequence[RedirectRule], path: str, url: str = "") -> str:
    """Return the configuration of a website on S3, for `aws s3api put-bucket-website`.

    With the address of the site, readers stay on its domain where a CDN stands before S3.
    """
    parts = urlsplit(url)
    host = {"HostName": parts.netloc, "Protocol": parts.scheme} if parts.netloc else {}
    routing = [
        {
            "Condition": {"KeyPrefixEquals": rule.old[1:]},
            "Redirect": {
                **host,
                "ReplaceKeyWith": rule.new[1:].partition("#")[0],
                "HttpRedirectCode": "301",
            },
        }
        for rule in _s3_rules(rules)
    ]
    data = {
        "IndexDocument": {"Suffix": "index.html"},
        "ErrorDocument": {"Key": f"{path[1:]}404.html"},
        **({"RoutingRules": routing} if routing else {}),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _s3_rules(rules: Sequence[RedirectRule]) -> list[RedirectRule]:
    """Return the rules that S3 can have: it matches the beginning of a key.

    So a name without an end would take others with it; the page in its folder leads on. A page
    also leads to a section, which these rules cannot.
    """
    found = [
        rule
        for rule in _urgent(rules)
        if rule.is_prefix
        and not is_web(rule.new)
        and not ("#" in rule.new and rule.has_page)
        and (rule.old.endswith("/") or "." in rule.old.rpartition("/")[2])
    ]
    return found[:S3_RULES]


def left_to_pages(server: str, rules: Sequence[RedirectRule], text: str) -> str:
    """Return what the text for a host leaves out of the rules and why; "" if all are in it."""
    kept, why = len(_addresses(rules)), ""
    if server == "redirects":
        kept = len(_addresses(rule for rule in rules if not _is_pattern(rule)))
        why = "in a rule, * and : stand for other text"
    if server == "cloudflare":
        kept = len(_addresses(_cloudflare_rules(rules)))
        why = (
            f"Cloudflare reads {CLOUDFLARE_RULES} rules of {CLOUDFLARE_LINE} characters, in which "
            "* and : stand for other text"
        )
    if server == "s3":
        kept = len(_addresses(_s3_rules(rules)))
        why = (
            f"S3 reads {S3_RULES} rules, which match the beginning of a path and know no sections; "
            "kbgen publish s3://BUCKET gives the objects of these pages the redirect instead"
        )
    if server == "azure":
        kept = len(json.loads(text)["routes"])
        why = (
            f"Azure reads {AZURE_BYTES // 1000} KB, and encodes # and ? in the address to which a "
            "rule leads"
        )
    count = len(_addresses(rules)) - kept
    if not count:
        return ""
    who = "1 former address is" if count == 1 else f"{count} former addresses are"
    return f"{who} left to the pages that are there: {why}"


def _addresses(rules: Iterable[RedirectRule]) -> set[str]:
    """Return the former addresses of rules; with and without a slash they are one."""
    return {rule.old.rstrip("/") for rule in rules}
