"""Elements of HTML, and class names, by purpose."""

from __future__ import annotations

import re

SILENT = {
    "script",
    "style",
    "template",
    "head",
    "link",
    "meta",
    "input",
}
FURNITURE = {
    "nav",
    "aside",
    "footer",
    "form",
    "button",
    "dialog",
    "menu",
    "select",
    "option",
    "datalist",
    "textarea",
    "noscript",
}
EMBEDS = {
    "iframe",
    "video",
    "audio",
    "embed",
    "canvas",
    "map",
    "figcaption",
    "svg",
    "math",
    "object",
    "applet",
}
ROLES = {
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "menu",
    "menubar",
    "dialog",
    "alertdialog",
}
NAMES = re.compile(
    r"(?:^|[-_ ])(?:share|sharing|sharedaddy|social|addthis|related|recommend(?:ed|ations)?|breadcrumbs?|advert(?:isement)?s?|ads?|adslot|banner-ad|sponsor(?:ed)?|promo|cookies?|newsletter|subscribe|sidebar|pagination|pager|comments|site-(?:header|footer|nav)|navbar|menu|skip-link|popup|modal)(?:$|[-_ ])",
    re.I,
)
BLOCKS = {
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "body",
    "html",
    "center",
    "address",
    "figure",
    "fieldset",
    "details",
    "hgroup",
    "td",
    "th",
    "tr",
    "tbody",
    "thead",
    "tfoot",
    "caption",
    "dl",
    "legend",
    "label-block",
}
