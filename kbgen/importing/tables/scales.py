"""The answer scales of questionnaires, by what they measure."""

from __future__ import annotations

from kbgen.importing.tables.joined import joined

FAMILIES: dict[str, str] = {
    "quality": joined(lambda table: table.scales.quality),
    "agreement": joined(lambda table: table.scales.agreement),
    "satisfaction": joined(lambda table: table.scales.satisfaction),
    "frequency": joined(lambda table: table.scales.frequency),
}
