"""The configuration of nginx and Apache for a site: headers, caches, compression, 404 pages.

tests/output/test_servers.py tests both with the servers.
"""

from __future__ import annotations

import re

from kbgen.output.hosting import FOREVER, HASHED, HSTS, REVALIDATE, Host, security_headers
from kbgen.output.redirect_rules import apache_lines, nginx_lines

_TYPES = (
    "text/css text/plain text/xml text/javascript application/javascript application/json "
    "application/xml application/atom+xml image/svg+xml"
)
_HIDDEN = r"(.*/)?\.(?!well-known/)"
_SUFFIXES = "html|css|js|json|xml|txt|svg"


def nginx(host: Host) -> str:
    """Return the content of `server { … }`.

    A location with its own header inherits no others, so values that differ by folder are
    variables; an empty one gives no header. `$kb_forever` is only set for successful responses.
    """
    where = "" if host.path == "/" else f", so that the site is in its {host.path.strip('/')}/"
    inside = [
        "index index.html;",
        "absolute_redirect off;",
        "charset utf-8;",
        f"charset_types {_TYPES};",
        *_nginx_compression(host),
        *(f'add_header {name} "{value}" always;' for name, value in security_headers(host).items()),
        "add_header Cache-Control $kb_cache always;",
        "add_header Cache-Control $kb_forever;",
        "# Once all of the domain is served by https, and will be:",
        f'# add_header {HSTS[0]} "{HSTS[1]}" always;',
        *_folder(host.path),
        *_location(f'~ "^{re.escape(host.path)}{HASHED}"', _cache("", FOREVER)),
        *_location(f'~ "^{re.escape(host.path)}{_HIDDEN}"', ["return 404;"]),
        *(line for folder in host.folders() for line in _location(folder, _folder(folder))),
        *nginx_lines(host.moved),
    ]
    first = f"# nginx: inside server {{ … }}, beside your root{where}."
    return "\n".join([first, *_location(host.path, inside), ""])


def _nginx_compression(host: Host) -> list[str]:
    on_the_fly = ["gzip on;", f"gzip_types {_TYPES};", "gzip_min_length 1024;", "gzip_vary on;"]
    if not host.is_compressed:
        return on_the_fly
    return ["# With the module ngx_brotli: brotli_static on;", "gzip_static on;", *on_the_fly]


def _cache(always: str, on_success: str) -> list[str]:
    return [f'set $kb_cache "{always}";', f'set $kb_forever "{on_success}";']


def _folder(path: str) -> list[str]:
    """Return rules for a folder's 404.html, also for 403: nginx sends it for folders without index.

    A location inherits error pages and headers, but not `set`.
    """
    return [*_cache(REVALIDATE, ""), f"error_page 403 404 =404 {path}404.html;"]


def _location(path: str, inside: list[str]) -> list[str]:
    return [f"location {path} {{", *(f"    {line}" for line in inside), "}"]


def apache(host: Host) -> str:
    """Return .htaccess for the site's folder (`AllowOverride All`), or its <Directory>."""
    hashed = f"%{{REQUEST_URI}} =~ m#^{re.escape(host.path)}{HASHED}#"
    return "\n".join(
        [
            "# Apache 2.4: .htaccess in the site's folder (AllowOverride All), or in <Directory>.",
            "# Enable mod_headers and mod_rewrite first, else these parts are passed over.",
            "Options -Indexes -MultiViews +SymLinksIfOwnerMatch",
            "DirectoryIndex index.html",
            "AddDefaultCharset utf-8",
            "AddType text/javascript .js",
            "AddType font/woff2 .woff2",
            f"AddCharset utf-8 {_dotted()}",
            "",
            f"ErrorDocument 404 {host.path}404.html",
            *(line for folder in host.folders() for line in _not_found(folder)),
            "<IfModule mod_rewrite.c>",
            "    RewriteEngine On",
            *apache_lines(host.moved, host.path),
            *_refused(),
            "</IfModule>",
            "",
            "<IfModule mod_headers.c>",
            *(f'    Header always set {n} "{v}"' for n, v in security_headers(host).items()),
            "    # Once all of the domain is served by https, and will be:",
            f'    # Header always set {HSTS[0]} "{HSTS[1]}"',
            f'    Header always set Cache-Control "{REVALIDATE}"',
            f'    Header always set Cache-Control "{FOREVER}" '
            f"\"expr={hashed} && %{{REQUEST_STATUS}} in {{'200', '206', '304'}}\"",
            "</IfModule>",
            "",
            *(_apache_static() if host.is_compressed else _apache_fly()),
            "",
        ]
    )


def _dotted() -> str:
    return " ".join(f".{suffix}" for suffix in _SUFFIXES.split("|"))


def _not_found(folder: str) -> list[str]:
    return [
        f'<If "%{{REQUEST_URI}} =~ m#^{folder}#">',
        f"    ErrorDocument 404 {folder}404.html",
        "</If>",
    ]


def _refused() -> list[str]:
    """Return rules that refuse POST, which Apache would answer with the page, and hidden files.

    Folders without an index get 404 instead of 403. nginx does all this by itself.
    """
    return [
        r"    RewriteRule (^|/)\.(?!well-known/) - [R=404,L]",
        "    RewriteCond %{REQUEST_METHOD} !^(GET|HEAD|OPTIONS)$",
        "    RewriteCond %{PATH_INFO} ^$",
        "    RewriteCond %{REQUEST_FILENAME} -f [OR]",
        "    RewriteCond %{REQUEST_FILENAME}/index.html -f",
        "    RewriteRule ^ - [R=405,L]",
        "    RewriteCond %{REQUEST_FILENAME} -d",
        "    RewriteCond %{REQUEST_FILENAME}/index.html !-f",
        "    RewriteRule ^ - [R=404,L]",
    ]


def _apache_fly() -> list[str]:
    return [
        "<IfModule mod_deflate.c>",
        f"    AddOutputFilterByType DEFLATE text/html {_TYPES}",
        "</IfModule>",
    ]


def _apache_static() -> list[str]:
    """Return rules that send page.html.br or page.html.gz for page.html if the browser accepts it.

    In mod_mime `.br` also means the Breton language, and `.gz` a type.
    """
    return [
        "<IfModule mod_rewrite.c>",
        *_negotiate("br", "br"),
        *_negotiate("gzip", "gz"),
        "</IfModule>",
        f'<FilesMatch "\\.({_SUFFIXES})$">',
        "    <IfModule mod_headers.c>",
        "        Header always merge Vary Accept-Encoding",
        "    </IfModule>",
        "</FilesMatch>",
        f'<FilesMatch "\\.({_SUFFIXES})\\.(br|gz)$">',
        "    RemoveLanguage .br",
        "    RemoveType .gz",
        "    AddEncoding br .br",
        "    AddEncoding gzip .gz",
        "    SetEnv no-gzip 1",
        "    SetEnv no-brotli 1",
        "    <IfModule mod_headers.c>",
        "        Header always merge Vary Accept-Encoding",
        "    </IfModule>",
        "</FilesMatch>",
    ]


def _negotiate(encoding: str, suffix: str) -> list[str]:
    return [
        rf"    RewriteCond %{{HTTP:Accept-Encoding}} \b{encoding}\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))",
        f"    RewriteCond %{{REQUEST_FILENAME}}.{suffix} -s",
        rf"    RewriteRule \.({_SUFFIXES})$ %{{REQUEST_URI}}.{suffix} [L]",
    ]
