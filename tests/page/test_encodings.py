"""Text in any language and any of its encodings comes back as it was, or with a doubt: never silently wrong."""

# ruff: noqa: E501 -- a page, or a text of a language, is one line
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import OnRecordError, Rejected
from onrecord.page import _encoding
from onrecord.page._decode import Decoded, decode

TEXTS = {
    "en": "The café’s owner – a Swiss – said: “We can’t wait any longer.” The council of the town met on Monday, and it "
    "was told that the bridge would not be ready for the winter. “It’s naïve to hope,” he said of the plan.",
    "de": "Die Bürgermeisterin sagte am Dienstag, dass die Brücke über den Fluß nicht vor dem Frühjahr geöffnet wird. "
    "„Wir müssen größere Schäden prüfen“, erklärte sie. Für die Anwohner ist das eine schlechte Nachricht.",
    "fr": "La mairesse a déclaré mardi que le pont sur la rivière ne sera pas rouvert avant l’été. « Nous avons été "
    "obligés de vérifier les piliers », a-t-elle expliqué. Les pêcheurs ont reçu une première aide à Noël dernier.",
    "es": "La alcaldesa explicó el martes que el puente no se abrirá hasta la próxima primavera. «No podíamos esperar "
    "más», señaló en una reunión con los vecinos del barrio, que llevan años pidiendo una solución para la región.",
    "pt": "A prefeita disse na terça-feira que a ponte não será reaberta antes da primavera. Os pescadores da região "
    "pediram uma indenização ao município, mas a decisão só será tomada após as eleições, segundo a câmara.",
    "it": "Il sindaco ha detto che il ponte non sarà riaperto prima della primavera, perché i piloni sono più deboli di "
    "quanto si pensava. La città è divisa: i pescatori chiedono aiuti, e la società del porto non può aspettare.",
    "sv": "Borgmästaren sade på tisdagen att bron över älven inte öppnas före våren. Det är en dålig nyhet för alla som "
    "bor på den östra stranden, och för fiskarna som har väntat på ett besked från länet sedan i höstas.",
    "da": "Borgmesteren sagde på tirsdag, at broen over åen ikke åbner før foråret. Det er en dårlig nyhed for alle på "
    "den østlige bred, og fiskerne får ikke støtte, før rådet har mødtes igen efter påske.",
    "no": "Ordføreren sa på tirsdag at brua over elva ikke åpner før våren. Det er dårlig nytt for alle som bor på den "
    "østre siden, og fiskerne får ikke støtte før fylkesrådet har møtt dem etter påske.",
    "fi": "Pormestari sanoi tiistaina, että joen ylittävä silta avataan vasta keväällä. Päätös on pettymys itäpuolen "
    "asukkaille, ja kalastajat jäävät ilman tukea, kunnes lääni käsittelee asiaa pääsiäisen jälkeen.",
    "is": "Bæjarstjórinn sagði á þriðjudag að brúin yfir ána yrði ekki opnuð fyrr en í vor. Þetta eru slæmar fréttir "
    "fyrir þá sem búa á eystri bakkanum, og sjómenn fá ekki styrk fyrr en ráðið hefur rætt við þá.",
    "pl": "Burmistrz powiedział we wtorek, że most nie będzie otwarty przed wiosną. To zła wiadomość dla mieszkańców "
    "wschodniego brzegu, którzy już rok czekają na decyzję. Rybacy żądają pomocy, ale gmina nie ma pieniędzy.",
    "cs": "Starostka v úterý řekla, že se most přes řeku neotevře dříve než na jaře. Je to špatná zpráva pro obyvatele "
    "východního břehu, kteří už rok čekají na rozhodnutí. Rybáři žádají pomoc, ale kraj peníze nemá.",
    "hu": "A polgármester kedden azt mondta, hogy a híd csak tavasszal nyílik meg újra. Rossz hír ez a keleti part "
    "lakóinak, akik egy éve várnak a döntésre, és a halászok sem kapnak segítséget, amíg a tanács össze nem ül.",
    "ro": "Primarul a spus marți că podul nu va fi deschis înainte de primăvară. Este o veste proastă pentru cei care "
    "locuiesc pe malul de est și așteaptă de un an o decizie, iar pescarii nu primesc ajutor până la sfârșit.",
    "tr": "Belediye başkanı salı günü yaptığı açıklamada köprünün ilkbahardan önce açılmayacağını söyledi. Bu, doğu "
    "kıyısında oturanlar için kötü bir haber oldu ve balıkçılar da yardım için çok bekledi, dedi.",
    "lt": "Merė antradienį sakė, kad tiltas per upę bus atidarytas tik pavasarį. Tai bloga žinia rytinio kranto "
    "gyventojams, kurie jau metus laukia sprendimo, o žvejai pagalbos iš savivaldybės kol kas negaus.",
    "lv": "Mēre otrdien sacīja, ka tilts pār upi tiks atvērts tikai pavasarī. Tā ir slikta ziņa austrumu krasta "
    "iedzīvotājiem, kuri jau gadu gaida lēmumu, un zvejnieki palīdzību pagaidām nesaņems.",
    "ru": "Мэр города заявила во вторник, что новый мост через реку не откроют раньше весны. Это плохая новость для "
    "жителей восточного берега, которые уже год ждут решения. Рыбаки просят о помощи, но денег в бюджете нет.",
    "uk": "Мерка міста заявила у вівторок, що новий міст через річку не відкриють раніше весни. Це погана новина для "
    "мешканців східного берега, які вже рік чекають на рішення. Рибалки просять про допомогу, та грошей немає.",
    "bg": "Кметът на града заяви във вторник, че новият мост над реката няма да бъде отворен преди пролетта. Това е "
    "лоша новина за жителите на източния бряг, които от година чакат решение, а рибарите искат помощ.",
    "el": "Η δήμαρχος δήλωσε την Τρίτη ότι η νέα γέφυρα δεν θα ανοίξει πριν από την άνοιξη. Είναι κακή είδηση για τους "
    "κατοίκους της ανατολικής όχθης, που περιμένουν μια απόφαση εδώ και έναν χρόνο, είπε ο Άγγελος.",
    "he": "ראשת העיר אמרה ביום שלישי כי הגשר החדש מעל הנהר לא ייפתח לפני האביב. זו בשורה רעה לתושבי הגדה המזרחית, "
    "שמחכים כבר שנה להחלטה, והדייגים מבקשים עזרה אבל אין לעירייה תקציב לכך.",
    "ar": "قالت رئيسة البلدية يوم الثلاثاء إن الجسر الجديد فوق النهر لن يفتح قبل الربيع. وهذا خبر سيئ لسكان الضفة "
    "الشرقية الذين ينتظرون القرار منذ عام، ويطلب الصيادون المساعدة لكن الميزانية لا تسمح بذلك.",
    "th": "นายกเทศมนตรีกล่าวเมื่อวันอังคารว่าสะพานใหม่ข้ามแม่น้ำจะไม่เปิดก่อนฤดูใบไม้ผลิ เป็นข่าวร้ายสำหรับชาวบ้านฝั่งตะวันออก"
    "ที่รอการตัดสินใจมาหนึ่งปี และชาวประมงขอความช่วยเหลือแต่เทศบาลไม่มีงบประมาณ",
    "ja": "市長は火曜日の記者会見で、川にかかる新しい橋は春まで開通しないと述べた。東岸の住民は一年前から決定を待っており、"
    "漁師たちは支援を求めているが、市の予算には余裕がないという。工事の遅れについては調査が続いている。",
    "ko": "시장은 화요일 기자회견에서 강을 건너는 새 다리가 봄 이전에는 개통되지 않을 것이라고 밝혔다. 동쪽 주민들은 일 년째 결정을 "
    "기다리고 있으며 어민들은 지원을 요구하고 있지만 시의 예산에는 여유가 없다고 한다.",
    "zh": "市长星期二在记者会上说，跨河新桥要到明年春天才能通车。这对等了一年的东岸居民来说是个坏消息，渔民们要求政府给予帮助，"
    "但是市里的预算没有这笔钱。有关部门表示，工程延误的原因还在调查之中，结果将会公布。",
    "zh-tw": "市長星期二在記者會上說，跨河新橋要到明年春天才能通車。這對等了一年的東岸居民來說是個壞消息，漁民們要求政府給予幫助，"
    "但是市裡的預算沒有這筆錢。有關部門表示，工程延誤的原因還在調查之中，結果將會公布。",
    "vi": "Thị trưởng nói hôm thứ Ba rằng cây cầu mới qua sông sẽ không được mở trước mùa xuân. Đây là tin xấu cho những "
    "người dân ở bờ đông, những người đã chờ quyết định này một năm, và không có tiền để giúp các ngư dân.",
}
ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("iso8859-1", "iso8859-2", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-9"),
    *("iso8859-10", "iso8859-13", "iso8859-15", "iso8859-16", "koi8-r", "koi8-u", "mac_roman", "cp866"),
    *("shift_jis", "cp932", "euc_jp", "iso2022_jp", "euc_kr", "cp949", "gb2312", "gbk", "gb18030", "big5", "big5hkscs"),
)


