"""Words that label questions, answers and sections."""

from __future__ import annotations

import re

QUESTION_LABEL = re.compile(
    r"(?:Q(?:uestion)?\s*\d*|سوال(?:\s*نمبر)?\s*[\d۰-۹]*|س|السؤال(?:\s*[\d٠-٩]*)?|سؤال(?:\s*[\d٠-٩]*)?|प्रश्न\s*[\d०-९]*|सवाल\s*[\d०-९]*|प्र)\s*[:.：۔)\-–]+\s*",
    re.I,
)
ANSWER_LABEL = re.compile(
    r"(?:A(?:nswer)?\s*\d*|جواب\s*[\d۰-۹]*|ج|الجواب|الإجابة|إجابة|उत्तर\s*[\d०-९]*|जवाब|उ)\s*[:.：۔)\-–]+\s*",
    re.I,
)
SECTION = re.compile(
    r"(?P<n>\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+\S"
    r"|(?:section|chapter|part|article|clause|باب|دفعہ|شق|حصہ|المادة|البند|القسم|الفصل|الباب|अध्याय|भाग|धारा|खंड)\s+\S",
    re.I,
)
