"""What help systems put around the text of an article in their exports, by class and by id."""

from __future__ import annotations

# Class or id (with #) → the rule by which the element is removed.
CONFLUENCE = {
    "page-metadata": "byline",
    "#breadcrumb-section": "navigation",
    "toc-macro": "toc",
    "childpages-macro": "related",
    "plugin_pagetree": "related",
    "recently-updated": "related",
    "contentbylabel": "related",
    "jira-table": "template-error",
    "issue-placeholder": "template-error",
    "placeholder-inline": "template-error",
    "#footer": "furniture",
    "#labels-section": "credit",
    "#likes-and-labels-container": "credit",
}
CONFLUENCE_SECTIONS = {"attachments": "embed", "comments": "comment", "children": "related"}
"""The id of the heading of a section below the text → the rule."""
ZENDESK = {
    "skip-navigation": "navigation",
    "article-author": "byline",
    "article-meta": "byline",
    "article-votes": "furniture",
    "article-vote": "furniture",
    "article-subscribe": "furniture",
    "article-more-questions": "furniture",
    "article-return-to-top": "navigation",
    "article-relatives": "related",
    "related-articles": "related",
    "recent-articles": "related",
    "article-comments": "comment",
    "article-attachments": "embed",
    "attachments": "embed",
    "promoted-articles": "related",
    "footer": "furniture",
    "#section-articles": "navigation",
}
BOXES = {"confluence-information-macro", "panel", "callout", "admonition", "alert", "infobox"}
OPENING = {"expand-container", "accordion-item", "accordion__item", "collapse-item"}
NO_BOXES = {"code", "preformatted", "code-block", "pdl"}
TITLES = {
    "title",
    "panelHeader",
    "codeHeader",
    "expand-control",
    "expand-control-text",
    "admonition-title",
    "callout__title",
    "callout-title",
    "alert-title",
    "alert-heading",
    "accordion-title",
    "accordion__title",
    "accordion-header",
}
KINDS = {
    "information": "info",
    "info": "info",
    "note": "note",
    "tip": "tip",
    "success": "success",
    "warning": "warning",
    "caution": "warning",
    "important": "warning",
    "danger": "danger",
    "error": "danger",
}
EXPAND = "click here to expand"
"""The words that Confluence shows where an author gave an expander no title."""
EMOTICONS = {
    "tick": "✔",
    "check_mark": "✔",
    "cross": "✖",
    "cross_mark": "✖",
    "error": "✖",
    "minus": "➖",
    "plus": "➕",
    "warning": "⚠",
    "information": "ℹ",
    "info": "ℹ",
    "question": "❓",
    "question_mark": "❓",
    "smile": "🙂",
    "thumbs-up": "👍",
}
