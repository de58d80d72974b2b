"""Words by which pages of every site label what is not their content.

All entries are compared through `blocks.fold`: case, hamza, digits and marks do not matter.
"""

CONTENTS = (
    "contents|table of contents|in this article|on this page|in this page|what's in this article|"
    "فہرست|فہرست کا خانہ|فہرست مضامین|فہرستِ مضامین|مندرجات|فہرست مندرجات|اس مضمون میں|اس صفحے پر|"
    "جدول المحتويات|المحتويات|قائمة المحتويات|فهرس|الفهرس|فهرس المحتويات|في هذا المقال|في هذه الصفحة|محتويات المقال|"
    "विषयसूची|विषय सूची|विषय-सूची|अनुक्रमणिका|सामग्री की तालिका|इस लेख में|इस पृष्ठ पर|विषय वस्तु की सूची"
)
RELATED = (
    "related|related articles|related posts|related stories|related reading|related content|related topics|"
    "related links|see also|also see|read also|also read|read more|read next|you may also like|"
    "you might also like|more from this site|more articles|more stories|more like this|recommended|"
    "recommended for you|recommended articles|popular posts|popular articles|trending now|latest posts|"
    "don't miss|up next|keep reading|"
    "متعلقہ مضامین|متعلقہ تحریریں|متعلقہ خبریں|متعلقہ پوسٹس|یہ بھی پڑھیں|یہ بھی پڑھئے|مزید پڑھیں|مزید پڑھئے|بھی دیکھو|"
    "یہ بھی دیکھیں|یہ بھی دیکھئے|مزید دیکھیں|مزید مضامین|مقبول مضامین|تجویز کردہ مضامین|آپ کو یہ بھی پسند آ سکتا ہے|"
    "مقالات ذات صلة|مقالات مشابهة|مقالات ذات علاقة|مواضيع ذات صلة|مواضيع مشابهة|مواضيع متعلقة|اقرأ أيضا|اقرأ ايضا|"
    "اقرئي أيضا|قد يعجبك أيضا|قد يهمك أيضا|ربما يعجبك|شاهد أيضا|انظر أيضا|المزيد من المقالات|اقرأ المزيد|"
    "مقالات مقترحة|الأكثر قراءة|"
    "संबंधित लेख|सम्बंधित लेख|संबंधित पोस्ट|संबंधित खबरें|यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|यह भी देखें|ये भी देखें|"
    "और पढ़ें|और पढ़े|आगे पढ़ें|आपको यह भी पसंद आ सकता है|अन्य लेख|लोकप्रिय लेख|अनुशंसित लेख"
)
VIDEO_OF_DAY = (
    "video of the day|today's video|daily video|featured video|watch now|watch the video|watch video|"
    "دن کی ویڈیو|آج کی ویڈیو|ویڈیو دیکھیں|"
    "فيديو اليوم|فيديو يوم|شاهد الفيديو|مقطع فيديو اليوم|"
    "दिन का वीडियो|आज का वीडियो|दिन की वीडियो|वीडियो देखें"
)
VIDEO = "video|ویڈیو|وڈیو|فيديو|الفيديو|वीडियो|विडियो"
ADVERT = (
    "advertisement|advertisements|advertising|sponsored|sponsored content|sponsored links|promoted|"
    "promoted content|ad|ads|ads by google|advertisement continue reading below|continue reading below|"
    "story continues below advertisement|article continues below advertisement|scroll to continue|"
    "اشتہار|اشتہارات|سپانسرڈ|اسپانسرڈ|اشتہار کے بعد جاری ہے|"
    "إعلان|إعلانات|اعلان ممول|إعلان ممول|محتوى ممول|برعاية|الإعلانات|يتبع بعد الإعلان|"
    "विज्ञापन|प्रायोजित|विज्ञापन के बाद जारी|विज्ञापन के बाद पढ़ना जारी रखें"
)
AMBIGUOUS_ADVERT = "إعلان|promoted|ad"
SUBSCRIBE = (
    "subscribe|subscribe now|subscribe to our newsletter|sign up for our newsletter|join our newsletter|"
    "get our newsletter|subscribe to our channel|enter your email address|"
    "نیوز لیٹر سبسکرائب کریں|ہمارا نیوز لیٹر سبسکرائب کریں|سبسکرائب کریں|ہمارے نیوز لیٹر کے لیے سائن اپ کریں|"
    "اشترك الآن|اشترك في نشرتنا البريدية|اشترك في النشرة البريدية|اشترك في القناة|اشترك في قناتنا|"
    "न्यूज़लेटर सब्सक्राइब करें|हमारे न्यूज़लेटर की सदस्यता लें|सब्सक्राइब करें|हमारा न्यूज़लेटर सब्सक्राइब करें"
)
NAVIGATION = (
    "skip to content|skip to main content|back to top|top|go to top|home|menu|toggle navigation|search|"
    "print|print this page|print page|previous|next|previous page|next page|previous article|next article|"
    "log in|login|sign in|register|leave a comment|leave a reply|post a comment|comments|no comments|"
    "loading|loading please wait|accept cookies|accept all cookies|we use cookies|cookie settings|"
    "click here to edit|all rights reserved|"
    "مواد پر جائیں|اوپر جائیں|واپس اوپر|ہوم|مینو|پرنٹ کریں|پچھلا|اگلا|پچھلا صفحہ|اگلا صفحہ|لاگ ان|لاگ ان کریں|تبصرہ کریں|"
    "تبصرے|جملہ حقوق محفوظ ہیں|"
    "تخطي إلى المحتوى|انتقل إلى المحتوى|العودة إلى الأعلى|عودة للأعلى|الرئيسية|القائمة|طباعة|اطبع الصفحة|السابق|التالي|"
    "الصفحة السابقة|الصفحة التالية|تسجيل الدخول|أضف تعليقا|اترك تعليقا|التعليقات|جميع الحقوق محفوظة|جار التحميل|"
    "सामग्री पर जाएं|ऊपर जाएं|वापस ऊपर|होम|मुख्य पृष्ठ|मेनू|मेन्यू|प्रिंट करें|पिछला|अगला|पिछला पृष्ठ|अगला पृष्ठ|लॉग इन|"
    "लॉग इन करें|टिप्पणी करें|टिप्पणियाँ|सर्वाधिकार सुरक्षित|लोड हो रहा है"
)
ANONYMOUS = (
    "anonim|anonymous|anonymus|anonymous author|by admin|admin|posted by admin|staff writer|by staff writer|editor|"
    "by editor|by the editor|guest author|by guest author|unknown author|author|by|"
    "گمنام|نامعلوم|ایڈمن|از ایڈمن|نامعلوم مصنف|مصنف|"
    "مجهول|كاتب مجهول|المحرر|بقلم المحرر|مدير الموقع|الكاتب|"
    "अनाम|अज्ञात|गुमनाम|एडमिन|अज्ञात लेखक|लेखक"
)
NETWORKS = (
    "facebook|twitter|x|whatsapp|linkedin|pinterest|telegram|instagram|reddit|tumblr|email|e-mail|mail|messenger|viber|youtube|tiktok|snapchat|"
    "فیس بک|ٹویٹر|ٹوئٹر|واٹس ایپ|واٹس اپ|انسٹاگرام|لنکڈ ان|ٹیلیگرام|ای میل|یوٹیوب|"
    "فيسبوك|فيس بوك|تويتر|واتساب|واتس اب|واتس آب|انستغرام|إنستغرام|لينكد إن|لينكدإن|تيليجرام|تلغرام|بينترست|يوتيوب|"
    "بريد إلكتروني|البريد الإلكتروني|"
    "फेसबुक|फ़ेसबुक|ट्विटर|व्हाट्सएप|व्हाट्सऐप|वॉट्सऐप|इंस्टाग्राम|लिंक्डइन|टेलीग्राम|ईमेल|यूट्यूब"
)
SHARING = (
    "share|share this|share this article|share this post|share this page|share on|share via|share it|tweet|"
    "tweet this|pin|pin it|like|like us on|follow us|follow us on|email this|copy link|copy the link|shares|likes|tweets|"
    "شیئر|شیئر کریں|شئیر کریں|شیئر کیجیے|اس مضمون کو شیئر کریں|پر شیئر کریں|ٹویٹ کریں|لنک کاپی کریں|ہمیں فالو کریں|"
    "شارك|شاركها|شارك المقال|شارك هذا المقال|شارك على|شارك عبر|مشاركة|مشاركة المقال|مشاركة على|مشاركة عبر|انشر|غرد|تابعنا|تابعنا على|انسخ الرابط|نسخ الرابط|"
    "शेयर|शेयर करें|साझा करें|इसे शेयर करें|इस लेख को शेयर करें|इस लेख को साझा करें|पर शेयर करें|पर साझा करें|ट्वीट|ट्वीट करें|लिंक कॉपी करें|हमें फॉलो करें|हमें फ़ॉलो करें"
)
FILLERS = "on|via|to|and|or|with|us|our|page|now|this|article|post|link|پر|اور|یا|کے|ذریعے|على|عبر|أو|و|पर|और|या|के|द्वारा"
SURE_CONTENTS = (
    "table of contents|in this article|on this page|in this page|what's in this article|فہرست کا خانہ|فہرست مضامین|"
    "فہرستِ مضامین|فہرست مندرجات|اس مضمون میں|اس صفحے پر|جدول المحتويات|قائمة المحتويات|فهرس المحتويات|في هذا المقال|"
    "في هذه الصفحة|محتويات المقال|विषयसूची|विषय सूची|विषय-सूची|अनुक्रमणिका|सामग्री की तालिका|इस लेख में|इस पृष्ठ पर|विषय वस्तु की सूची"
)
"""Labels that mean nothing else, even where their list is gone."""
HOMES = "home|homepage|help|help centre|help center|support|ہوم|مدد|صفحہ اول|سرورق|الرئيسية|الصفحة الرئيسية|المساعدة|होम|मुख्य पृष्ठ|सहायता|मुखपृष्ठ"
SURE_NAVIGATION = (
    "skip to content|skip to main content|back to top|go to top|toggle navigation|print this page|print page|leave a comment|"
    "leave a reply|post a comment|no comments|loading please wait|accept cookies|accept all cookies|cookie settings|click here to edit|"
    "all rights reserved|previous article|next article|مواد پر جائیں|واپس اوپر|تبصرہ کریں|جملہ حقوق محفوظ ہیں|تخطي إلى المحتوى|انتقل إلى المحتوى|"
    "العودة إلى الأعلى|عودة للأعلى|اطبع الصفحة|أضف تعليقا|اترك تعليقا|جميع الحقوق محفوظة|सामग्री पर जाएं|वापस ऊपर|टिप्पणी करें|सर्वाधिकार सुरक्षित"
)

AUTHOR_BIO = (
    "writer bio|about the author|about the writer|author bio|photo credits|about author|"
    "مصنف کے بارے میں|مصنف کا تعارف|لکھنے والے کے بارے میں|"
    "عن الكاتب|نبذة عن الكاتب|عن المؤلف|حول الكاتب|"
    "लेखक के बारे में|लेखक का परिचय|लेखिका के बारे में"
)
