"""The guess which language a text is in."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.analysis import language
from searchtui.analysis.language import guess_language

TEXTS = {
    "ar": "أغلق الميناء في المدينة منذ الربيع، ولا أحد يعرف متى يفتح من جديد. وقد قال الصيادون إن السفن على الشاطئ هذا "
    "العام أكثر من كل عام، وإن المدينة التي كانت غنية لم تعد كذلك.",
    "bg": "Пристанището на града е затворено от пролетта и никой не знае кога ще бъде отворено. Рибарите казват, че не "
    "са виждали такава година, а лодките им са на брега.",
    "ca": "El port de la ciutat és tancat des de la primavera i les barques dels pescadors són a la platja. Ningú no "
    "recorda un any com aquest, però el batlle diu que amb la tardor tot serà més fàcil.",
    "cs": "Přístav ve městě je zavřený od jara a lodě rybářů leží na břehu. Nikdo si nepamatuje takový rok, ale "
    "starosta říká, že na podzim bude líp a že se do města vrátí obchod.",
    "da": "Havnen i byen har været lukket siden foråret, og fiskernes både ligger på stranden. Ingen kan huske et år "
    "som dette, men borgmesteren siger, at det nok bliver bedre efter sommeren, og at han ikke er bange.",
    "de": "Der Hafen der Stadt ist seit dem Frühling geschlossen, und die Boote der Fischer liegen auf dem Strand. "
    "Niemand kann sich an ein solches Jahr erinnern, aber der Bürgermeister sagt, dass es im Herbst besser wird.",
    "el": "Το λιμάνι της πόλης είναι κλειστό από την άνοιξη και κανείς δεν ξέρει πότε θα ανοίξει. Οι ψαράδες λένε ότι "
    "δεν έχουν δει τέτοια χρονιά, αλλά ο δήμαρχος πιστεύει ότι το φθινόπωρο θα είναι καλύτερα.",
    "en": "The harbour of the town has been closed since the spring, and the boats of the fishermen lie on the beach. "
    "Nobody can remember such a year, but the mayor says that it will be better in the autumn.",
    "es": "El puerto de la ciudad está cerrado desde la primavera y los barcos de los pescadores están en la playa. "
    "Nadie recuerda un año como este, pero el alcalde dice que en otoño será mejor.",
    "et": "Linna sadam on olnud kevadest saati kinni ja keegi ei tea, millal see avatakse. Kalurid ütlevad, et "
    "sellist aastat ei ole nad näinud, aga linnapea ütles, et sügisel on kõik parem kui nüüd.",
    "fa": "بندر این شهر از بهار بسته است و هیچ کس نمی داند که آن را کی باز می کنند. ماهیگیران گفتند که قایق ها را با "
    "خود به ساحل آوردند و این سال برای آنها سخت شده است.",
    "fi": "Kaupungin satama on ollut kiinni keväästä asti, eikä kukaan tiedä, koska se avataan. Kalastajat sanovat, "
    "että tällaista vuotta ei ole nähty, mutta pormestarin mukaan syksyllä on jo parempi kuin nyt.",
    "fr": "Le port de la ville est fermé depuis le printemps et les bateaux des pêcheurs sont sur la plage. Personne "
    "ne se souvient d'une année comme celle-ci, mais le maire dit que tout ira mieux en automne.",
    "gl": "O porto da cidade está pechado desde a primavera e os barcos dos pescadores están na praia. Ninguén lembra "
    "un ano coma este, non é doado, e o alcalde di que unha das obras foi máis cara do que pensaba.",
    "he": "הנמל של העיר סגור מאז האביב ואף אחד לא יודע מתי הוא ייפתח. הדייגים אומרים כי גם הם לא ראו שנה כזאת, אבל "
    "ראש העיר אמר כי זה יהיה טוב יותר עם הסתיו.",
    "hi": "शहर का बंदरगाह वसंत से बंद है और कोई नहीं जानता कि वह कब खुलेगा। मछुआरों ने कहा कि इस साल के हालात पहले से "
    "भी बुरे हैं और उनके लिए काम नहीं है।",
    "hr": "Luka u gradu zatvorena je od proljeća i nitko ne zna kada će se otvoriti. Ribari kažu da nije bilo takve "
    "godine, što je prije bilo rijetko, a tko ima brod, taj ga također drži na obali tijekom ljeta.",
    "hu": "A város kikötője tavasz óta zárva van, és senki nem tudja, mikor nyitják meg. A halászok azt mondják, hogy "
    "ilyen év még nem volt, de a polgármester szerint ősszel már jobb lesz, mint most.",
    "id": "Pelabuhan di kota itu ditutup sejak musim semi dan tidak ada yang tahu kapan akan dibuka. Para nelayan "
    "mengatakan bahwa tahun ini lebih sulit dari tahun lalu karena mereka tidak bisa melaut.",
    "it": "Il porto della città è chiuso dalla primavera e le barche dei pescatori sono sulla spiaggia. Nessuno "
    "ricorda un anno come questo, ma il sindaco dice che in autunno andrà meglio.",
    "ja": "町の港は春から閉ざされていて、いつ開くのか誰も知らない。漁師たちはこんな年は見たことがないと言う。",
    "ka": "ქალაქის ნავსადგური გაზაფხულიდან დაკეტილია და არავინ იცის, როდის გაიხსნება.",
    "ko": "도시의 항구는 봄부터 닫혀 있고 언제 다시 열릴지 아무도 모른다. 어부들은 이런 해를 본 적이 없다고 말한다.",
    "lt": "Miesto uostas uždarytas nuo pavasario ir niekas nežino, kada jis bus atidarytas. Žvejai sako, kad tokių "
    "metų dar nebuvo, bet meras mano, kad rudenį bus geriau, o tai yra svarbu, nes jie jau pavargo.",
    "lv": "Pilsētas osta ir slēgta kopš pavasara un neviens nezina, kad to atvērs. Zvejnieki saka, ka tāda gada vēl "
    "nav bijis, bet mērs domā, ka rudenī būs labāk, jo ar laiku viss tiek uz priekšu.",
    "mk": "Пристаништето во градот е затворено од пролетта и никој не знае кога ќе биде отворено. Рибарите велат дека "
    "тоа не го паметат, а бродовите им се на брегот, како што беше и пред војната.",
    "nl": "De haven van de stad is sinds het voorjaar gesloten en de boten van de vissers liggen op het strand. "
    "Niemand kan zich een jaar als dit herinneren, maar de burgemeester zegt dat het in het najaar beter wordt.",
    "no": "Havnen i byen har vært stengt siden våren, og båtene til fiskerne ligger på stranda. Ingen kan huske et år "
    "som dette, men ordføreren sier at det nok blir bedre etter sommeren, og at han ikke er redd.",
    "pl": "Port w mieście jest zamknięty od wiosny i nikt nie wie, kiedy się go otworzy. Rybacy mówią, że takiego roku "
    "nie było, a burmistrz uważa, że jesienią to będzie już tylko lepiej.",
    "pt": "O porto da cidade está fechado desde a primavera e os barcos dos pescadores estão na praia. Ninguém se "
    "lembra de um ano como este, mas o prefeito diz que no outono tudo será mais fácil, e não só para ele.",
    "ro": "Portul din oraș este închis din primăvară și nimeni nu știe când va fi deschis. Pescarii spun că nu au mai "
    "văzut un asemenea an, iar primarul crede că după vară va fi mai bine pentru ei.",
    "ru": "Порт города закрыт с весны, и никто не знает, когда его откроют. Рыбаки говорят, что такого года они не "
    "видели, но мэр считает, что к осени всё будет лучше, чем было до войны.",
    "sk": "Prístav v meste je zatvorený od jari a lode rybárov ležia na brehu. Nikto si nepamätá taký rok, ale "
    "starosta hovorí, že na jeseň to bude lepšie, aj keď sú niektorí ešte bez práce, ako bol aj on.",
    "sl": "Pristanišče v mestu je zaprto od pomladi in nihče ne ve, kdaj se bo odprlo. Ribiči pravijo, da takega leta "
    "še ni bilo, župan pa meni, da bo jeseni bolje, ker so ladje že na obali in ne na morju.",
    "sr": "Лука у граду је затворена од пролећа и нико не зна када ће се отворити. Рибари кажу да такве године није "
    "било, а чамци су им на обали, као што је то било и пре рата.",
    "sv": "Hamnen i staden har varit stängd sedan i våras, och fiskarnas båtar ligger på stranden. Ingen kan minnas "
    "ett år som detta, men borgmästaren säger att det nog blir bättre efter sommaren, och att han inte är rädd.",
    "sw": "Bandari ya mji huo imefungwa tangu mwanzo wa mwaka na hakuna anayejua lini itafunguliwa. Wavuvi wa mji "
    "wanasema kuwa kazi yao ni ngumu sana katika mwaka huu, lakini meya alisema hali ya bandari itakuwa bora.",
    "ta": "நகரத்தின் துறைமுகம் வசந்த காலத்திலிருந்து மூடப்பட்டுள்ளது, அது எப்போது திறக்கும் என்று யாருக்கும் தெரியாது.",
    "th": "ท่าเรือของเมืองปิดตั้งแต่ฤดูใบไม้ผลิ และไม่มีใครรู้ว่าจะเปิดเมื่อไร",
    "tr": "Şehrin limanı ilkbahardan beri kapalı ve ne zaman açılacağını kimse bilmiyor. Balıkçılar böyle bir yıl "
    "görmediklerini söylüyor, ama belediye başkanına göre sonbahar için her şey daha iyi olacak, çünkü bu yıl çok zor.",
    "uk": "Порт міста закритий з весни, і ніхто не знає, коли його відкриють. Рибалки кажуть, що такого року вони не "
    "бачили, але мер вважає, що до осені все буде краще, ніж було за часів війни.",
    "vi": "Cảng của thành phố đã đóng cửa từ mùa xuân và không ai biết khi nào sẽ mở lại. Các ngư dân nói rằng một năm "
    "như năm này là rất khó cho những người ở đây.",
    "zh": "这座城市的港口从春天起就关闭了，没有人知道什么时候会重新开放。渔民们说他们从来没有见过这样的一年。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_languages(language: str) -> None:
    assert guess_language([TEXTS[language]]) == language


@pytest.mark.parametrize("language", TEXTS)
def test_the_forms_of_characters_make_no_difference(language: str) -> None:
    halves = TEXTS[language].partition(". ")
    assert guess_language([*halves]) == guess_language([TEXTS[language].upper()]) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 345",
        "Der Hafen.",
        "Harbour closed",
        "港口",
        "Spring Valley School may refer to:",
        "Oslo Bergen Trondheim Stavanger Drammen Fredrikstad Kristiansand Sandnes Tromsø Sarpsborg Skien Bodø",
        "if (x > 0) { return x; } else { return y; } // see main.c, util.c and test.c",
    ],
)
def test_what_says_too_little_is_not_known(text: str) -> None:
    assert guess_language([text]) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("de", "en"), ("fr", "en"), ("es", "fr"), ("ru", "en"), ("zh", "en"), ("ja", "en"), ("uk", "el"), ("hi", "ar")],
)
def test_of_two_languages_the_one_of_most_of_the_text_counts(one: str, other: str) -> None:
    assert guess_language([TEXTS[one], TEXTS[one], TEXTS[other]]) == one
    assert guess_language([TEXTS[other], TEXTS[one], TEXTS[other]]) == other


def test_names_and_quotations_in_other_scripts_make_no_difference() -> None:
    assert guess_language([TEXTS["en"], "The ship is called Севастополь, 上海 or Θάλασσα."]) == "en"
    assert guess_language([TEXTS["zh"], "The New York Times, BBC"]) == "zh"


def test_no_more_is_read_than_is_looked_at() -> None:
    paragraphs = iter([TEXTS["en"] * 20, TEXTS["de"]])
    assert guess_language(paragraphs) == "en"
    assert next(paragraphs) == TEXTS["de"]


@given(st.lists(st.text(max_size=300)))
def test_any_text_is_answered(paragraphs: list[str]) -> None:
    guess = guess_language(paragraphs)
    assert guess is None or re.fullmatch("[a-z]{2}", guess)


@pytest.mark.large
@pytest.mark.skipif("SEARCHTUI_CORPORA" not in os.environ, reason="SEARCHTUI_CORPORA names no folder of texts")
@pytest.mark.parametrize("collection", ["cranfield", "cisi", "covidqa"])
def test_english_collections_are_english(collection: str) -> None:
    documents = Path(os.environ["SEARCHTUI_CORPORA"], "ir", collection, "docs.jsonl")
    with documents.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, 1000)]
    guesses = [guess_language([text] if isinstance(text, str) else text) for text in texts]
    assert set(guesses) <= {"en", None}
    assert guesses.count("en") > 0.98 * len(guesses)


FEW_WORDS = "the of og i at er det och att som der die und le les x1 12 _a ’n café harbour"
WORDS = st.lists(st.sampled_from(FEW_WORDS.split()))


@given(WORDS, st.sampled_from(language._MARKS))
def test_marks_between_words_are_all_one(words: list[str], mark: str) -> None:
    dagger = guess_language([f"† {text}" for text in words])
    assert guess_language([f"{mark} {text}" for text in words]) == dagger


@given(WORDS)
def test_only_a_language_with_many_words_is_near(words: list[str]) -> None:
    languages = language._languages()
    found = Counter(filter(languages.__contains__, words))
    counts = Counter(one for word in found.elements() for one in languages[word])
    for best in counts:
        for other in counts:
            if counts[best] > language._MARGIN * counts[other]:
                assert not language._is_near(best, other, found)
