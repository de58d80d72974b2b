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

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    "|جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر"
    "|يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
    "|जनवरी|फ़रवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|सितम्बर|अक्टूबर|अक्तूबर|नवंबर|नवम्बर|दिसंबर|दिसम्बर"
)
DATE = re.compile(
    rf"(?:\w+[,،] *)?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}})[,،]? *(?:\d{{4}})?ء?",
    re.I,
)

AMOUNT = re.compile(
    r"(?:AED|SAR|BHD|Dhs?|Rs|[$€£₹])?\W{0,2}\d[\d.,٫٬ ]*"
    r"(?:AED|SAR|BHD|Dhs?|Rs|[$€£₹%٪]|dirhams?|riyals?|rupees?|درہم|ریال|روپے|درهم[\w\u064b-\u0652]*|دراهم|ريال[\w\u064b-\u0652]*|दिरहम|रियाल|रुपये)?",
    re.I,
)
