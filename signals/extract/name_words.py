"""Words by which a run of capitalised words is told to be a person, an organisation or a place."""

from __future__ import annotations

from typing import Final


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVEN_NAMES: Final = _set(
    """aaron abby abdul abigail adam adrian agnes ahmed aidan aisha akira alain alan alana albert alberto alejandro
    alex alexander alexandra alexis alfred ali alice alicia alina alison allison amanda amber amelia amit amy
    ana anders andrea andreas andrei andrew andy angela anil anita anja anjali ann anna anne annette annie
    anthony antoine anton antonia antonio april ariel arjun arthur arun asha ashley astrid audrey austin barbara
    barry beatrice ben benjamin bernard bernd bernie beth betty bill birgit blake bob bonnie brad bradley
    brandon brenda brett brian bridget brigitte brooke bruce bruno bryan caitlin cameron camille carl carla
    carlos carmen carol carolin caroline carolyn cary catherine cathy cecilia celine chad charles charlie
    charlotte chen cheryl chloe chris christa christian christiane christina christine christoph christophe
    christopher chuck cindy claire clara clara claude claudia clay cliff clive clément colin connor corinna
    craig cristina curtis cynthia daisy dale damian damien dan dana daniel daniela danielle danny darren dave
    david dawn dean deborah debra deepak denise dennis derek diana diane diego dieter dimitri dina dirk dmitri
    dominic dominik don donald donna dora doris dorothy doug douglas drew duncan dylan earl ed eddie edgar edith
    eduardo edward elaine eleanor elena eli elias elisa elisabeth elise elizabeth ella ellen elliott elliot emil
    emily emma enrique eric erica erik erika ernest esther ethan eugene eva evan evelyn fabian fabio farah
    fatima felipe felix fernando fiona florence florian frances francesca francesco francis francisco francois
    françois frank frankie franz fred frederic frederick frédéric friedrich gabriel gabriela gail gareth gary
    gavin gene geoff geoffrey george georg georgia gerald gerard gerd gerhard gianfranco gilbert gilles gina
    giovanni giulia glen glenn gloria gordon grace graham grant greg gregor gregory greta guido guillaume
    guillermo gustav guy gwen hans hannah hanna harald harish harold harriet harry harvey hassan heather hector
    heidi heike heiko heinrich heinz helen helena helene helmut hélène henri henrik henry herbert herman hilary
    hiroshi holger holly howard hugh hugo ian ibrahim ida ignacio ilona imran ines inés inga ingo ingrid irene
    iris irina isaac isabel isabella isabelle ivan jack jackie jackson jacob jacqueline jacques jaime jake jakob
    james jamie jan jana jane janet janice jared jasmine jason javier jay jean jeanne jeff jeffrey jen jenna
    jennifer jenny jens jeremy jerome jerry jesse jessica jesus jill jim jimmy joachim joan joanna joanne
    joaquin jochen joe joel johan johann johanna johannes john johnny jon jonas jonathan jordan jorge jose
    joseph josef josh joshua josé joy joyce juan judith judy julia julian juliane julie julien juliet jun jung
    june jurgen jörg jürgen justin kai kara karen karin karina karl karla karsten kate katherine kathleen
    kathrin kathryn kathy katie katja katrin kay keith kelly ken kenji kenneth kerry kerstin kevin kim kimberly
    kirk kirsten klaus konrad kristen kristin kristina kumar kurt kyle laila lance lara larry lars laura laurel
    lauren laurence laurent lauri lawrence lea leah lee leif lena lennart leo leon leonard leonie leslie lewis
    liam lidia lila lily lin linda lindsay lisa lloyd logan lola lorenzo lori lothar lou louis louisa louise
    luca lucas lucia lucy luis luisa lukas luke lutz luz lydia lynn mabel madeleine maggie magnus mahmoud
    malcolm malik manfred manuel marc marcel marco marcus margaret margarita maria marian mariana marie marina
    mario marion marissa mark markus marlene marta martha martin martina marvin mary mathias mathieu matt matteo
    matthew matthias maureen maurice max maxim maximilian maya megan mei melanie melinda melissa mercedes
    meredith mia michael michaela michel michele michelle miguel mike mikhail milan miles mina miranda miriam
    mitch mohamed mohammed mona monica monika monique moritz morgan mukesh muhammad murray nadia nadine naomi
    natalia natalie natasha nathalie nathan neal neil nelson nia nicholas nick nico nicola nicolas nicole niels
    nigel nikhil nikolai nils nina noah noel nora norbert norman nuria olaf oleg oliver olivia olivier omar
    oscar otto owen pablo paige pamela paola paolo pascal pat patricia patrick patty paul paula pauline pavel
    pedro penelope penny per pete peter petra phil philip philipp philippe phillip phoebe pia pierre pieter
    priya quentin rachel rafael rahul rainer raj rajesh ralf ralph ramon randy raquel raul ravi ray raymond
    rebecca reed regina reinhard renate rené renee rhonda ricardo rich richard rick rita rob robert roberta
    roberto robin rodney rodrigo roger roland rolf roman ron ronald rosa rosalind rose ross roy ruben rudolf
    rupert russell ruth ryan sabine sabrina sally sam samantha samir samuel sandra sandy sanjay sara sarah
    sascha satya scott sean sebastian serena serge sergei sergio seth shannon sharon shaun shawn sheila shelley
    sheryl shirley sid sidney silke silvia simon simone sofia sofie sonia sonja sophia sophie soren stacey stan
    stefan stefanie stella stephan stephanie stephen sterling steve steven stewart stuart sue sunil susan
    susanne suzanne svea sven sydney sylvia tamara tania tanja tanya tara tatiana ted teresa terri terry thea
    theo theodore theresa thomas thorsten tiffany tilda tim timo timothy tina tobias todd tom tomas tommy toni
    tony tracy travis trevor tyler ulf ulrich ulrike ursula uwe valentina valerie vanessa vera verena veronica
    vicki victor victoria vijay vikram vincent virginia vivek vivian volker walter wanda warren wayne wendy
    werner wei will william willy winston wolfgang xavier yan yann yara yasmin yolanda yoshi yuki yusuf yves
    yvonne zach zachary zoe álvaro élodie émilie zhang"""
)