def written(text: str, encoding: str) -> tuple[str, bytes] | None:
    """The text as an old system wrote it, and its bytes; None where the encoding cannot hold it."""
    plain = text.translate(str.maketrans("–—‘’“”„…", '--\'\'""".')).replace("\u2026", "...")
    forms = (text, plain, unicodedata.normalize("NFD", text), plain.replace("ș", "ş").replace("ț", "ţ"))
    for form in forms:
        try:
            body = form.encode(encoding)
        except UnicodeEncodeError:
            continue
        # Encodings that write some letters and lose others on the way back prove nothing.
        if body.decode(encoding) == form:
            return form, body
    return None


# These can hold other languages too, which nobody writes in them.
EAST_ASIAN = frozenset(ENCODINGS[ENCODINGS.index("shift_jis") :])
CASES = [
    (language, encoding)
    for language, text in TEXTS.items()
    for encoding in ENCODINGS
    if (encoding not in EAST_ASIAN or language in {"ja", "ko", "zh", "zh-tw"}) and written(text, encoding) is not None
]


def made(language: str, encoding: str) -> tuple[str, bytes]:
    found = written(TEXTS[language], encoding)
    assert found is not None
    return found


def right_or_doubted(found: Decoded | Rejected, text: str) -> bool:
    return isinstance(found, Rejected) or found.text == text or bool(found.doubts) or "\ufffd" in found.text


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_without_a_declaration_text_is_right_or_doubted(language: str, encoding: str) -> None:
    text, body = made(language, encoding)
    assert right_or_doubted(decode(body, None, "a.txt"), text)


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_language_of_the_page_alone_makes_no_text_wrong(language: str, encoding: str) -> None:
    text, _ = made(language, encoding)
    page = f'<html lang="{language}"><body><p>{text}</p></body></html>'
    assert right_or_doubted(decode(page.encode(encoding), None, "a.html"), page)


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_right_declaration_is_believed_without_a_doubt(language: str, encoding: str) -> None:
    text, body = made(language, encoding)
    assert decode(body, f"text/plain; charset={encoding}", "a.txt") == Decoded(text)


