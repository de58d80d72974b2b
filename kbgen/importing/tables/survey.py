"""Words by which questionnaires ask."""

from __future__ import annotations

import re

OVERALL = re.compile(
    r"\boverall\b|in general|on the whole|مجموعی|بحیثیت مجموعی|عمومی طور|بشكل عام|عموم[اًا]|إجمال|بوجه عام|بصفة عامة|कुल मिलाकर|समग्र|कुल मिला कर",
    re.I,
)
PERSON = re.compile(
    r"staff|employee|team member|colleague|person|anyone|member of|عملے|عملہ|سٹاف|اسٹاف|ملازم|شخص|موظف|العاملين|कर्मचारी|स्टाफ|व्यक्ति|सदस्य",
    re.I,
)
PRAISE = re.compile(
    r"commend|thank|praise|recogni[sz]e|mention|appreciat|nominate|تعریف|شکریہ|سراہ|نامزد|خراج|تشكر|شكر|الثناء|تثني|تكريم|ترشيح|تشيد|प्रशंसा|सराहना|धन्यवाद|नामित|आभार|तारीफ",
    re.I,
)
CALL = re.compile(
    r"\bcall you\b|contact you|get in touch|phone you|کال کریں|رابطہ کریں|فون کریں|نتصل بك|نتواصل معك|الاتصال بك|आपको (?:कॉल|फ़ोन|फोन)|आपसे संपर्क",
    re.I,
)
NAME = re.compile(r"\bname\b|نام|اسم|नाम", re.I)
REASON = re.compile(r"reason|\bwhy\b|وجہ|سبب|कारण|वजह|क्यों", re.I)
PHONE = re.compile(r"phone|mobile|\btel|فون|موبائل|رابطہ نمبر|هاتف|جوال|رقم|फ़ोन|फोन|मोबाइल", re.I)
OPEN_LABEL = re.compile(
    r"(?:open(?:[- ]ended)? questions?|your comments|اوپن(?:\s\S+){0,3}\sسوالات|کھلے(?:\s\S+){0,2}\sسوالات|(?:ال)?أسئلة (?:ال)?مفتوحة(?: (?:ال)?نهاية)?|(?:खुले|मुक्त)(?:\s\S+){0,2}\sप्रश्न)\s*[:：]?\s*",
    re.I,
)
THANKS = re.compile(r"thank you|thanks|شکریہ|شكر[اًا]|धन्यवाद", re.I)
ASKING = re.compile(
    r"survey|questionnaire|feedback form|سروے|سوالنامہ|رائے شماری|استبيان|استبانة|استطلاع|सर्वेक्षण|सर्वे|प्रश्नावली",
    re.I,
)
