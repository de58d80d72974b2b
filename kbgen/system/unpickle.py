"""Reads what was pickled without running anything that it names."""

from __future__ import annotations

import io
import pickle
import sys
from dataclasses import is_dataclass
from enum import Enum
from typing import Any

_PLAIN = {("datetime", "date"), ("datetime", "time"), ("decimal", "Decimal")}


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith("kbgen.") and module in sys.modules:  # importing would run it
            found = super().find_class(module, name)
            if isinstance(found, type) and _is_data(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no plain data")


def _is_data(kind: type) -> bool:
    is_model = is_dataclass(kind) or hasattr(kind, "model_fields")
    return is_model or issubclass(kind, Enum | tuple)


def load_plain(content: bytes) -> Any:
    """Return the data: basic types, dates, times, decimals, and kbgen's own dataclasses, models,
    named tuples and enumerations.

    Raises ValueError for anything else, also for what is cut short.
    """
    try:
        return _Reader(io.BytesIO(content)).load()
    except Exception as problem:  # bytes that nobody meant can fail in any way
        raise ValueError(f"this cannot be read: {problem}") from problem
