"""Patterns of lines that are surely debris."""

from __future__ import annotations

import re

TEMPLATE_LINE = re.compile(
    r"(?:\$\w+(?:\[\w+\])? not found|loading\s?(?:\.{2,}|…)|please wait\s?(?:\.{2,}|…)?"
    r"|\[object \w+\]|undefined|#(?:REF|N/A|VALUE|NAME|DIV/0)[!?]?"
    r"|lorem ipsum\b.*|click here to edit.*|nbsp;?|\?{3,}"
    r"|(?:notice|warning|fatal error|parse error|deprecated|uncaught \w*error): .*(?:on line \d+|undefined|deprecated|null).*"
    r"|(?:\{\{[^{}]*\}\}|\{%[^{}]*%\}|<%.*?%>|\$\{[^{}]*\}|%%?\w+%%?|\[/[a-z_]+\]|\[[a-z_]+ [\w-]+=[^\]]*\]|\[%[^\]]*%\])"
    r"(?:\s*[|·•–-]?\s*(?:\{\{[^{}]*\}\}|\{%[^{}]*%\}|<%.*?%>|\$\{[^{}]*\}|\[/?[a-z_]+[^\]]*\]))*)$",
    re.I,
)
EMPTY_VALUE = re.compile(r"(?:null|NaN|None|nil|Array)$")
"""What a program prints for nothing; in a list it may be an answer."""
TEMPLATE_INLINE = re.compile(
    r"\$config\[\w+\] not found"
    r"|\[object Object\]"
    r"|\{\{\s*(?:page|site|post|article|content|item|entry|block)\.[\w.]+\s*(?:\|[^{}]*)?\}\}"
    r"|\{%-?\s*\w+[^{}]*%\}|<\?php.*?\?>|<%=?.*?%>"
    r"|\[/?(?:caption|gallery|embed|video|audio|shortcode|vc_row|vc_column|et_pb_\w+)(?: [^\]]*)?\]"
)
CREDIT = re.compile(
    r"(?:(?:image|photo|picture|illustration)s?\s*(?:credits?|source|by|courtesy(?: of)?)\s*[:：]?\s+\S.{0,60}"
    r"|(?:تصویر|تصاویر|بشکریہ|صورة|الصورة|مصدر الصورة|تصوير|चित्र|छवि|फोटो|फ़ोटो|तस्वीर|साभार)(?:\s+(?:کریڈٹ|بشکریہ|क्रेडिट|साभार))?\s*[:：]\s*\S.{0,60}"
    r"|.{0,30}(?:getty images|shutterstock|istock(?:photo)?|unsplash|pexels|گیٹی امیجز|غيتي|जेटी इमेजेस|गेटी इमेजेज).{0,30})$",
    re.I,
)
"""Who made a picture that is not there."""
TAGS = re.compile(
    r"(?:tags?|categor(?:y|ies)|filed under|posted in|ٹیگز|ٹیگ|زمرہ جات|الوسوم|وسوم|التصنيفات|كلمات مفتاحية|टैग|टैग्स|श्रेणी|श्रेणियाँ)\s*[:：]\s*\S.{0,120}$",
    re.I,
)
PLAYER = re.compile(
    r"volume \d+ ?%|\d+ seconds? of .{3,40}|press shift.{0,60}|play(?:ing)?(?: video)?|skip ad|\d{1,2}:\d{2}(?: ?/ ?\d{1,2}:\d{2})?|now playing.{0,40}",
    re.I,
)
"""What stands on a video player."""
BROUGHT = re.compile(
    r"brought to you by|presented by|آپ کے ل[یئۓے]\S* لایا|کی طرف سے آپ کے|يقدم\w* لك|جلبت? لك|مقدم من|द्वारा आपके लिए|आपके लिए लाया",
    re.I,
)
NAME = r"(?:[A-Z][\w'’.-]+|[^\W\dA-Za-z_][^\s\d:]*)"
BYLINE = re.compile(
    rf"(?:(?:written|posted|published|reviewed|edited|updated|contributed|submitted) by|author|by)\s*:?\s+{NAME}(?:\s+{NAME}){{0,3}}"
    r"(?:\s*[|,·•–-].{0,40})?$"
    r"|posted (?:on|by) .{3,60}$"
    r"|(?:تحریر|مصنف|از قلم|قلمکار|مصنفہ|بقلم|كتبه|كتبته|كتب|الكاتب|بواسطة|نشر بواسطة|लेखक|लेखिका|लेखन|द्वारा लिखित|द्वारा)\s*[:：]\s*\S+(?:\s+\S+){0,4}$"
    r"|(?:بقلم|بواسطة|از قلم)\s+\S+(?:\s+\S+){0,3}$"
    r"|\S+(?:\s+\S+){0,3}\s+(?:کے قلم سے|द्वारा लिखित)$"
)
READING_TIME = re.compile(
    r"(?:reading time:? )?\d+ ?-?min(?:ute)?s?(?: read| to read)?$|\d+ منٹ (?:کا مطالعہ|پڑھنے کا وقت)$|وقت القراءة:? .{1,20}$"
    r"|\d+ دقائق? (?:قراءة|للقراءة)$|\d+ मिनट (?:पढ़ें|में पढ़ें|का पठन)$|पढ़ने का समय:? .{1,20}$",
    re.I,
)
CHANNELS = frozenset(
    [
        "phone",
        "telephone",
        "email",
        "e-mail",
        "post",
        "mail",
        "courier",
        "bank",
        "transfer",
        "card",
        "cash",
        "credit",
        "debit",
        "chat",
        "whatsapp",
        "sms",
        "text",
        "fax",
        "app",
        "website",
        "web",
        "road",
        "air",
        "sea",
        "car",
        "bus",
        "train",
        "foot",
        "hand",
        "law",
        "default",
        "branch",
        "store",
        "visiting",
        "calling",
        "writing",
        "signing",
        "using",
        "law",
        "order",
        "date",
        "name",
        "product",
        "category",
        "region",
        "country",
        "cheque",
        "check",
        "instalment",
        "instalments",
    ]
)
PAGE = re.compile(
    r"(?:page|p\.|صفحہ|صفحه|صفحة|الصفحة|पृष्ठ|पेज)\s*\d+(?:\s*(?:of|/|از|میں سے|من|का|में से)\s*\d+)?$|\d+\s*/\s*\d+$|[-–—]\s*\d{1,4}\s*[-–—]$",
    re.I,
)
RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright\b|حقوق النشر|جملہ حقوق|کاپی رائٹ|कॉपीराइट).{0,120}$|.{0,60}(?:all rights reserved|جملہ حقوق محفوظ|جميع الحقوق محفوظة|सर्वाधिकार सुरक्षित).{0,20}$",
    re.I,
)
CRUMB = re.compile(r"\s*(?:>|»|›|→|\\|::)\s*|\s+/\s+|\s*[«‹]\s*")
