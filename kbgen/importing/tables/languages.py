"""Letters and the commonest words by which languages are told."""

from __future__ import annotations

import re

NAMES = {
    "en": "English", "ur": "Urdu", "ar": "Arabic", "hi": "Hindi", "fa": "Persian", "mr": "Marathi",
    "ne": "Nepali", "ps": "Pashto", "sd": "Sindhi", "ckb": "Kurdish", "sa": "Sanskrit",
    "fr": "French", "de": "German", "es": "Spanish", "pt": "Portuguese", "it": "Italian",
    "tr": "Turkish", "id": "Indonesian", "roman-ur": "Urdu or Hindi in Latin letters",
}  # fmt: skip
SCRIPTS = {
    "arab": re.compile(
        "[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]"
    ),
    "deva": re.compile("[\u0904-\u0939\u0958-\u0961]"),
    "latn": re.compile("[A-Za-z\u00c0-\u024f]"),
}
COMMON: dict[str, dict[str, str]] = {
    "arab": {
        "ur": "ہے ہیں کے کی کا میں سے کو نے اور پر یہ کہ اس آپ کیا نہیں بھی تو ہم وہ لیے لئے ایک ھے ھیں "
        "کریں کرنے ہو گا گی ہوں تھا ہمارے جو اپنے یا",
        "ar": "في من على إلى الى عن أن ان التي الذي هذا هذه مع لا ما كان يمكن هو هي كل أو او قد لم لن ثم أي بعد "
        "قبل عند لدى يجب خلال إذا نحن لكم أنت ذلك كما بين غير و",
        "fa": "است که از به را این می های برای با شما شود آن هر خود یا تا نیز کنید باید شده ما کرد اگر است. هستند "
        "کنیم می‌شود می‌توانید دارد پس نمی",
        "ps": "دی ده په چې له څخه سره کې او کړي کوي نه یو هغه دغه شوي ته",
        "sd": "آهي ۾ جو جي کي آهن سان ۽ ته نه ڪري اهو جا هڪ لاءِ",
        "ckb": "لە بە بۆ کە ئەم لەگەڵ دەکات هەموو ئێمە و یان نییە",
    },
    "deva": {
        "hi": "है हैं के का की में से को और पर यह कि नहीं ने इस भी आप तो हम वह लिए एक या जो करें करने हो गा था थी "
        "अपने हमारे हमारी आपके आपको हूँ कोई लेकिन जब",
        "mr": "आहे आहेत आणि च्या मध्ये नाही हा ही हे तो ती ते व साठी किंवा आपण आपल्या आम्ही तुम्ही तुमच्या करा झाले "
        "होते असेल केले करण्यासाठी आमच्या काही त्या पण येथे जर तर",
        "ne": "छ छन् छैन र को मा लाई हो हुन्छ गर्न भएको पनि यो गरेको गर्नुहोस् तपाईं तपाईंको हामी हाम्रो भने सक्नुहुन्छ "
        "गर्छ थियो वा लागि गरी यस",
    },
    "latn": {
        "en": "the and of to is in a for you your we our that it this be are with on or not if as can will from by an "
        "have at which do how what please within may all us",
        "fr": "le la les de des et est un une pour vous nous que dans sur pas avec votre ou au du",
        "de": "der die das und ist nicht ein eine für sie wir mit auf den von zu ihre im dem werden",
        "es": "el la los las de y es un una para que en con por su no se del al usted",
        "pt": "o a os as de e é um uma para que em com por seu não se do da você",
        "it": "il la i gli di e è un una per che in con non si del della suo",
        "tr": "ve bir bu için ile de da ne olarak en çok daha gibi sizin",
        "id": "dan yang di untuk dengan ini dari tidak anda kami adalah pada ke atau",
        "roman-ur": "hai hain ka ke ki ko se mein aur aap kya nahi nahin kar karein ho ga hum apne liye yeh par agar",
    },
}  # fmt: skip
OWN_LETTERS: dict[str, dict[str, str]] = {
    "arab": {
        "ur": "ٹڈڑںےۓھ", "ps": "ټځڅډړږښڼېۍ", "sd": "ڄڃڇٺٿڀڦڳڱڻڊ۽۾ڪ", "ckb": "ڕڵۆێەۊ",
    },
    "deva": {"mr": "ळऱ"},
    "latn": {"de": "ßÄÖÜäöü", "fr": "éèàçêœ", "es": "ñ¿¡", "tr": "ğışĞİŞ", "pt": "ãõ"},
}  # fmt: skip