ORGANISATION_WORDS: Final = _set(
    """inc incorporated corp corporation co company companies ltd limited llc llp lp plc gmbh ag se kg kgaa ug ohg
    ev sa sas sarl sl spa srl bv nv ab asa oy oyj aps pty pte group holding holdings partners capital ventures
    bank bancorp insurance university college school institute institution academy hospital health healthcare
    clinic systems technologies technology tech labs laboratories laboratory software solutions services
    networks network media entertainment studios studio pictures records press news times post journal magazine
    games gaming motors motor automotive airlines airways airline energy power oil gas petroleum pharma
    pharmaceuticals pharmaceutical therapeutics biosciences biotech medical foods food brands beverages stores
    store retail fashion apparel clothing industries industrial manufacturing steel chemicals materials mining
    resources international global worldwide national federal department ministry agency bureau commission
    committee council authority association federation foundation fund trust society union league club party
    team government administration congress senate house parliament court army navy force police exchange
    securities financial finance asset assets management advisors consulting consultants analytics cloud digital
    data robotics semiconductor semiconductors devices electronics instruments interactive online web mobile
    wireless telecom communications logistics freight shipping transport transportation railways properties
    realty estate hotels resorts restaurants cafe coffee brewing wines spirits aviation aerospace defense
    defence space security cyber payments pay credit lending mutual savings markets market research sciences
    science works workshop collective cooperative alliance consortium board division office center centre depot
    bakeries products supply equity investments investment operations center app apps ai io html api sdk os"""
)

