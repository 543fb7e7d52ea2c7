"""Names of months and weekdays as dates are written in many languages, from Unicode's CLDR 47.

In lower case, without dots. A name that means two months in two languages is in neither.
"""

from __future__ import annotations

from typing import Final

_MONTHS: Final = (
    "january jan січня січ січень января янв январь студзеня сту студзень януари яну јануар јан "
    "stycznia sty styczeń ledna led leden januára január januar januari tammikuuta tammi "
    "tammikuu janvier janv enero ene gennaio gen janeiro ianuarie ian gener ιανουαρίου ιαν "
    "ιανουάριοσ ocak oca يناير ינואר ינו׳ ژانویه जनवरी जन জানুয়ারি জানু มกราคม มค sausio saus "
    "sausis janvāris jaanuar jaan იანვარი იან",
    "february feb лютого лют лютий февраля февр февраль лютага люты февруари фев фебруар феб "
    "lutego lut luty února úno únor februára február februar februari helmikuuta helmi helmikuu "
    "febr février févr febrero febbraio fevereiro fev februarie febrer φεβρουαρίου φεβ "
    "φεβρουάριοσ şubat şub فبراير פברואר פבר׳ فوریه फ़रवरी फ़र ফেব্রুয়ারি ফেব กุมภาพันธ์ กพ "
    "vasario vas vasaris februāris veebruar veebr თებერვალი თებ",
    "march mar березня бер березень марта мар март сакавіка сак сакавік marca marzec března bře "
    "březen marec märz mär maart mrt mars marts maaliskuuta maalis maaliskuu március márc marzo "
    "março martie març μαρτίου μαρ μάρτιοσ μάρ mart مارس מרץ मार्च মার্চ มีนาคม มีค maret kovo "
    "kov kovas märts მარტი მარ",
    "april apr квітня квіт квітень апреля апр апрель красавіка кра красавік април kwietnia kwi "
    "kwiecień dubna dub duben apríla apríl huhtikuuta huhti huhtikuu április ápr avril avr "
    "abril abr aprile aprilie απριλίου απρ απρίλιοσ nisan nis أبريل אפריל אפר׳ آوریل अप्रैल "
    "এপ্রিল এপ্রি เมษายน เมย balandžio bal balandis aprīlis aprill აპრილი აპრ",
    "may травня трав травень мая май мај maja maj května kvě květen mája máj mai mei toukokuuta "
    "touko toukokuu május mayo maggio mag maio maig μαΐου μαΐ μάιοσ μάι mayıs مايو מאי مه "
    "मई মে พฤษภาคม พค gegužės geg gegužė maijs მაისი მაი",
    "june jun червня черв червень июня июн июнь чэрвеня чэр чэрвень юни јун czerwca cze "
    "czerwiec června čvn červen júna jún junij juni kesäkuuta kesä kesäkuu június juin junio "
    "giugno giu junho iunie iun juny ιουνίου ιουν ιούνιοσ ιούν haziran haz يونيو יוני ژوئن जून "
    "জুন มิถุนายน มิย birželio birž birželis jūnijs jūn juuni ივნისი ივნ",
    "july jul липня лип липень июля июл июль ліпеня ліп ліпень юли јул lipca lip lipiec "
    "července čvc červenec júla júl julij juli heinäkuuta heinä heinäkuu július juillet juil "
    "julio luglio lug julho iulie iul juliol ιουλίου ιουλ ιούλιοσ ιούλ temmuz tem يوليو יולי "
    "ژوئیه जुलाई जुल জুলাই জুল กรกฎาคม กค liepos liep liepa jūlijs jūl juuli ივლისი ივლ",
    "august aug серпня серп серпень августа авг август жніўня жні жнівень sierpnia sie sierpień "
    "srpna srp srpen augusta avgust avg augustus augusti elokuuta elo elokuu augusztus août "
    "agosto ago agost ag αυγούστου αυγ αύγουστοσ αύγ ağustos ağu أغسطس אוגוסט אוג׳ اوت अगस्त अग "
    "আগস্ট আগ สิงหาคม สค agustus agu rugpjūčio rugp rugpjūtis augusts აგვისტო აგვ",
    "september sep вересня вер вересень сентября сент сентябрь верасня верасень септември сеп "
    "септембар września wrz wrzesień září zář septembra sept syyskuuta syys syyskuu szeptember "
    "szept septembre septiembre settembre set setembro septembrie setembre σεπτεμβρίου σεπ "
    "σεπτέμβριοσ eylül eyl سبتمبر ספטמבר ספט׳ سپتامبر सितंबर सित সেপ্টেম্বর সেপ সেপ্ট กันยายน "
    "กย rugsėjo rugs rugsėjis septembris სექტემბერი სექ",
    "october oct жовтня жовт жовтень октября окт октябрь кастрычніка кас кастрычнік октомври "
    "октобар października paź październik října říj říjen októbra okt október oktober lokakuuta "
    "loka lokakuu octobre octubre ottobre ott outubro out octombrie οκτωβρίου οκτ οκτώβριοσ "
    "ekim eki أكتوبر אוקטובר אוק׳ اکتبر अक्टूबर अक्टू অক্টোবর অক্টো ตุลาคม ตค spalio spal "
    "spalis oktobris oktoober ოქტომბერი ოქტ",
    "november nov листопада лист листопад ноября нояб ноябрь лістапада ліс лістапад ноември ное "
    "новембар нов listopada lis listopad listopadu novembra marraskuuta marras marraskuu "
    "novembre noviembre novembro noiembrie νοεμβρίου νοε νοέμβριοσ νοέ kasım kas نوفمبر נובמבר "
    "נוב׳ نوامبر नवंबर नव নভেম্বর নভে พฤศจิกายน พย lapkričio lapkr lapkritis novembris ნოემბერი "
    "ნოე",
    "december dec грудня груд грудень декабря дек декабрь снежня сне снежань декември децембар "
    "дец grudnia gru grudzień prosince pro prosinec decembra dezember dez desember des "
    "joulukuuta joulu joulukuu décembre déc diciembre dic dicembre dezembro decembrie desembre "
    "δεκεμβρίου δεκ δεκέμβριοσ aralık ara ديسمبر דצמבר דצמ׳ دسامبر दिसंबर दिस ডিসেম্বর ডিসে "
    "ธันวาคม ธค gruodžio gruod gruodis decembris detsember dets დეკემბერი დეკ",
)
_CASES: Final = (
    "januara јануара siječnja siječanj", "februara фебруара veljače veljača", "ožujka ožujak mrz",
    "априла travnja travanj", "svibnja svibanj", "juna јуна lipnja", "jula јула srpnja",
    "avgusta kolovoza kolovoz", "rujna rujan", "oktobra октобра", "novembra новембра studenoga",
    "децембра prosinca",
)  # fmt: skip
"""As they stand in a Serbian or Croatian date; `mrz` is German."""
MONTHS: Final = {
    name: number
    for table in (_CASES, _MONTHS)
    for number, names in enumerate(table, start=1)
    for name in names.split()
}
"""The number of each month, 1 to 12, by its names."""
WEEKDAYS: Final = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun "
        "понеділок вівторок середа четвер пʼятниця субота неділя пн вт ср чт пт сб нд "
        "понедельник вторник среда четверг пятница суббота воскресенье вс панядзелак аўторак "
        "серада чацвер пятніца нядзеля аў чц понеделник сряда четвъртък петък събота неделя "
        "понедељак уторак четвртак петак недеља пон уто сре чет пет суб нед poniedziałek wtorek "
        "środa czwartek piątek sobota niedziela pon wt śr czw pt sob niedz pondělí úterý středa "
        "čtvrtek pátek neděle po út st čt pá so ne pondelok utorok streda štvrtok piatok nedeľa "
        "ut št pi ponedeljek torek sreda četrtek petek nedelja tor sre čet pet ned montag "
        "dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa maandag dinsdag "
        "woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo måndag tisdag onsdag torsdag "
        "fredag lördag söndag mån tis ons tors fre lör sön mandag tirsdag lørdag søndag man "
        "tirs lør søn tir maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina "
        "sunnuntaina ti ke to pe la su maanantai tiistai keskiviikko torstai perjantai lauantai "
        "sunnuntai hétfő kedd szerda csütörtök péntek szombat vasárnap sze cs szo lundi mardi "
        "mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim lunes martes miércoles "
        "jueves viernes sábado domingo mié jue vie sáb dom lunedì martedì mercoledì giovedì "
        "venerdì sabato domenica gio sab segunda-feira terça-feira quarta-feira quinta-feira "
        "sexta-feira seg ter qua qui sex luni marți miercuri joi vineri sâmbătă duminică mie "
        "vin sâm dum dilluns dimarts dimecres dijous divendres dissabte diumenge dl dt dc dj dv "
        "ds dg δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή δευ τρί τετ πέμ παρ σάβ "
        "κυρ pazartesi salı çarşamba perşembe cuma cumartesi pazar pzt sal çar per cum cmt paz "
        "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد יום שני שלישי רביעי חמישי שישי שבת "
        "ראשון ב׳ ג׳ ד׳ ה׳ ו׳ א׳ دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه सोमवार "
        "मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार सोम मंगल बुध गुरु शुक्र शनि रवि সোমবার "
        "মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার সোম মঙ্গল বুধ বৃহস্পতি শুক্র শনি "
        "রবি thứ hai ba tư năm sáu bảy chủ nhật cn วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี "
        "วันศุกร์ วันเสาร์ วันอาทิตย์ จันทร์ อังคาร พุธ พฤหัส ศุกร์ เสาร์ อาทิตย์ senin selasa "
        "rabu kamis jumat sabtu minggu sen sel rab kam jum min pirmadienis antradienis "
        "trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis pr an tr kt pn sk "
        "pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena pirmd otrd "
        "trešd ceturtd piektd sestd svētd esmaspäev teisipäev kolmapäev neljapäev reede laupäev "
        "pühapäev ორშაბათი სამშაბათი ოთხშაბათი ხუთშაბათი პარასკევი შაბათი კვირა ორშ სამ ოთხ ხუთ "
        "პარ შაბ კვი thur thurs tues weds"
    ).split()
)
"""What a weekday is called, word by word."""
FILLERS: Final = frozenset(
    "the of on at de del d di du le il el den der dne om kl um uhr г г. год года р року рік в у о "
    "at à às alle ore e ngày năm tháng พศ คศ เวลา น hrs h este r m d gada klo kello".split()
)
"""What else stands in a written day and says nothing of it."""
