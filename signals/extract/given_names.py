"""First names in lower case, of many countries, by which a run of large words is told to be a person's name."""

from __future__ import annotations

from typing import Final

GIVEN_NAMES: Final = frozenset(
    """aarav aaron abby abdul abdullah abel abhishek abigail achim adam adele adeline adrian adriana adrien agata agnes
    agnieszka ahmed aidan aiko aileen aimee aisha ajay akash akiko akira alain al alan alana albert alberto alejandra
    alejandro aleksandar aleksander aleksandra alessandra alessandro alessia alex alexander alexandra alexandre
    alexandria alexandros alexei alexey alexis alfonso alfred alfredo ali alice alicia alina alisa alison alistair
    allan allen allison alok alonso alvaro alvin alyssa amal amanda amandine amara amber ambrose amelia amelie amina
    amir amira amit amy ana anais anastasia anders andre andrea andreas andreea andrei andrej andrew andrés andy
    anette angela angelica angelika angelina angelo angus anika aniket anil anishka anita anja anjali anke ankit ann
    anna annabel annabelle annalisa anne annegret anneliese annette annie annika anselm anthony antje antoine anton
    antonia antonio anurag anya april arash archie aretha ariadne ariana ariane ariel arjun arlene armand armando
    armin arnaud arne arno arnold artem arthur artur arturo arun arvind asha ashish ashley ashok ashton astrid asya
    audrey augustin augusto aurelia aurelie aurélie austin avery avi avinash ayesha aylin babette baptiste barbara
    barnaby barry bartosz bastian beata beatrice beatrix beatriz belinda bella ben benedetta benedict benedikt benita
    benito benjamin benno benoit benoît berenice bernadette bernard bernd bernhard bernie berta bertram bertrand beth
    bettina betty beverly bhavna bianca bilal bill birgit birgitta bjorn björn blake blanca blanche bob bogdan bonnie
    boris brad bradley brady bram brandi brandon branko brant brenda brendan brent bret brett brian briana brianna
    bridget brigid brigitte britta bronwyn brooke bruce bruno bryan bryce burkhard byron béatrice caitlin caleb callum
    calvin cameron camila camille candace candice carina carine carl carla carlo carlos carlotta carmela carmen
    carmine carol carola carole carolin caroline carolyn carolyne carrie carson cary casey caspar cassandra catalina
    catarina caterina cathal catherine cathy catriona cecil cecilia cedric celeste celia celine cesar chad chandra
    chantal charlene charles charlie charlotte chen cherie cheryl chester chiara chidi chinedu chiyo chloe chloé chris
    christa christel christelle christian christiane christina christine christoffer christoph christophe christopher
    christos chuck ciara cillian cindy claas claire clara clarence clarissa claude claudia claudine claudio claus clay
    clemens clement cliff clifford clint clive clotilde clément colette colin colleen connor conrad constance
    constantin constanze cora cordelia coretta corinna corinne cormac cornelia cornelius cory courtney craig crispin
    cristian cristiano cristina curtis cynthia cyril cyrille cécile cédric césar dagmar dagny daina daisy dale dalia
    damaris damian damien damir damon dan dana dania danica daniel daniela daniele danielle danilo danny daphne daria
    dario darius darko darlene darnell darrell darren darryl daryl dave david dawit dawn dean deborah debra declan
    deepak deirdre delia delphine demetrius denis denise dennis derek derrick desiree desmond detlef devin devon dhruv
    diana diane diarmuid didier diego dieter dilip dimitra dimitri dimitrios dina dinesh dirk divya djamila dmitri
    dolores domenico domingo dominic dominik dominique don donal donald donatella donato donna donovan dora dorian
    doris dorota dorothea dorothy doug douglas drew duane duncan dustin dwayne dwight dylan eamon earl eberhard
    eckhard ed eddie edgar edith edmond edmund edna eduard eduardo edward edwin effie efrain egon eileen eirik
    ekaterina elaina elaine eleanor elena eli elias elisa elisabeth elise eliza elizabeth ella ellen ellery elliot
    elliott elmar elodie eloise elsa elsie elton elvira emanuel emanuele emeka emil emilia emiliano emilie emilio
    emily emma emmanuel emmanuelle emre enrico enrique enzo eric erica erich erik erika erin ernest ernesto ervin
    erwin esmé esperanza esteban estelle esther ethan etienne eugene eugenia eugenio eun eva evan evangeline evelina
    evelyn evelyne everett ewa ezra fabian fabien fabienne fabio fabiola fabrice fabrizio faisal fanny farah farid
    farrah fatima faye federica federico felicia felipe felix ferdinand fergus fernando feroz filip filippo finn
    finnian fiona fionn flavia flavio flora florence florent florentina florian folasade forrest frances francesca
    francesco francis francisco francois frank frankie franz françois fraser fred freda freddie frederic frederick
    frederik frederike freya frida frieda friedrich fritz frédéric fumiko félix gabriel gabriela gaetano gaia gail
    gareth gary gaurav gavin gaël geert gemma gene genevieve geneviève gennaro geoff geoffrey georg george georgia
    gerald gerard gerardo gerd gerhard gerhardt gerri gerry gert gesa giacomo gianfranco gianluca gianna gideon
    gilbert gilberto gilles gillian gina gino gioia giorgio giovanna giovanni gisela giselle giulia giulio giuseppe
    gladys glen glenda glenn gloria glynn godfrey gonzalo gordon gottfried grace graham grant grażyna greer greg
    gregor gregory greta gretchen griffin grigory grzegorz guadalupe gudrun guenter guenther guido guilherme guillaume
    guillem guillermo gunnar gunther guofeng gurpreet gustav gustavo guy gwen gwendolyn günter günther hakan haley
    hamid hamish hamza hana hanna hannah hanne hannelore hannes hans hans-peter harald harish harlan harold harriet
    harriett harry hartmut haruka haruki harvey hasan hassan hayden hazel heath heather hector hedwig heidi heike
    heiko heiner heinrich heinz heinz-peter helen helena helene helga helge helmut helmuth hendrik henning henri
    henrietta henrik henrike henry herbert herman hermann hideo hilary hilda hildegard hiltrud hiroko hiroshi hitomi
    holger holly horace horst hortense hossein howard howie hubert hubertus hugh hugo hyun hélène iain ian ibrahim ida
    ignacio iker ilaria ilja ilona ilse imani imogen imran imre inaki ines inez inga inge ingeborg ingo ingrid inna
    inés ioana ioannis ira irene irina iris irma irving irwin isaac isabel isabella isabelle isaiah ishaan isidro
    ismael ismail itamar itzhak ivan ivana ivo ivonne izabela iñaki jacek jacinta jacinto jack jackie jackson jaclyn
    jacob jacobo jacqueline jacques jada jadwiga jaeger jaeho jaime jake jakob james jamie jan jana jane janet janice
    jared jaroslav jarrett jarrod jasmine jason javad javier jay jaya jayden jayne jazmin jean jean-baptiste
    jean-claude jean-francois jean-françois jean-louis jean-luc jean-marc jean-marie jean-michel jean-paul
    jean-philippe jean-pierre jeanne jeannette jedediah jeff jeffery jeffrey jelena jem jen jenna jennifer jenny jens
    jeremiah jeremy jermaine jerome jerrod jerry jess jesse jessica jessie jesus jianhua jie jihoon jill jim jimmy
    jitendra joachim joan joana joanna joanne joao joaquim joaquin jocelyn jochen jodi jody joe joel joerg johan
    johann johanna johannes john johnny jolanta jon jonah jonas jonathan jonathon joni jordan jordi jorge joris jos
    jose josef josefina josefine joseph josephine josh joshua josiah josip josue josé joy joyce jozef joão juan judd
    jude judit judith judy juergen julia julian juliana juliane julianne julie julien juliet julieta julio julius jun
    junaid june jung jurgen justin justine justus jutta jérôme jörg jürgen kai kaia kaitlin kalle kamal kamila kamran
    kara karan karel karen karim karin karina karl karl-heinz karla karlheinz karolina karoline karsten kasia kasper
    katarina katarzyna kate katerina katharina katherine kathi kathleen kathrin kathrine kathryn kathy katie katja
    katrin katrina katy kaushik kaveh kavita kay kayla kazuo kei keiko keira keisha keith kelley kelly kelsey kelvin
    ken kendall kendra kendrick kenji kenneth keri kermit kerri kerry kerstin kevin khalid kiara kiera kieran kilian
    kim kimberley kimberly kiran kirill kirk kirsten kirstie kirstin klara klaus kofi kolja konrad kristen kristian
    kristie kristin kristina kristine kristof krystal krzysztof kumar kunal kurt kurtis kwabena kwame kyle lachlan
    laila lance lando lanre lara larry lars laszlo latoya laura laureen laurel lauren laurence laurens laurent
    laurentiu lauretta lauri laurin lavinia lawrence layla lea leah leander leandro leann leanne leda lee leif leila
    leilani leland lemuel lena lennart leo leocadia leon leonard leonardo leonhard leonid leonie leonora leopold leroy
    lesley leslie leticia letitia levi lewin lewis lexi liam liana lianne liat libby lidia liesbeth liesel lila lilian
    liliana lilith lillian lily lin lina linda lindsay linh linnea lino linus lionel lisa lisbeth lise liselotte livia
    lizzie ljubica lloyd logan loic lois lola lonnie lorena lorenzo loretta lori lorna lorne lorraine lothar lottie
    lou louis louisa louise lourdes loïc luana luann luc luca lucas lucia lucian luciana luciano lucie lucien lucilla
    lucille lucinda lucy lucía ludger ludmila ludovic ludwig luigi luis luisa luise lukas lukasz luke lutz luz lydia
    lydie lynda lyndon lynn lynne lászló mabel mackenzie maddalena madeleine madeline mads mae magali magda magdalena
    maggie magnus mahmoud maike mairead maja malcolm malgorzata malia malik malte manfred manish manoj manolo manon
    manuel mara marc marcel marcela marcelino marcello marcelo marcia marcin marco marco-antonio marcus marek margaret
    margarete margarita margaux margot margret margrit mari maria mariam marian mariana marianne maribel maricela
    marie marietta mariette marija marijke marilyn marin marina marino mario marion maris marisa marisol marissa marit
    marjorie mark marko markus marla marlene marlies marlon marnie marsha marta martha martin martina martine marty
    marvin mary maryam maryann massimo mateo mateusz mathew mathias mathieu mathilda mathilde matilda matt matteo
    matthew matthias matthieu matthäus mattia mattias maud maura maureen maurice mauricio maurizio mauro max maxim
    maximilian maximiliano maxine maxwell maya mayumi małgorzata meera megan megha meghan mehdi mehmet mei mei-ling
    meike meinhard melanie melchior melina melinda melissa melody melvin menno mercedes meredith merle merrick merrill
    meryl mette mia micah michael michaela michal michaël michał micheal michel michela michele michelle michiel
    mickey mieke miguel miguelangel mihai mika mikael mikaela mike mikhail mikko mila milan milena miles millicent
    milton mina mindy minh minna mira miranda mirco mireille mirella miriam mirjam mirko miroslav mislav misty mitch
    mitchell miwa miyuki mohamed mohammed moira molly mona monica monika monique montserrat morag mordecai morgan
    moritz morten mortimer moses mostafa muhammad mukesh mukul murray myra myriam myrna myron mónica nadia nadine
    nadja nadège nancy nandini naoko naomi nasser nastasia natacha natalia natalie natasha nathalie nathan nathanael
    nathaniel naveen nayla neal ned neela neha nehemiah neil nelly nelson nenad nestor neville nia nicholas nick nicki
    nicky nico nicola nicolai nicolas nicolaus nicole nicoletta nicolette niels nigel nikhil nikki niklas niko nikola
    nikolai nikolaos nikolaus nikoletta nikos nils nimesh nina nino niraj nirmala nisha nitin noah noam noel noelle
    noemi nolan noor nora norbert noreen norma norman noémie nuno nuria obinna octavia odette odile oisin oksana oktay
    ola olaf olav oleg oleksandr olga oliver olivia olivier ollie omar omid ophelia oren orla orlando orsolya orville
    oscar oskar oswald ottilie otto oumar ove owain owen ozgur pablo paddy paige paloma pamela pankaj paola paolo
    parisa pascal pascale pascual pat patrice patricia patricio patrick patrik patrizia patty paul paula pauli paulina
    pauline paulo pavel pavlos paxton pedro peggy pelle penelope penny pepe per percival percy perla pete peter petr
    petra petros peyton phil philip philipp philippa philippe phillip phillippa phoebe phyllis pia pierluigi pierre
    pierre-yves pierrick pieter pietro piotr piper pippa pooja pradeep pranav prashant praveen praveer prisca
    priscilla pritam priya priyanka qian quentin quincy quinn quinton rachael rachel radek radoslav rafael rafal rafał
    raffaele raghav raghu rahim rahul raimund raina rainer raj rajesh rajiv rakesh ralf ralph ralston ramesh ramiro
    ramon ramona rana randal randall randolph randy rani ranjit raoul raphael raphaël raquel rashid rashida rasmus
    raul ravi ray raymond raúl reba rebecca reece reed reese regan reggie regina reginald reiner reinhard reinhold
    reinout remi remy rena renata renate renato renaud renee rené reto reuben reynaldo rhiannon rhoda rhonda rhys ria
    ricarda ricardo rich richard richie rick ricky rieke riley rina rishi rita ritesh ritu rob robbie robert roberta
    roberto robin robyn rocco rochelle rocio rodney rodolfo rodrick rodrigo roel rogelio roger rohan rohit roisin
    roland rolando rolf rolf-dieter romain roman romana romeo romy ron rona ronald ronan ronda ronja ronnie roopa rory
    rosa rosalba rosalia rosalie rosalind rosalyn rosamund rosanna rosario rose rosemarie rosemary roshan rosie rosita
    roslyn ross rowan roxana roxanne roy rozalia ruben rubén rudi rudiger rudolf rudolph rudy rufus rui rune rupert
    russell ruta ruth ryan ryo rémi rémy rüdiger sabine sabrina sachin sadie safra sahil saira sajid sakura salim
    sally salma salvador salvatore sam samantha sameer sami samir samira sammy samson samuel sandeep sandra sandrine
    sandro sandy sanjay sanjeev sanjiv santiago santosh saoirse sara sarah sascha satya saul saïd scarlett schuyler
    scott sean sebastian sebastián sebastião serena serge sergei sergey sergi sergio serhiy seth seymour shai shailesh
    shane shanice shannon shanti shari sharif sharon shaun shauna shawn shawna shay shea sheila shelby sheldon shelia
    shelley shelly sherman sherri sherry sheryl shilpa shinji shira shirley shiv shivani shreya shruti shu sibylle sid
    siddharth sidney siegfried sigmund signe sigrid silas silke silvana silvia silvio simon simona simone simonetta
    simran sindre siobhan siv slobodan sofia sofie solange solveig sonal sonia sonja sonny sophia sophie soren sorin
    srinivas stacey stacie stacy stan stanislaus stanislav stanley stavros stefan stefanie steffen steffi stella
    stephan stephane stephania stephanie stephen sterling steve steven stewart stig stina stuart stéphane stéphanie
    sue suki sumit sune sunil sunita suresh surya susan susann susanna susannah susanne susi suzan suzana suzanne
    suzette suzie svante svea svein sven svenja svetlana swati sybil sydney syed sylke sylvain sylvester sylvia sylvie
    sébastien søren tabea tabitha tadeusz tahir takashi takeshi taku talia tama tamar tamara tami tammy tamsin tamás
    tania tanisha tanja tanya tapani tara tariq tarun tasha tatiana tatjana tatum ted temitope terence teresa terrance
    terrell terrence terri terry tess tessa thaddeus thanh thea theda thelma theo theodor theodora theodore theresa
    therese thiago thibault thibaut thierry thies thilo thom thomas thora thorben thorbjørn thorsten théo thérèse
    tiago tianna tibor tiffany tilda tilman tilmann tilo tim timo timon timotheus timothy tina tino tito tiziana tobi
    tobias toby todd todor tom tomas tomasz tomislav tommaso tommy tomoko tomás tomáš toni tonia tony tonya torben
    tore torsten tova tracy travis trent trevor tricia trina trish trisha trista tristan troy trudy tuomas twila tyler
    tyrone tyson uche udo ugo ulf uli ulla ulric ulrich ulrike umberto umesh urs ursina ursula urszula usha uta ute
    uwe uzma vadim valentin valentina valentino valeria valerie valerio valérie vanessa vasco vasily veit velma vera
    verena vernon veronica veronika vesna vicente vicki vicky victor victoria vidya vijay vijaya vikram viktor
    viktoria vilma vinay vince vincent vincenzo vineet viola violeta viorica virgil virginia virginie vito vittoria
    vittorio vivek vivian viviana vivien vivienne vlad vladimir vojtěch volha volker volkmar václav véronique waldemar
    walid wally walter wanda warren wayne wei wenche wendell wendy werner wes wiebke wilbur wilfred wilfried wilhelm
    wilhelmina will willa willem willi william willis willy wilma winfried winifred winnie winona winston wioletta
    wojciech wolfgang woodrow wyatt xander xavi xavier xenia ximena xiomara yadira yael yair yamini yan yanick yann
    yannick yannis yara yaroslav yasmin yaw yelena yevgeny yi-ling yolanda yoram yorick yosef yoshi youssef ysabel
    yuki yulia yun yuri yusra yusuf yuto yvan yves yvette yvonne zach zachariah zachary zack zainab zane zara zehra
    zelda zena zeynep zhang zhen ziad zinaida zoe zofia zoltan zoltán zora zoë zsofia zsuzsanna zuzana álvaro élise
    élodie émile émilie étienne łukasz""".split()  # noqa: SIM905
)
