"""Words by which a sentence differs from a headline."""

from __future__ import annotations

import re

JOINING_END = re.compile(
    r"(?:^|\s)(?:and|or|the|a|an|of|to|in|for|with|by|at|from|اور|یا|کے|کی|کا|کہ|في|من|على|إلى|عن|أو|और|या|के|की|का|कि)\s*$",
    re.I,
)
FINITE = re.compile(
    r"(?:\s(?:ہے|ہیں|ہوں|تھا|تھی|تھے|گا|گی|گے|دیں|کریں|کیجیے|चाहिए|है|हैं|हूँ|था|थी|थे|होगा|होगी|होंगे)\s*$)"
)
ENGLISH_SENTENCE = re.compile(
    r"^(?:please|we|you|i|it|they|this|these|there|if|when you|our staff|customers|all)\b.*"
    r"\b(?:is|are|was|were|will|can|must|may|should|has|have|do|does|give|take|call|visit)\b"
    r"|^please\b",
    re.I,
)
GREETING = re.compile(
    r"^(?:dear|hello|hi|greetings|عزیز|محترم|محترمہ|السلام علیکم|عزيزي|عزيزتي|أعزاءنا|السادة|السلام عليكم|प्रिय|नमस्ते|आदरणीय|महोदय)\b",
    re.I,
)

DATED = re.compile(
    r"(?:(?:last )?(?:updated|modified|revised|reviewed|published)|date|version|آخری تازہ کاری|تازہ کاری|تاریخ|ورژن|آخر تحديث|تم التحديث|التاريخ|تاريخ|الإصدار|अंतिम अद्यतन|अद्यतन|दिनांक|तारीख|संस्करण)[^.]{0,40}\d",
    re.I,
)
