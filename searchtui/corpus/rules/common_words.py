"""English words that may stand where a name does: after "By" in a headline or a heading, `By Train Across Siberia`."""

from __future__ import annotations

__all__ = ["COMMON_WORDS", "WORDS_AND_NAMES"]

_COMMON = """
    aboard about above accident accord account across act action admission after again against age agreement air all
    allied alone along alphabet always ambush among analogy ancient and anger angle animal anonymous another any
    appointment april are arm armed arms army arrangement arrow ash assault association at atom attack attrition
    auction august authority autumn away axe back backdoor bad balance balloon ballot band barge battle bayonet beach
    bear beast beauty bed before beginning behind below beneath beside better between beyond bicycle big bike birth
    birthright blood boat bomb bombs bone book books bottle bottom bread breakfast bridge broken bullet bullets bus
    bushel business cab camel camera canal candle candlelight cannon canoe car caravan card cargo carriage cart cash
    castle cat caution cave century certain chain chair chance change chariot chariots charity charm cheap child
    children choice christmas church circumstance city civil class clock close cloud coach coal coast coincidence cold
    colour come command common comparison compass competition compulsion conquest consensus consent contract contrast
    convention cost country courage courier course courtesy craft creek crook crowd cruel custom dark darkness dawn
    daylight dead death deceit december decree deed deep default definition degree degrees delivery demand desert
    design desire dice diesel dint diplomacy direct dirt disaster discovery dog donkey door doubt dozen dream drone
    drought dusk dust duty ear early earth easter eastern easy eight election electric elephant email empire end enemy
    engine error evening evidence evil example exception exchange experience express extension eye eyes fair fall
    false famine far fast fate fax fear february ferry fiat fifth fight finger fire first five flag flame flight flood
    foot force forced foreign forest fortune foul four fourth free freight friday friend full fun gas gentle gift
    glass go goods grass gravity great ground guess guile gun guns habit half hand hands harbour hard harm haste heart
    heat heavy heel helicopter here hidden high higher highway history hook horse horseback horses hostile hot hour
    house hundred hunger ice ill imitation imperial implication inch inches inheritance instinct intent internet into
    intuition invitation iron island itself jeep jet joint journey jury kayak kindness knife knowledge lamp lamplight
    land lantern large last late law laws lesson letter letters liberty lie lies life light lightning line load local
    lorry lottery loud low luck machine magic mail main majority man mandate many margin market marriage means measure
    meat men merchant merit metre midday midnight mighty mile military million mind minibus miracle mistake modern
    monday money month moon moonlight moral more morning most motor motorcycle mountain mouth mule mutual mystery name
    nature nearly necessity neglect nerve net new next night nightfall nine noon north northern november nuclear
    number numbers oar oath october odd of off official old omission open opposition order ordinary other our out over
    ox pack paper parachute part path peace pen people phone piece pigeon pipeline place plan plane plenty poison pole
    policy political popular popularity power prayer presence press pressure principle private prize process
    proclamation profession promise proof property proxy public pure queen quick radio raft rail railroad railway rain
    reason rebel red reference referendum reflex refugee regular remote reputation request rescue resolution
    restaurant results return revolution rickshaw right ring river road rocket rope rote rough route royal rule rules
    sail sale same satellite saturday schedule sea season second secret sense september seven shadow sheer shell ship
    shock shore shot side siege sight silence silent six size skill sky sledge sleigh sleight slow smell smoke snow
    snowmobile social soft some song soon sound south southern space special speed spirit spring stage star starlight
    stars state statute stealth steam steamer steel step steps stick storm storms street strength submarine
    subscription subway summer sunday sunlight sunrise sunset surprise surrender survival sword tank taste tax taxi
    telegram telegraph telephone ten test text theft then there thing things third thought thousand thread three
    through thursday tide time times today together tomorrow tongue tonight torch torchlight touch town tractor trade
    tradition trail train trains tram trap treachery treaty tree trial trick trolley truck trust truth tuesday tunnel
    turn turns twilight two unanimous unanimously under union universal unknown urgent van very victory video violence
    virtue visit voice vote wagon walk wall war warrant water waterways way weapon weather wednesday week weight west
    western wheel wheels whole wholesale willpower wind winter wire wit without wolves wonder word words work world
    wrong yacht year years yesterday
"""
COMMON_WORDS = frozenset(_COMMON.split())
"""Words that name nobody in a byline."""

_BOTH = """
    alan amber angel art baker banks barber bell best bill bird bishop black blue bob brand bright brook brooks brown
    buck bud burns bush butcher butler carpenter carter case chad chase chip christian chuck clay cliff cole colt cook
    cooper cross daisy dale dash day dean dick dolly don drake drew duke earl english faith farmer field fisher flint
    flower ford forester fox frank frost gale gardener gay gene ginger glen gold golden good grace grand grant gray
    green grey gus guy hal hank hardy harper hazel heath heather herb hill holly homer hope hunt hunter iris ivy jack
    jade jasmine jay jean jewel jo josh joy judge june justice kay ken king kit knight lake lamb lance lane lark
    laurel lee lily little long love major march marina marine mark marsh mason max may melody mercy might mike miles
    mill miller mills moody nick noble norm olive opal page park parker parks pat patience pearl penny pepper pierce
    pike piper pitt pope poppy porter post potter pound price prince prudence ray read reed rex rice rich rivers rob
    robin rocky rod roman rose rosemary ruby rush russ rusty sage sandy sawyer sharp shepherd short silver singer skip
    small smith stark sterling stew stone story strong sue summers sun swan swift taylor ted temple terry thatcher
    tiller todd tony tower trey turner victor viola violet wade walker ward weaver webb well wells white wild will
    wise wolf wood woods woody wright young
"""
WORDS_AND_NAMES = frozenset(_BOTH.split())
"""Words that are common names too: that they stand in a text in lower case says nothing against a byline."""
