"""What pages are damaged with: encodings, tags, words and values that a page or its reader may stumble over."""
# ruff: noqa: SIM905 -- words are easier to read and to add to without quotes

TAGS = "div p b i span a ul li table tr td section article blockquote font h1 figure main aside svg form".split()
CODECS = (
    "latin-1 cp1252 utf-16 utf-16-le utf-16-be utf-32 utf-7 koi8-r cp1251 shift_jis euc-jp iso2022_jp big5 gb18030 "
    "euc-kr cp1256 cp037 utf-8-sig mac-roman hz"
).split()
CHARSETS = [*CODECS, *"utf-8 x-nonsense utf-8;utf-16 unicode none rot13 ☃ idna hex".split(), ""]
OPENERS = (
    "<!-- <![CDATA[ <script> <style> </ < <!DOCTYPE <?php --> ]]> <textarea> <title> <plaintext> <noscript> <template> "
    "<svg><![CDATA[ <iframe> <!--> <!---> <xmp> <select> <frameset> <head> </body></html> <base> <object> <math> </p>"
).split()
STORMS = (
    *"“ ” \" ' ( ) [ ] — - . … , ; : ! ? / | • « » 「 」 said, says told denied. according to Reuters Mr.".split(),
    *"9 1,234,567 ½ ² ٣ 1e999 0x1F 10-12 £5bn $1.2m 50% about at least more than 2024-13-45 Feb. 30, 0000".split(),
    *"Ivan Ivanov said that he he President (Reuters) (AP) Photo: By Published Updated Source: Advertisement".split(),
    *"İ ß ﷽ 中文 。 ไทย हिन्दी \u202e \u200b \u200d \ufeff \x1f \x7f \ufffd \U0001f469\u200d\U0001f4bb".split(" "),
    *("\n", "\r\n", "\t", " ", "\u2028", "\u0085", "\x0b", "\x0c", "\x1b", "&#12;", "&#27;", "&#x1f;"),
)
KEYS = (
    "@type @graph @id headline name author publisher datePublished dateModified articleBody description image keywords "
    "articleSection mainEntityOfPage inLanguage isPartOf copyrightHolder url sameAs logo caption creator"
).split()
SCALARS = (
    *(None, True, False, 0, -1, 1e308, 10**30, "", " ", "NewsArticle", "Person", "Organization", "Ann Lee", "\x00"),
    *("2024-10-16", "9999-99-99T99:99:99Z", "0000-00-00", "10000-01-01", "1729036800000", "http://[::1", "//"),
    *("javascript:0", "<b>x</b>", "&amp;&lt;", "a" * 5_000, "By " * 200, "https://a.example/2024/10/16/x", "\ud800"),
)
PROPERTIES = (
    "og:title og:description og:site_name og:url og:locale article:published_time article:author author date "
    "description keywords news_keywords twitter:title parsely-pub-date DC.date.issued refresh robots viewport"
).split()