PLACES: Final = _set(
    """u.s. u.k. america american americans usa us uk eu europe european asia asian africa african australia australian
    austria austrian germany german france french spain spanish italy italian japan japanese china chinese india
    indian canada canadian mexico mexican brazil brazilian russia russian britain british england english
    scotland ireland irish wales sweden swedish norway norwegian denmark danish finland finnish netherlands
    dutch belgium swiss switzerland poland polish portugal greece turkey israel israeli egypt iran iraq korea
    korean taiwan singapore indonesia thailand vietnam philippines ukraine london paris berlin munich münchen
    hamburg frankfurt köln cologne stuttgart düsseldorf vienna wien zürich zurich geneva madrid barcelona rome
    milan lisbon amsterdam brussels dublin stockholm oslo copenhagen helsinki warsaw prague budapest moscow
    istanbul tokyo beijing shanghai hong kong seoul taipei bangalore mumbai delhi sydney melbourne toronto
    montreal vancouver ottawa york boston chicago seattle denver austin dallas houston atlanta miami
    philadelphia phoenix detroit minneapolis portland cleveland pittsburgh baltimore washington california texas
    florida massachusetts illinois ohio oregon colorado arizona nevada utah virginia maryland michigan minnesota
    wisconsin pennsylvania connecticut jersey francisco angeles diego jose vegas kansas city silicon valley bay
    hollywood manhattan brooklyn emea apac dach north south east west northern southern eastern western united
    states kingdom republic"""
)

# Capitalised where a sentence or a headline wants it, and part of no name.
COMMON_WORDS: Final = _set(
    """a an the this that these those his her its their our my your it he she they we you i and or but nor so yet
    if then than as at by for from in into of off on onto out over per to under up upon via with within
    without after before since during while when where who whom whose which what why how new next first last
    former current ex veteran longtime exec execs executive executives officer chief boss leader insider alum
    alumnus alumni board director directors company firm startup giant maker group's also not no yes all any
    both each few more most other some such only own same just very will would can could may might should must
    shall has have had is are was were be been being do does did get gets got says said say tells told today
    yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march june
    july august september october november december jan feb apr jun jul aug sep sept oct nov dec report
    reports update breaking exclusive announces announced announcement press release mr mrs ms miss dr prof
    sir dame lord lady herr frau señor señora monsieur madame der die das dem den des ein eine einer einen zum
    zur von vom im am mit und oder für bei nach aus auf ist wird wurde hat nachfolger nachfolgerin nachfolge
    aufsichtsrat vorstand unternehmen konzern firma amt posten stelle le la les un une et de du el los las y
    con por para en del al se su una tras former hiring hires following meet meets there here now amid
    including effective immediately previously most recently currently prior formerly earlier later however
    meanwhile although because about against between president ceo cfo coo cto cmo cro cio ciso cpo vice
    senior interim acting deputy co-founder founder chairman chairwoman head manager managing counsel
    secretary minister governor senator mayor ambassador judge king queen prince princess pope saint colonel
    admiral captain coach striker quarterback goalkeeper tech product editor journalist reporter actor actress
    singer professor author investor analyst engineer developer designer shares share stock stocks profit
    sales analysts investors officials sources role post job search transition succession strengthens expands
    bolsters boosts grows builds deepens reinforces reshuffles seeks plans sees wins signs raises acquires
    buys sells opens unveils reveals posts cuts beats misses leadership team executives management scandal
    turmoil führungswechsel chefwechsel personalie wechsel neuer neue neuen konzerns unternehmens herstellers
    anbieters ask show hn tell launch pdf video why best top big great good free open real"""
)

PARTICLES: Final = _set("van von der den de del della di da dos du la le ter ten zu zur bin ibn al el af av y mac st")
SUFFIXES: Final = _set("jr sr ii iii iv phd md esq mba cpa")
HONORIFICS: Final = _set(
    "mr mrs ms miss dr prof professor sir dame lord lady herr frau mme monsieur madame señor señora"
)
# Part of a name where a running sentence writes them large before another large word ("Just Eat", "First Solar").
LARGE_IN_NAMES: Final = _set("just first next best great good big open real free new top all one every only true last")
