"""Words by which titles name a kind of page, the weightiest kind first."""

from __future__ import annotations

import re

TITLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("faq", re.compile(r"\bfaqs?\b|frequently asked|questions and answers|اکثر پوچھے|عام سوالات|سوال و جواب|سوالات و جوابات|الأسئلة الشائعة|الأسئلة المتكررة|أسئلة شائعة|سؤال وجواب|अक्सर पूछे|सामान्य प्रश्न|सवाल[- ]जवाब|प्रश्नोत्तर", re.I)),
    ("standard", re.compile(r"\bstandards\b|service standard|standard operating|our promise|service charter|\bpledge\b|معیار|سٹینڈرڈ|اسٹینڈرڈ|سٹینڈرڈز|ہمارا وعدہ|وعدے|معايير|معيار|المعايير|ميثاق|وعدنا|تعهدنا|मानक|मानदंड|हमारा वादा|हमारे वादे|वचन", re.I)),
    ("policy", re.compile(r"\bpolic(?:y|ies)\b|terms (?:and|&) conditions|terms of (?:use|service)|پالیسی|حکمت عملی برائے|شرائط و ضوابط|ضابطہ|سياسة|سياسات|الشروط والأحكام|शर्तें|नीति|नीतियाँ|नियम और शर्तें", re.I)),
    ("procedure", re.compile(r"\bhow to\b|procedures?\b|step[- ]by[- ]step|instructions|طریقہ کار|طریقۂ کار|کا طریقہ|ہدایات|إجراء|إجراءات|خطوات|طريقة|كيفية|تعليمات|प्रक्रिया|प्रक्रियाएं|प्रक्रियाएँ|का तरीका|कैसे करें|चरण", re.I)),
)  # fmt: skip

POLICY_BODY = re.compile(
    r"\beffective (?:from|date)|this policy|liab(?:le|ility)|eligib|یہ پالیسی|نافذ العمل|اطلاق|هذه السياسة|تسري|سارية|यह नीति|लागू (?:होगी|होती|है)",
    re.I,
)
