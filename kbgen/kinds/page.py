"""The kind of plain pages, which lie at the root or in a folder that belongs to no other kind."""

from __future__ import annotations

from kbgen.kinds.kind import Kind

PAGE = Kind(name="page", noun="a page", lead_weight=0.9)
