"""Letters and words of Urdu, Arabic and Hindi in Latin letters."""

from __future__ import annotations

KNOWN: dict[str, str] = {
    "ur": (
        "کسٹمر customer کسٹمرز customers سروس service سروسز services سٹینڈرڈ standard اسٹینڈرڈ standard آپریٹنگ operating سروے survey "
        "پالیسی policy پالیسیاں policies ڈیلیوری delivery آرڈر order آرڈرز orders ریفنڈ refund وارنٹی warranty برانچ branch فون phone ای e میل mail "
        "ویب web سائٹ site آن on لائن line اکاؤنٹ account پاس pass ورڈ word کارڈ card بل bill فیس fees رقم raqam واپسی wapsi شکایت shikayat شکایات shikayat "
        "سوال sawal سوالات sawalat جواب jawab طریقہ tariqa کار kar معیار meyar خدمت khidmat خدمات khidmaat گاہک gahak گاہکوں gahakon صارف sarif "
        "صارفین sarfeen کیا kya ہے hai ہیں hain کیسے kaise کیوں kyun اور aur کے ke کی ki کا ka کو ko میں mein سے se پر par نے ne ہم hum آپ aap "
        "لیے liye لئے liye مدد madad ادائیگی adaigi خریداری kharidari قیمت qeemat وقت waqt دن din گھنٹے ghante اصول usool شرائط sharait رہنما rehnuma "
        "ہدایات hidayat عملہ amla عملے amle مرمت marammat تبدیلی tabdeeli سامان saman مصنوعات masnuaat اطلاع ittila اہم ahem ہمارا hamara ہماری hamari "
        "ہمارے hamare رابطہ rabta پتہ pata نمبر number ایپ app پروسیس process مینیجر manager ٹیم team سٹاف staff اسٹاف staff کاؤنٹر counter کال call "
        "ٹیکنیشن technician انسٹالیشن installation انوائس invoice رسید raseed سنیں sunein سننا sunna توقع tawaqqo ضروریات zaruriyat مستقل mustaqil مزاجی mizaji "
        "تجاویز tajaweez تجربہ tajurba رائے raye احترام ehtram رازداری raazdari یقین yaqeen نمونہ namuna اثر asar غریب ghareeb فائدے faide فوائد fawaid "
        "مسائل masail عملی amli حکمت hikmat فعال faal غیر ghair رد radd عمل amal رشتہ rishta دار dar بنیادیں bunyadein بہترین behtareen پریکٹس practice"
    ),
    "ar": (
        "خدمة khidmat خدمات khidmat العملاء umala عملاء umala العميل amil عميل amil سياسة siyasat الإرجاع irja إرجاع irja الاسترجاع istirja استرداد istirdad الاسترداد istirdad "
        "الضمان daman ضمان daman التوصيل tawsil توصيل tawsil الأسئلة asila أسئلة asila الشائعة shaia شائعة shaia شكوى shakwa الشكوى shakwa الشكاوى shakawa شكاوى shakawa "
        "معايير maayir معيار miyar المعايير maayir إجراءات ijraat الإجراءات ijraat إجراء ijra خطوات khutuwat كيفية kayfiyat كيف kayf طريقة tariqat دليل dalil "
        "استبيان istibyan استطلاع istitla الطلب talab طلب talab الطلبات talabat طلبات talabat الدفع daf الرسوم rusum رسوم rusum المنتج muntaj المنتجات muntajat "
        "الفرع far الفروع furu الاتصال ittisal اتصال ittisal من min إلى ila في fi على ala عن an مع maa ما ma هل hal الاستماع istima توقع tawaqqu احتياجات ihtiyajat "
        "التناسق tanasuq نصائح nasaih إعلان ilan إشعار ishar الخصوصية khususiyat رضا rida تجربة tajribat الزيارة ziyarat زيارة ziyarat لكم lakum لنا lana هو huwa هي hiya"
    ),
    "hi": (
        "कस्टमर customer सर्विस service सर्वे survey पॉलिसी policy ऑर्डर order रिफंड refund रिफ़ंड refund वारंटी warranty फोन phone फ़ोन phone ईमेल email "
        "वेबसाइट website ऑनलाइन online अकाउंट account पासवर्ड password कार्ड card बिल bill डिलीवरी delivery इंस्टॉलेशन installation कॉल call ऐप app टीम team "
        "प्रक्रियाएं prakriyaen प्रक्रियाएँ prakriyaen अपेक्षाएँ apekshaen अपेक्षाएं apekshaen में mein हैं hain है hai"
    ),
}  # fmt: skip
CONSONANTS = {
    "ب": "b", "پ": "p", "ت": "t", "ٹ": "t", "ث": "s", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ڈ": "d", "ذ": "z",
    "ر": "r", "ڑ": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f",
    "ق": "q", "ک": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ہ": "h", "ه": "h", "ں": "n",
}  # fmt: skip
ARABIC_SOUNDS = {"ث": "th", "ذ": "dh", "ض": "d"}
VOWELS = {
    "ا": "a",
    "آ": "a",
    "أ": "a",
    "إ": "i",
    "ٱ": "a",
    "ى": "a",
    "ے": "e",
    "ۓ": "e",
    "ع": "a",
    "ة": "a",
    "ۃ": "a",
}
SIGNS = {"\u064e": "a", "\u064f": "u", "\u0650": "i", "\u064b": "an", "\u064c": "un", "\u064d": "in", "\u0670": "a", "\u0657": "u"}  # fmt: skip
SILENT = "ء\u0651\u0652\u0640\u200c\u200d\u0654\u0655"
DEVANAGARI = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n", "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ञ": "n", "ट": "t", "ठ": "th",
    "ड": "d", "ढ": "dh", "ण": "n", "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n", "प": "p", "फ": "ph", "ब": "b", "भ": "bh",
    "म": "m", "य": "y", "र": "r", "ल": "l", "ळ": "l", "व": "v", "श": "sh", "ष": "sh", "स": "s", "ह": "h",
}  # fmt: skip
NUKTA = {"क": "q", "ख": "kh", "ग": "gh", "ज": "z", "ड": "r", "ढ": "rh", "फ": "f"}
INDEPENDENT = {"अ": "a", "आ": "a", "इ": "i", "ई": "i", "उ": "u", "ऊ": "u", "ऋ": "ri", "ए": "e", "ऐ": "ai", "ओ": "o", "औ": "au", "ऑ": "o", "ऍ": "e"}  # fmt: skip
MATRAS = {"ा": "a", "ि": "i", "ी": "i", "ु": "u", "ू": "u", "ृ": "ri", "े": "e", "ै": "ai", "ो": "o", "ौ": "au", "ॉ": "o", "ॅ": "e"}  # fmt: skip
