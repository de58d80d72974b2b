"""Patterns of lines that are certainly debris."""

from __future__ import annotations

import re

from kbgen.importing.tables.joined import joined

TEMPLATE_LINE = re.compile(
    r"(?:\$\w+(?:\[\w+\])? not found|loading\s?(?:\.{2,}|…)|please wait\s?(?:\.{2,}|…)?"
    r"|\[object \w+\]|undefined|#(?:REF|N/A|VALUE|NAME|DIV/0)[!?]?"
    r"|lorem ipsum\b.*|click here to edit.*|nbsp;?|\?{3,}"
    r"|(?:notice|warning|fatal error|parse error|deprecated|uncaught \w*error): .*(?:on line \d+|undefined|deprecated|null).*"
    r"|(?:\{\{[^{}]*\}\}|\{%[^{}]*%\}|<%.*?%>|\$\{[^{}]*\}|%%?\w+%%?|\[/[a-z_]+\]|\[[a-z_]+ [\w-]+=[^\]]*\]|\[%[^\]]*%\])"
    r"(?:\s*[|·•–-]?\s*(?:\{\{[^{}]*\}\}|\{%[^{}]*%\}|<%.*?%>|\$\{[^{}]*\}|\[/?[a-z_]+[^\]]*\]))*)$",
    re.I,
)
EMPTY_VALUE = re.compile(r"(?:null|NaN|None|nil|Array)$")
"""Text that programs print for an empty value; in a list it may be an answer."""
TEMPLATE_INLINE = re.compile(
    r"\$config\[\w+\] not found"
    r"|\[object Object\]"
    r"|\{\{\s*(?:page|site|post|article|content|item|entry|block)\.[\w.]+\s*(?:\|[^{}]*)?\}\}"
    r"|\{%-?\s*\w+[^{}]*%\}|<\?php.*?\?>|<%=?.*?%>"
    r"|\[/?(?:caption|gallery|embed|video|audio|shortcode|vc_row|vc_column|et_pb_\w+)(?: [^\]]*)?\]"
)
CREDIT = re.compile(
    rf"(?:{joined(lambda table: table.debris.credit_line)}"
    rf"|(?:{joined(lambda table: table.debris.credit)})"
    rf"(?:\s+(?:{joined(lambda table: table.debris.credit_after)}))?\s*[:：]\s*\S.{{0,60}}"
    rf"|.{{0,30}}(?:{joined(lambda table: table.debris.agencies)}).{{0,30}})$",
    re.I,
)
"""The credit of a picture that is not in the document."""
TAGS = re.compile(rf"(?:{joined(lambda table: table.debris.tags)})\s*[:：]\s*\S.{{0,120}}$", re.I)
PLAYER = re.compile(joined(lambda table: table.debris.player), re.I)
"""Texts on a video player."""
BROUGHT = re.compile(joined(lambda table: table.debris.brought), re.I)
NAME = r"(?:[A-Z][\w'’.-]+|[^\W\dA-Za-z_][^\s\d:]*)"
BYLINE = re.compile(
    rf"(?:{joined(lambda table: table.debris.byline_capitals)})\s*:?\s+{NAME}(?:\s+{NAME}){{0,3}}"
    r"(?:\s*[|,·•–-].{0,40})?$"
    rf"|(?:{joined(lambda table: table.debris.byline_line)})$"
    rf"|(?:{joined(lambda table: table.debris.byline)})\s*[:：]\s*\S+(?:\s+\S+){{0,4}}$"
    rf"|(?:{joined(lambda table: table.debris.byline_bare)})\s+\S+(?:\s+\S+){{0,3}}$"
    rf"|\S+(?:\s+\S+){{0,3}}\s+(?:{joined(lambda table: table.debris.byline_after)})$"
)
READING_TIME = re.compile(rf"(?:{joined(lambda table: table.debris.reading_time)})$", re.I)
NO_AUTHORS = frozenset(joined(lambda table: table.debris.no_authors).split("|"))
PAGE = re.compile(
    rf"(?:{joined(lambda table: table.debris.page)})\s*\d+"
    rf"(?:\s*(?:/|{joined(lambda table: table.debris.page_of)})\s*\d+)?$"
    r"|\d+\s*/\s*\d+$|[-–—]\s*\d{1,4}\s*[-–—]$",
    re.I,
)
RIGHTS = re.compile(
    rf"(?:©|{joined(lambda table: table.debris.rights)}).{{0,120}}$"
    rf"|.{{0,60}}(?:{joined(lambda table: table.debris.all_rights)}).{{0,20}}$",
    re.I,
)
CRUMB = re.compile(r"\s*(?:>|»|›|→|\\|::)\s*|\s+/\s+|\s*[«‹]\s*")
