"""Words beside company names: what says what somebody is, who is no company, and common given names."""

from __future__ import annotations

# Words that say what somebody is; a name follows them ("chip maker Foo"). Agents never end a name, kinds may.
_AGENTS_TEXT = (
    "startup startups start-up start-ups firm firms maker makers giant giants unicorn unicorns rival rivals "
    "competitor competitors founder founders cofounder co-founder ceo provider providers developer developers "
    "seller sellers retailer retailers grocer lender lenders insurer insurers operator operators manufacturer "
    "manufacturers builder builders publisher publishers broker brokers carrier carriers designer chipmaker "
    "automaker carmaker drugmaker toymaker newcomer upstart upstarts specialist specialists pioneer pioneers "
    "supplier vendor vendors spinoff spin-off spinout spin-out player alternative company companies business "
    "outfit powerhouse innovator disruptor challenger leader darling aggregator marketplace neobank insurtech "
    "fintech edtech proptech agritech healthtech medtech biotech foodtech adtech martech saas etailer e-tailer "
    "portal incubator parent owner creator creators investor investors vc vcs studio-backed scaleup scale-up "
    "unternehmen jungunternehmen firma société entreprise empresa compañía pépite licorne unicornio "
    "plateforme plataforma "
    "agency brand brands app apps website site installer installers reseller wholesaler clone copycat bootstrapper "
    "importer exporter"
)
_KINDS_TEXT = (
    "network platform service software system systems exchange tool wallet store chain bank bot engine browser "
    "tracker assistant producer distributor organization organisation team project group"
)
AGENTS = frozenset(_AGENTS_TEXT.split())
KINDS = frozenset(_KINDS_TEXT.split())

_NOBODY_TEXT = (
    "we i he she they it who which that this these those you our my your its their the a an company startup firm "
    "man woman teen teenager boy girl kid kids mom dad student students couple family town city county state "
    "government congress parliament senate university college school church charity walk concert auction painting "
    "campaign senator congressman governor mayor president candidate party library museum hospital police team "
    "fans people users investors vcs vc founders analyst analysts banks bank funding deal round report study "
    "survey research news update exclusive breaking why how what when where smartwatch game film movie book album "
    "band song project petition kickstarter indiegogo gofundme ipo ico court judge jury regulators officials "
    "scientists researchers engineers developers women men americans indians europeans chinese british german "
    "french google's everyone nobody someone somebody anyone another other others one two three more most many "
    "bitcoin ethereum crypto blockchain bonds stocks equities gold oil vp svp evp ceo cto "
    "coo cfo don doesn didn isn wasn won wouldn couldn shouldn "
    "his her hers el los las les esta este cette ce der das im ihr sein "
    "some all both each every no not europe asia africa america india china britain germany france canada "
    "australia japan israel état l'état l’état staat bund land estado gobierno gouvernement stadt studio station"
)
NOBODY = frozenset(_NOBODY_TEXT.split())
# "Hungarian Quillfern" is Quillfern of Hungary. Left out: those that names often begin with ("British Gas").
_DEMONYMS_TEXT = (
    "hungarian danish swedish norwegian finnish estonian latvian lithuanian polish czech slovak romanian bulgarian "
    "croatian serbian slovenian greek turkish israeli egyptian nigerian kenyan ghanaian moroccan tunisian saudi "
    "emirati pakistani bangladeshi thai vietnamese indonesian malaysian filipino singaporean korean taiwanese "
    "brazilian mexican argentinian argentine chilean colombian peruvian ukrainian portuguese belgian austrian "
    "icelandic irish cypriot maltese dutch german spanish italian"
)
DEMONYMS = frozenset(_DEMONYMS_TEXT.split())
# Only the commonest of English-language news: "Jane Marlow raises" is a campaign, "Vera Labs raises" a company. The
# long list that tells people from organisations is `given_names`.
_COMMONEST_TEXT = (
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony "
    "mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan "
    "jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander "
    "raymond patrick jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle walter ethan "
    "jeremy harold keith christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe "
    "jordan billy bruce albert willie gabriel alan juan wayne roy ralph randy eugene vincent russell elijah louis "
    "bobby philip johnny ted ben bill bob jim tom tim mike dave dan steve jeff greg rand marco mary patricia "
    "jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly "
    "emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen "
    "amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn "
    "janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan "
    "evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn "
    "janice jean alice jane jeb elon"
)
COMMONEST_GIVEN_NAMES = frozenset(_COMMONEST_TEXT.split())
