"""Commands that write pages write them into folders of languages."""

from __future__ import annotations

from kbgen.errors import KbgenError
from kbgen.model.site import Settings


def need_folders(settings: Settings, command: str) -> None:
    """Raise KbgenError if the content folder has another structure; say what to do."""
    structure, content = settings.structure, settings.relative(settings.content)
    writes = f"'{command}' writes pages into folders of languages"
    if structure.name == "suffix":
        raise KbgenError(
            f"{writes}, and the languages of this project stand in the names of its files; move "
            "them first with: kbgen migrate --from mkdocs-suffix"
        )
    if structure.name == "single":
        lang = structure.default
        only = f"languages: [{{locale: {lang}, name: Help, default: true}}]"
        raise KbgenError(
            f"{writes}, and this project has none; move its pages to {content}/{lang}/, and in "
            f"mkdocs.yml, before kbgen, write - i18n: {{docs_structure: folder, {only}}}"
        )
