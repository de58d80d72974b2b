"""A page of no special kind: it lies in no folder of a kind, or at the root."""

from __future__ import annotations

from kbgen.kinds.kind import Kind

PAGE = Kind(name="page", noun="a page", lead_weight=0.9)
