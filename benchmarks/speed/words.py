"""Sentences of a help centre in four languages: patterns, their words, and new words as text grows.

Of every language, the same few dozen real nouns start the text. The chance that the next noun is a
new one, made of the language's syllables (a product, a place, a name), falls as the text grows
(Heaps' law); any other noun is one that was said before, so that frequent ones stay frequent
(Zipf's). Patterns and places of nouns are the same in all languages, so that each says the same.
"""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """`patterns` have slots for nouns; `reminder` and `see` one for a fact or a link."""

    patterns: tuple[str, ...]
    nouns: tuple[str, ...]
    syllables: tuple[tuple[str, ...], ...]  # first, middle, last
    reminder: str
    see: str


ENGLISH = Language(
    patterns=(
        "Please keep the {0} with the {1} until the {2} is ready.",
        "If the {0} is not what you expected, show it to us at the {1}.",
        "We look after your {0} and tell you when the {1} changes.",
        "You can ask for the {0} at every {1}, and nobody asks you why.",
        "A colleague checks the {0} before the {1} leaves our {2}.",
        "Write the name of the {0} on the {1}, so that the {2} finds you.",
        "Our team for {0} works together with the people of {1}.",
        "When the {0} is late, call us and mention the {1}.",
        "The {0} stays yours, even if the {1} is lost on its way to {2}.",
        "Most customers choose {0}, because the {1} is included.",
        "You see the {0} in your {1} before you agree to anything.",
        "There is no charge for the {0} unless the {1} was opened.",
        "Open the box, compare the {0} with the {1} and tell us if the {2} is missing.",
        "What we promise for the {0} also holds for the {1} and the {2}.",
        "Some {0} need more care, and the {1} explains how.",
        "Take a picture of the {0} if the {1} is damaged.",
    ),
    nouns=tuple(
        "order receipt parcel refund account branch repair driver counter label delivery "
        "warranty payment form address box lamp heater freezer table cable filter handle "
        "drawer carpet shelf charger manual visit booking complaint answer promise notice key "
        "door".split()
    ),
    syllables=(
        tuple("bar cal den far gol han jor kal lum mar nor pel ras sel tor val wen zar".split()),
        tuple("a e i o a an el in or u".split()),
        tuple("bek dan dora fin lis lon mara mo nix ra sol ta van vera wick zen".split()),
    ),
    reminder="Please remember: {0}.",
    see="More about this is said [on the page about {0}]({1}).",
)
URDU = Language(
    patterns=(
        "براہِ کرم {0} اور {1} کو {2} تیار ہونے تک سنبھال کر رکھیں۔",
        "اگر {0} آپ کی توقع کے مطابق نہ ہو تو اسے {1} پر ہمیں دکھائیں۔",
        "ہم آپ کے {0} کا خیال رکھتے ہیں اور {1} میں تبدیلی کی خبر دیتے ہیں۔",
        "آپ ہر {1} پر {0} مانگ سکتے ہیں، اور کوئی آپ سے وجہ نہیں پوچھتا۔",
        "ہمارا ساتھی {1} بھیجنے سے پہلے {2} میں {0} کو جانچتا ہے۔",
        "اپنی {1} پر {0} کا نام لکھیں تاکہ {2} آپ تک پہنچ جائے۔",
        "{0} کی ہماری ٹیم {1} والوں کے ساتھ مل کر کام کرتی ہے۔",
        "جب {0} میں دیر ہو تو ہمیں کال کریں اور {1} کا ذکر کریں۔",
        "{0} آپ ہی کا رہتا ہے، چاہے {1} راستے میں {2} کے پاس کھو جائے۔",
        "زیادہ تر گاہک {0} چنتے ہیں کیونکہ {1} اس میں شامل ہے۔",
        "کسی بات پر راضی ہونے سے پہلے آپ اپنے {1} میں {0} دیکھتے ہیں۔",
        "{0} کے لیے کوئی رقم نہیں لی جاتی، بس {1} کھلا نہ ہو۔",
        "ڈبا کھولیں، {0} کو {1} سے ملائیں اور بتائیں کہ {2} ہے یا نہیں۔",
        "جو وعدہ ہم {0} کے لیے کرتے ہیں وہی {1} اور {2} کے لیے بھی ہے۔",
        "کچھ {0} زیادہ توجہ چاہتے ہیں، اور {1} میں طریقہ لکھا ہے۔",
        "اگر {1} کو نقصان پہنچا ہو تو {0} کی تصویر لیں۔",
    ),
    nouns=tuple(
        "آرڈر رسید پارسل واپسی اکاؤنٹ برانچ مرمت ڈرائیور کاؤنٹر لیبل ڈیلیوری وارنٹی ادائیگی "
        "فارم پتا ڈبا لیمپ ہیٹر فریزر میز تار فلٹر ہینڈل دراز قالین شیلف چارجر کتابچہ ملاقات "
        "بکنگ شکایت جواب وعدہ اطلاع چابی دروازہ".split()
    ),
    syllables=(
        tuple("گل نور شاد چم بہار پری مہر سنگ خوش ٹال ڈل جام روپ زر کوہ ماہ پھل".split()),
        tuple("ا ی و ان ال ر ن ستا".split()),
        tuple("پور گڑھ باغ آباد نگر وال دان چی ٹا زار ہار مند وش بین گاہ ڑی".split()),
    ),
    reminder="براہِ کرم یاد رکھیں: {0}۔",
    see="اس کی تفصیل [{0} کے صفحے]({1}) پر لکھی ہے۔",
)
ARABIC = Language(
    patterns=(
        "احتفظ من فضلك بما في {0} وفي {1} حتى يصبح {2} جاهزًا.",
        "إذا لم يكن {0} كما توقعت فاعرضه علينا في {1}.",
        "نعتني بما يخص {0} ونخبرك عندما يتغير {1}.",
        "يمكنك أن تطلب {0} من كل {1}، ولا يسألك أحد عن السبب.",
        "يفحص زميلنا {0} قبل أن يغادر {1} مقر {2}.",
        "اكتب اسم {0} على {1} حتى يصل إليك {2}.",
        "يعمل فريق {0} لدينا مع العاملين في {1}.",
        "عندما يتأخر {0} اتصل بنا واذكر {1}.",
        "يبقى {0} لك حتى لو ضاع {1} في الطريق إلى {2}.",
        "يختار معظم العملاء {0} لأن {1} من ضمن العرض.",
        "ترى {0} في {1} قبل أن توافق على أي أمر.",
        "لا نطلب مبلغًا مقابل {0} ما لم يُفتح {1}.",
        "افتح الصندوق وقارن {0} مع {1} وأخبرنا إن كان {2} ناقصًا.",
        "ما نعدك به في {0} نعدك به أيضًا في {1} وفي {2}.",
        "يحتاج بعض {0} إلى عناية أكبر، ويشرح {1} الطريقة.",
        "التقط صورة من {0} إذا تضرر {1}.",
    ),
    nouns=tuple(
        "الطلب الإيصال الطرد الاسترداد الحساب الفرع الإصلاح السائق المكتب الملصق التوصيل "
        "الضمان الدفع النموذج العنوان الصندوق المصباح السخان المجمد الجدول السلك المرشح "
        "المقبض الدرج السجاد الرف الشاحن الدليل الموعد الحجز البلاغ الجواب الوعد الإشعار "
        "المفتاح الباب".split()
    ),
    syllables=(
        tuple("نور بدر سلم رش قمر زهر شمس حر فرح مرج سهل طيب عنب غيث وسم لؤ".split()),
        tuple("ا و ي ان ال ر ن ما".split()),
        tuple("بان دين سار مون ران زيد صاف طور عين فاس قان لام نيس هار وان جد".split()),
    ),
    reminder="يرجى التذكّر: {0}.",
    see="تجد التفاصيل في [الصفحة عن {0}]({1}).",
)
HINDI = Language(
    patterns=(
        "कृपया {0} और {1} को {2} तैयार होने तक संभालकर रखें।",
        "अगर {0} वैसा न हो जैसा आप चाहते थे तो उसे {1} पर हमें दिखाएँ।",
        "हम आपके {0} का ध्यान रखते हैं और {1} बदलने पर आपको बताते हैं।",
        "आप हर {1} पर {0} माँग सकते हैं, और कोई आपसे कारण नहीं पूछता।",
        "हमारा साथी {1} भेजने से पहले {2} में {0} को जाँचता है।",
        "अपने {1} पर {0} का नाम लिखें ताकि {2} आप तक पहुँच जाए।",
        "{0} की हमारी टीम {1} के लोगों के साथ मिलकर काम करती है।",
        "जब {0} में देर हो तो हमें कॉल करें और {1} के बारे में बताएँ।",
        "{0} आपका ही रहता है, चाहे {1} रास्ते में {2} के पास खो जाए।",
        "अधिकतर ग्राहक {0} चुनते हैं क्योंकि {1} उसमें शामिल है।",
        "किसी बात पर राज़ी होने से पहले आप अपने {1} में {0} देखते हैं।",
        "{0} के लिए कोई रकम नहीं ली जाती, बस {1} खुला न हो।",
        "डिब्बा खोलें, {0} को {1} से मिलाएँ और बताएँ कि {2} है या नहीं।",
        "जो वादा हम {0} के लिए करते हैं वही {1} और {2} के लिए भी है।",
        "कुछ {0} पर अधिक ध्यान देना होता है, और {1} में तरीका लिखा है।",
        "अगर {1} को नुकसान पहुँचा हो तो {0} की तस्वीर लें।",
    ),
    nouns=tuple(
        "ऑर्डर रसीद पार्सल वापसी खाता शाखा मरम्मत चालक काउंटर लेबल वितरण वारंटी भुगतान फॉर्म "
        "पता डिब्बा दीपक हीटर फ्रीज़र मेज तार छन्नी हत्था दराज कालीन तख्ता चार्जर पुस्तिका "
        "भेंट बुकिंग शिकायत उत्तर वादा सूचना चाबी दरवाज़ा".split()
    ),
    syllables=(
        tuple("सूर चन्द राम गंग हिम कमल नव रत्न शिव देव माल वन जल सोन मधु तुल".split()),
        tuple("ना रि लु मे को न र ली".split()),
        tuple("पुर नगर गाव वती धाम मणि लोक दीप शाला तारा बाग मती रथ कुंज वास जा".split()),
    ),
    reminder="कृपया याद रखें: {0}।",
    see="इसके बारे में [{0} वाले पन्ने]({1}) पर लिखा है।",
)
LANGUAGES = {"en": ENGLISH, "ur": URDU, "ar": ARABIC, "hi": HINDI}


class Wording:
    """Makes the sentences of a language one after the other, equal in every run."""

    def __init__(self, lang: str) -> None:
        self.language = LANGUAGES[lang]
        # The same in every language, so that each says what the others say.
        self._chance, self._letters = random.Random("speed"), random.Random(f"speed {lang}")
        self._text = list(self.language.nouns)

    def noun(self) -> str:
        chance = self._chance
        # Heaps: with 30 √n different words among n, the next is new with 15 / √n.
        is_new = chance.random() < 15 / (len(self._text) + 2500) ** 0.5
        former = self._text[int(chance.random() * len(self._text))]  # one number, whatever is there
        word = self._coin() if is_new else former
        self._text.append(word)
        return word

    def sentence(self) -> str:
        pattern = self._chance.choice(self.language.patterns)
        return _upper_first(pattern.format(self.noun(), self.noun(), self.noun()))

    def paragraph(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def heading(self) -> str:
        return _upper_first(f"{self.noun()} {self.noun()} {self.noun()}")

    def _coin(self) -> str:
        first, middle, last = self.language.syllables
        chance = self._letters
        inner = "".join(chance.choice(middle) for _ in range(chance.choice((0, 1, 1, 2, 3))))
        return chance.choice(first) + inner + chance.choice(last)


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