# What pages are written in, and what they are wrongly said to be in, all over the Web.
COMMON = ("utf-8", "cp1251", "cp1252", "cp1255", "cp1256", "cp874", "koi8-r", "shift_jis", "cp949", "gb18030", "big5")
MISNAMED = ("utf-8", "iso8859-1", "cp1252", "cp1251", "koi8-r", "shift_jis", "euc_kr", "gb2312", "big5")


@pytest.mark.parametrize(("language", "encoding"), [case for case in CASES if case[1] in COMMON])
def test_wrong_declaration_makes_no_text_wrong_silently(language: str, encoding: str) -> None:
    text, body = made(language, encoding)
    read = {declared: decode(body, f"text/html; charset={declared}", "a.html") for declared in MISNAMED}
    assert [declared for declared, found in read.items() if not right_or_doubted(found, text)] == []


@pytest.mark.parametrize(
    ("language", "encoding"),
    [("ru", "cp1251"), ("pl", "iso8859-2"), ("el", "cp1253"), ("ko", "cp949"), ("ja", "shift_jis")],
)
def test_text_that_is_misnamed_is_read_as_what_it_is_and_doubted(language: str, encoding: str) -> None:
    text, body = made(language, encoding)
    found = decode(body, "text/html; charset=iso-8859-1", "a.html")
    assert isinstance(found, Decoded)
    assert found.text == text
    assert len(found.doubts) == 1
    assert "cp1252 is declared, but" in found.doubts[0]
    assert "it reads as" in found.doubts[0]


def test_most_texts_need_no_declaration() -> None:
    """Without one, four in five of all pairs of language and encoding are right and not doubted."""
    sure = sum(decode(body, None, "a.txt") == Decoded(text) for text, body in (made(*case) for case in CASES))
    assert sure > len(CASES) * 0.8


@given(st.sampled_from(CASES), st.integers(0, 60), st.integers(40, 200))
@settings(max_examples=150, deadline=None)
def test_part_of_a_text_is_right_or_doubted(case: tuple[str, str], start: int, length: int) -> None:
    found = written(TEXTS[case[0]][start : start + length], case[1])
    if found is not None and found[1].strip():
        text = found[0]
        assert right_or_doubted(decode(found[1], f"text/plain; charset={case[1]}", "a.txt"), text)


@pytest.mark.parametrize("entry", [None, {}, {"common": "a"}, {"common": "a", "share": "x", "ranges": []}])
def test_script_without_its_letters_is_refused(entry: object) -> None:
    with pytest.raises(OnRecordError, match=r"letters\.toml: runic needs"):
        _encoding.script("runic", entry)
