"""Which language a text is in: a guess from its script and its function words, or none.

The words that a language cannot do without, such as articles, prepositions and pronouns, make up a fifth to a half of
any running text, whatever it is about. Where they tell too little, as in a title, a table or a program, or tell of two
languages alike, the language is not known. No more than the beginning of a text is looked at.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter

__all__ = ["guess_language"]

_READ = 3000
"""Characters of a text that are looked at, at most."""

_LEAST_WORDS = 5
_LEAST_SHARE = 0.16
"""So many of the words of a text, and such a part of them, must be function words of its language."""

_MARGIN = 1.25
"""So much more often must they occur than those of any other language, not counting what both have."""

_WORDS_A_CHARACTER = 0.5
"""As how many words a Chinese, Japanese or Korean character counts beside those of other scripts."""

_LEAST_CHARACTERS = 10
_LEAST_KANA = 0.1
"""Japanese has at least so many kana among its characters."""

_SCRIPTS = (
    (0x0000, 0x0060, ""),
    (0x0061, 0x007A, "Latin"),
    (0x00AA, 0x024F, "Latin"),
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"),
    (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"),
    (0x0D80, 0x0DFF, "si"),
    (0x0E00, 0x0E7F, "th"),
    (0x0E80, 0x0EFF, "lo"),
    (0x1000, 0x109F, "my"),
    (0x10A0, 0x10FF, "ka"),
    (0x1780, 0x17FF, "km"),
    (0x1E00, 0x1EFF, "Latin"),
    (0x1F00, 0x1FFF, "el"),
)
"""The first and the last letter of scripts; where one language has a script to itself, its ISO 639-1 code is named."""

_MARKS = "‘’“”–—…•«»·°€£\xa0"
"""Characters that stand in no word; those of many texts in Latin letters are the only ones beyond ASCII."""

_EAST_ASIAN = {
    "ja": "[\u3041-\u30ff\uff66-\uff9f]",
    "ko": "[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]",
    "zh": "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]",
}
"""Kana, Hangul and Chinese characters, the last of which Japanese has too."""

_FUNCTION_WORDS = {
    "af": "die en van in het is nie wat om te vir met hy dat word sy ook op as was aan ’n deur daar nog maar hulle kan",
    "ar": "في من على أن إلى عن مع هذا التي الذي كان ما لا بعد هذه بين قال أو ثم قد كما لم منذ حتى كل وقد",
    "be": "і ў на з што не ён для па гэта як да за яго яна было быў яны пра або калі таксама але ад пры каб",
    "bg": "и на за от да се в с е не са че по до като това той тя или при което който бе беше още също през след",
    "bs": "i u je na se da za su od s a o koji koja iz kao bi će nije ne to do ili po prema te samo nakon može biti"
    " šta takođe prije gdje",
    "ca": "de la i el que a en els les per un una amb no es del al va és dels com més ha són seva aquest també però",
    "cs": "a v se na je že s z do o i to ve za pro jeho by ale si po jako podle od jsou který která byl také při které",
    "da": "og i at er det en til på af for med den der de ikke som har et han var fra efter ved vil blev kan hun sig"
    " også bliver siger eller hvor men så siden nu hvad nogle kun mere være ud mod skal ifølge",
    "de": "der die das und in den von zu mit ist des auf für im dem nicht ein eine sich auch als es an werden aus er"
    " hat dass sie nach wird bei einer um am noch wie einem über einen so zum war haben nur oder aber vor zur bis"
    " mehr",
    "en": "the of and to in a is that for it was with as on be by are this from at not have which or an but has had"
    " they you were their been will would he his its who more we when one about there can if than into also after",
    "eo": "la de kaj en estas al por kiu ke li estis kun ne mi sed pri ili ĉi kiel aŭ sur per kiuj ankaŭ pli ŝi post",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin"
    " sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está",
    "et": "ja on ei et see ta oli kui ka mis ning aga oma nii kes või seda tema selle välja pärast juba ole veel eesti",
    "eu": "eta da ez bat du izan zen dira ere dute baina zuen hau edo beste egin gehiago den dela bere horren zuten"
    " egun",
    "fa": "و در به از که این را با است برای آن یک خود تا کرد بر هم نیز شده می شد ها اما",
    "fi": "ja on ei että se oli hän joka ovat myös mutta kun ole sen mukaan kuin olla voi vuonna mitä jos sekä niin"
    " hänen tämä sitä jo eli vain jotka nyt kuten ollut kanssa",
    "fr": "de la le et les des en un une du est que dans qui par pour au pas sur ne plus se il ce avec sont son à aux"
    " comme mais ou cette ses été ont sa leur elle lui nous vous même être fait ces deux entre après sans",
    "ga": "agus an na ar i go a le is ag do bhí sé tá nach leis ach mar níl sin gur sí chun ón don faoi",
    "gl": "de a o e que do da en os unha un as no na por con se para non ao é como máis dos foi das á seu súa pero"
    " polo pola",
    "he": "של את על לא עם הוא זה כי גם היא אל או אבל יותר כל היה אין אם בין רק אני כמו אחרי",
    "hi": "के में की है और से का को ने यह पर हैं कि एक भी नहीं तो था लिए इस कर हो गया",
    "hr": "i u je na se da za su od s a o koji koja iz kao bi što će nije ne to do ili po prema te samo nakon može"
    " biti također tijekom prije gdje tko",
    "hu": "a az és hogy nem is egy ez volt de meg csak már azt el még ha van kell lesz mint ki vagy aki ezt minden"
    " után azonban szerint amely pedig",
    "id": "yang dan di dengan untuk dari ini pada tidak dalam itu adalah akan ke oleh juga karena sebagai telah mereka"
    " bisa ada lebih atau tersebut kepada saat para",
    "is": "og í að á er sem það til var en um með fyrir við ekki hann af því þess hún frá eru hefur verið þetta eftir",
    "it": "di che e la il un in per è una non sono a del da con si le della i al ha come dei più nel alla lo anche gli"
    " ma su delle nella questo se dalla o ai sul stato tra cui dopo loro essere",
    "lt": "ir yra kad į iš su tai buvo ne kaip o bet už jo dėl apie jis po tik jų prie dar ar pat taip pagal jau",
    "lv": "un ir ar no ka par uz kas bija to arī lai tas kā nav vai pie bet gada pēc tiek viņš tika ko vēl savu līdz",
    "mk": "и на во од се да за со е не што по ќе тоа го ги но му кој која како или до беше сите исто овој",
    "mr": "आणि आहे या व हे त्या ते की होते नाही केले आहेत तर असे यांनी होता मध्ये",
    "ms": "yang dan di dengan untuk dari ini pada tidak dalam itu adalah akan ke oleh juga kerana sebagai telah mereka"
    " boleh ada lebih atau tersebut kepada beliau ialah berkata",
    "ne": "र छ मा पनि ले भएको गरेको हो यो छन् लागि तर भने गर्ने एक थियो गरेका",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij uit door naar wordt"
    " heeft nog hij ze over deze of werd hebben wel worden geen meer kan tot na al",
    "no": "og i det er på en som til for av at med de ikke den har et om var fra vi han men så jeg ble vil seg etter"
    " kan ved eller blir mot skal sier hun også hvor siden nå hva noen bare mer være ut fått ifølge",
    "pl": "w i z na do się nie że to jest o za od po jak przez dla a oraz tym był ale są które który jego już tego"
    " przy być może tak co czy ich jako",
    "ps": "د په او چې ته کې له دا يې کړي نه سره دي وو هم",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu"
    " sua ou ser quando muito há nos já está também só pelo pela até isso ela entre era depois",
    "ro": "de și în a la cu că nu pe este un o din care se pentru mai au fi al ale sunt fost sau dar prin după această"
    " acest lui ar ca ce ei sa cea iar",
    "ru": "и в не на что он с как это по к но из у за от о же так его для бы все было была то мы они до при еще ее"
    " также или который которые быть после уже только если были этого был ли под",
    "sk": "a v sa na je že s z do o aj to vo za pre jeho by ale si po ako podľa od sú ktorý ktorá bol tiež pri ktoré",
    "sl": "in je v na se da za so z ki pa ne bi po tudi s od ni iz kot o pri kar bo bil ali še le bila sta lahko",
    "sq": "të e në i dhe për me një që nga se është më nuk si ka do u ky kjo por janë edhe kanë ishte tij pas prej",
    "sr": "и у је на се да за су од са а о који која из као би што ће није не то до или по према те само након може"
    " бити i u je na se da za su od sa a o koji koja iz kao bi će nije ne to do ili po prema samo nakon može biti"
    " takođe posle pre gde šta tokom",
    "sv": "och i att det som en på är av för med den till inte om ett har de han var från men så vi kan jag vid efter"
    " sig även också ska där eller när nu under blev vara",
    "sw": "ya na wa kwa ni katika za la kuwa hiyo huo hii cha lakini kama yake au wake wao sana pia alisema baada",
    "tl": "ang ng sa na mga at ay si ni para hindi ito ko mo niya siya kung may nang isang pero naman din rin lang",
    "tr": "ve bir bu da de için ile çok olarak daha gibi olan var kadar ne sonra ama en o oldu mi ise değil her olduğu"
    " göre hem bunu tarafından",
    "uk": "і в не на що з до та як це за у від по але він для про його вони який також або якщо було був була при ще"
    " щоб після є які бути вже тільки її й чи",
    "ur": "کے میں کی ہے اور سے کا کو نے اس پر ہیں یہ کہ ایک کر بھی تھا تو نہیں",
    "vi": "và của là các có cho không được trong với những một người này đã khi đến về từ như để ra ở tại theo cũng",
    "yi": "און די אין צו פון איז דער מיט האט ער אויף א נישט זיך וואס פאר אז",
}
"""Frequent words of languages that share a script with others, by ISO 639-1 code."""


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """The languages that have a function word."""
    of_words: dict[str, list[str]] = {}
    for language, words in _FUNCTION_WORDS.items():
        for word in dict.fromkeys(words.split()):
            of_words.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in of_words.items()}


@cache
def _word() -> re.Pattern[str]:
    """A word with the marks that stand inside words of Hebrew, Arabic and the scripts of India."""
    return re.compile("[\\w\u0591-\u05c7\u064b-\u0652\u0900-\u0dff]+")


@cache
def _blank_between_words() -> Mapping[int, str]:
    """For the characters of ASCII that stand in no word, a blank: where there are no others, this tells words apart."""
    return {code: " " for code in range(128) if _word().match(chr(code)) is None}


@cache
def _east_asian() -> dict[str, re.Pattern[str]]:
    return {language: re.compile(letters) for language, letters in _EAST_ASIAN.items()}


@cache
def _any_east_asian() -> re.Pattern[str]:
    return re.compile("|".join(_EAST_ASIAN.values()))


def guess_language(paragraphs: Iterable[str]) -> str | None:
    """The language that most of a text is in.

    Args:
        paragraphs: of the text, in order; they are asked for only as far as they are needed.

    Returns:
        Its ISO 639-1 code; None where that is not plain.
    """
    read, letters = list[str](), 0
    for paragraph in paragraphs:
        read.append(paragraph)
        letters += len(paragraph)
        if letters >= _READ:
            read[-1] = paragraph[: len(paragraph) - letters + _READ]
            break
    text = unicodedata.normalize("NFC", "\n".join(read).casefold())
    if text.isascii():
        return _by_words(_words_of_ascii(text))
    for mark in _MARKS:
        text = text.replace(mark, " ")
    if text.isascii():
        return _by_words([word for word in _words_of_ascii(text) if word[0] >= "a"])
    words = _word().findall(text)
    return _by_characters(text, len(words)) or _by_script(words)


def _words_of_ascii(text: str) -> list[str]:
    return text.translate(_blank_between_words()).split()


def _by_characters(text: str, words: int) -> str | None:
    """The language of East Asia that most of a text is in.

    Args:
        text: itself.
        words: how many it has, of any language.
    """
    if _any_east_asian().search(text) is None:
        return None
    counts = {language: len(letter.findall(text)) for language, letter in _east_asian().items()}
    every = sum(counts.values())
    if every < _LEAST_CHARACTERS or every * _WORDS_A_CHARACTER <= words:
        return None
    if counts["ko"] * 2 > every:
        return "ko"
    return "ja" if counts["ja"] > _LEAST_KANA * every else "zh"


def _by_script(words: Sequence[str]) -> str | None:
    """The language whose script, or whose function words, most words of a text are in."""
    letters = Counter(map(itemgetter(0), words))
    scripts = {letter: _script(letter) for letter in letters}
    counts = Counter[str]()
    for letter, count in letters.items():
        if scripts[letter]:
            counts[scripts[letter]] += count
    for script, count in counts.most_common(1):
        if script[0].islower():
            return script if count >= _LEAST_WORDS else None
        return _by_words(words if count == len(words) else [word for word in words if scripts[word[0]] == script])
    return None


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """The script of a letter, empty for one that is not in the list."""
    place = bisect_right(_SCRIPTS, ord(letter), key=itemgetter(0)) - 1
    return _SCRIPTS[place][2] if ord(letter) <= _SCRIPTS[place][1] else ""


def _by_words(words: Sequence[str]) -> str | None:
    """The language whose function words are most of those in a text."""
    languages = _languages()
    found = Counter(filter(languages.__contains__, words))
    counts = defaultdict[str, int](int)
    for word, count in found.items():
        for language in languages[word]:
            counts[language] += count
    if not counts:
        return None
    best, most = max(counts.items(), key=itemgetter(1))
    if most < max(_LEAST_WORDS, _LEAST_SHARE * len(words)):
        return None
    # Not counting what both have, the best language is further ahead than counting it, never less far.
    near = {language for language, count in counts.items() if language != best and most <= _MARGIN * count}
    return None if any(_is_near(best, other, found) for other in near) else best


def _is_near(best: str, other: str, found: Mapping[str, int]) -> bool:
    """Whether a language has nearly as many words in a text as the best one, not counting what both have."""
    languages = _languages()
    of_best = sum(count for word, count in found.items() if best in languages[word] and other not in languages[word])
    of_other = sum(count for word, count in found.items() if other in languages[word] and best not in languages[word])
    return of_best <= _MARGIN * of_other
