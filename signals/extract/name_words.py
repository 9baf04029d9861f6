"""Words by which a run of capitalised words is told to be a person, an organisation or a place."""

from __future__ import annotations

from typing import Final

from signals.extract.given_names import GIVEN_NAMES as GIVEN_NAMES


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


ORGANISATION_WORDS: Final = _set(
    """inc incorporated corp corporation co company companies ltd limited llc llp lp plc gmbh ag se kg kgaa ug ohg
    ev sa sas sarl sl spa srl bv nv ab asa oy oyj aps pty pte group holding holdings partners capital ventures
    bank bancorp insurance university college school institute institution academy hospital health healthcare
    clinic systems technologies technology tech labs laboratories laboratory software solutions services
    networks network media entertainment studios studio pictures records press news times post journal magazine
    games gaming motors motor automotive airlines airways airline energy power oil gas petroleum pharma
    pharmaceuticals pharmaceutical therapeutics biosciences biotech medical foods food brands beverages stores
    store retail fashion apparel clothing industries industrial manufacturing steel chemicals materials mining
    microsystems resources international global worldwide national federal department ministry agency bureau commission
    committee council authority association federation foundation fund trust society union league club party
    team government administration congress senate house parliament court army navy force police exchange
    securities financial finance asset assets management advisors consulting consultants analytics cloud digital
    data robotics semiconductor semiconductors devices electronics instruments interactive online web mobile
    wireless telecom communications logistics freight shipping transport transportation railways properties
    agreement plan committee committees act statement report form exhibit program policy combination transition
    separation release meeting section award realty estate hotels resorts restaurants cafe coffee brewing wines
    spirits aviation aerospace defense defence space security cyber payments pay credit lending mutual savings
    markets market research sciences science works workshop collective cooperative alliance consortium board
    division office center centre depot air rail marine water solar farms vineyards mutual paints tools rentals
    homes shoes tyres airport ports grupo groupe gruppe banque banco caja compagnie société cementos unit
    bakeries products supply equity investments investment operations center app apps ai io html api sdk os"""
)

PLACES: Final = _set(
    """u.s. u.k. america american americans usa us uk eu europe european asia asian africa african australia
    australian austria austrian germany german france french spain spanish italy italian japan japanese china
    chinese india indian canada canadian mexico mexican brazil brazilian russia russian britain british england
    english scotland ireland irish wales sweden swedish norway norwegian denmark danish finland finnish
    netherlands dutch belgium swiss switzerland poland polish portugal greece turkey israel israeli egypt iran
    iraq korea korean taiwan singapore indonesia thailand vietnam philippines ukraine london paris berlin munich
    münchen hamburg frankfurt köln cologne stuttgart düsseldorf vienna wien zürich zurich geneva madrid
    barcelona rome milan lisbon amsterdam brussels dublin stockholm oslo copenhagen helsinki warsaw prague
    budapest moscow istanbul tokyo beijing shanghai hong kong seoul taipei bangalore mumbai delhi sydney
    melbourne toronto montreal vancouver ottawa york boston chicago seattle denver austin dallas houston atlanta
    miami philadelphia phoenix detroit minneapolis portland cleveland pittsburgh baltimore washington california
    texas florida massachusetts illinois ohio oregon colorado arizona nevada utah virginia maryland michigan
    minnesota wisconsin pennsylvania connecticut jersey francisco angeles diego jose vegas kansas city silicon
    valley bay hollywood manhattan brooklyn emea apac dach north south east west northern southern eastern
    western united states kingdom republic"""
)

# Capitalised where a sentence or a headline wants it, and part of no name.
COMMON_WORDS: Final = _set(
    """a an the this that these those his her its their our my your it he she they we you i and or but nor so yet
    if then than as at by for from in into of off on onto out over per to under up upon via with within without
    after before since during while when where who whom whose which what why how new next first last former
    current ex veteran longtime exec execs executive executives officer chief boss leader insider alum alumnus
    alumni board director directors company firm startup giant maker group's also not no yes all any both each
    few more most other some such only own same just very will would can could may might should must shall has
    have had is are was were be been being do does did get gets got says said say tells told today yesterday
    tomorrow monday tuesday wednesday thursday friday saturday sunday january february march june july august
    september october november december jan feb apr jun jul aug sep sept oct nov dec report reports update
    breaking exclusive announces announced announcement press release mr mrs ms miss dr prof sir dame lord lady
    herr frau señor señora monsieur madame der die das dem den des ein eine einer einen zum zur von vom im am
    mit und oder für bei nach aus auf ist wird wurde hat nachfolger nachfolgerin nachfolge aufsichtsrat vorstand
    unternehmen konzern firma amt posten stelle le la les un une et de du el los las y con por para en del al se
    su una tras former hiring hires following meet meets there here now amid including effective immediately
    previously most recently currently prior formerly earlier later however meanwhile although because about
    against between president ceo cfo coo cto cmo cro cio ciso cpo vice senior interim acting deputy co-founder
    founder chairman chairwoman head manager managing counsel secretary minister governor senator mayor
    ambassador judge king queen prince princess pope saint colonel admiral captain coach striker quarterback
    goalkeeper tech product editor journalist reporter actor actress singer professor author investor analyst
    engineer developer designer shares share stock stocks profit sales analysts investors officials sources role
    post job search transition succession strengthens expands bolsters boosts grows builds deepens reinforces
    reshuffles seeks plans sees wins signs raises acquires buys sells opens unveils reveals posts cuts beats
    misses leadership team executives management scandal turmoil führungswechsel chefwechsel personalie wechsel
    neuer neue neuen konzerns unternehmens herstellers anbieters jahren jahre jahr wirkung leitung spitze
    position rolle nachfolge ende jahresende monat monaten beginn vertrag vertrieb kommunikation bereich
    geschäft geschäftsjahr mandat ruhestand aufgaben gesellschafter eigentümer gründer mitgründer mitarbeiter
    markt streit druck kritik gründen wunsch zusammenarbeit sitzung hauptversammlung mitglied vorsitz
    vorsitzender spitze anfang mitte meeting annual quarterly c-suite please meet thank congratulations welcome
    excited thrilled proud delighted happy introducing appointment appointments personnel people moves
    nomination nominations activist activists chair prokuristin prokurist geschäftsführer geschäftsführerin
    finanzchef finanzchefin directeur directrice directeurs directora ask show hn tell launch pdf video why best
    top big great good free open real farewell successor successors replacement replacements"""
)

PARTICLES: Final = _set("van von der den de del della di da dos du la le ter ten zu zur bin ibn al el af av y mac st")
# Words of other callings that are surnames behind a first name.
SURNAMES: Final = _set("pope bishop king prince queen judge best good great free french west north east head may will")
SUFFIXES: Final = _set("jr sr ii iii iv phd md esq mba cpa")
HONORIFICS: Final = _set(
    "mr mrs ms miss dr prof professor sir dame lord lady herr frau mme monsieur madame señor señora"
)
# Part of a name where a running sentence writes them large before another large word ("Just Eat", "First Solar").
LARGE_IN_NAMES: Final = _set("just first next best great good big open real free new top all one every only true last")
