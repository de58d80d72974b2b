"""A site whose branches keep all kinds of hours, in several time zones."""

from __future__ import annotations

from pathlib import Path

from tests.shell_site import ONE
from tests.sites import CONFIG, Project, write_site

TODAY = "2027-01-15"
"""The day of the build, a Friday."""
SITE = f"""\
-- mkdocs.yml --
{ONE}
-- content/facts.yml --
counter.hours:
  hours: "Mo-Fr 09:00-18:00; Sa 10:00-14:00"
  label: {{en: Opening hours}}
  varies: [region, branch]
  regions:
    SA:
      - {{starts: 2027-02-08, ends: 2027-03-09, hours: "Mo-Su 10:00-17:00,20:00-02:00", reason: {{en: Ramadan}}}}
      - {{starts: 2027-03-10, ends: 2027-03-12, hours: closed, reason: {{en: Eid al-Fitr}}}}
-- content/branches/riyadh.yml --
name: {{en: Riyadh}}
region: SA
address: {{en: Olaya Street}}
phone: "+966 11 555 0180"
location: {{latitude: 24.7, longitude: 46.7}}
-- content/branches/jeddah.yml --
name: {{en: Jeddah}}
region: SA
# Its own usual hours; in Ramadan and at Eid it keeps those of the country.
differs: {{counter.hours: {{hours: "Mo-Su 08:00-20:00", reason: {{en: Longer}}}}}}
-- content/branches/newyork.yml --
name: {{en: New York}}
region: US
timezone: America/New_York
hours: "Mo-Su 09:00-17:00"
-- content/branches/always.yml --
name: {{en: Airport}}
region: AE
hours: 24/7
-- content/branches/workdays.yml --
name: {{en: Workdays}}
region: AE
hours: "Mo-Fr 00:00-24:00; Sa 00:00-12:00"
-- content/branches/nights.yml --
name: {{en: Nights}}
region: AE
hours: "Fr-Sa 20:00-04:00"
-- content/branches/mondays.yml --
name: {{en: Mondays}}
region: AE
hours: "Mo 10:00-12:00"
-- content/branches/refit.yml --
name: {{en: Refit}}
region: AE
address: {{en: Mall}}
hours:
  - "Mo-Su 10:00-22:00"
  - starts: 2027-02-01
    ends: 2027-02-20
    hours: closed
    reason: {{en: We are renovating.}}
-- content/branches/never.yml --
name: {{en: Never}}
region: AE
hours: closed
-- content/en/faq/hours.md --
---
title: Hours
---
## When are you open? {{#when}}
Usually {{{{ counter.hours }}}}.
"""


def build_hours(root: Path) -> Project:
    project = write_site(root, SITE)
    project.build("--as-of", TODAY)
    return project


CONTACTS = f"""\
-- mkdocs.yml --
{CONFIG.replace("- kbgen", "- kbgen: {contact: [line, chat, care], timezone: Asia/Dubai}")}
-- content/facts.yml --
desk.hours:
  hours: "Mo-Fr 09:00-18:00"
  varies: region
  regions:
    SA: {{starts: 2027-02-08, ends: 2027-03-09, hours: "Mo-Su 20:00-02:00", reason: {{en: Ramadan, ur: رمضان, ar: رمضان, hi: रमज़ान}}}}
line: {{phone: "+971 4 555 0142", hours: desk.hours, label: {{en: Helpline, ur: ہیلپ لائن, ar: خط المساعدة, hi: हेल्पलाइन}}}}
chat: {{whatsapp: "+971 50 555 0142", hours: desk.hours}}
care: {{email: care@example.com}}
-- content/branches/dubai.yml --
name: {{en: Dubai, ur: دبئی, ar: دبي, hi: दुबई}}
region: AE
-- content/branches/riyadh.yml --
name: {{en: Riyadh, ur: ریاض, ar: الرياض, hi: रियाद}}
region: SA
-- content/en/faq/help.md --
---
title: Help
---
## Who helps? {{#who}}
We do.
"""
"""A site whose telephone and WhatsApp are answered at certain hours."""


def build_contacts(root: Path) -> Project:
    project = write_site(root, CONTACTS)
    project.build("--as-of", TODAY)
    return project
