/** By what a sentence says that trouble costs somebody something; in small letters with one е for ё. English, Russian. */
import type { Telling } from './telling.ts';

const CANNOT = "(?:can't|cannot|can not|could not|couldn't|(?:are |is |am |'re )?(?:not able|unable) to)";
const TRADE =
  'work|ship|sell|serve|invoice|bill|deliver|pay|trade|produce|issue|process|continue|take orders|accept|open the';
const PLACE =
  'work|business|production|office|shop|store|warehouse|line|factory|department|team|everything|everybody|operations|plant|company';
const LOST = 'money|customer|client|sale|order|revenue|time|hour|day|income|business';
const PEOPLE = 'customers|clients|patients|guests|students|passengers|users|visitors|tenants|buyers';

const CANNOT_RU = 'не (?:можем|может|можете|могут|могу|удается|получается)';
const TRADE_RU = String.raw`работать|торговать|начать|отгру\p{L}*|отправ\p{L}*|прода\p{L}*|выстав\p{L}*|выда\p{L}*|прин(?:ять|имать)|оплат\p{L}*|обслуж\p{L}*|отчитаться|сда(?:ть|вать)|закрыть (?:месяц|смену|день|квартал)|выписать|пробить|провести (?:оплату|платеж)`;
const PLACE_RU =
  'работа|склад|касс[аы]|магазин|производство|бизнес|офис|цех|отдел|бухгалтерия|торговля|линия|завод|поликлиника|продажи|отгрузка|конвейер';
const PEOPLE_RU =
  'клиенты|покупатели|пациенты|гости|пользователи|ученики|студенты|пассажиры|сотрудники|заказчики';

/** What the trouble costs those who have it. */
export const EFFECT: Telling = {
  says: [
    String.raw`${CANNOT} (?:${TRADE})(?!\p{L})`,
    String.raw`(?:nobody|no one|none of us|no-one)(?!\p{L}).{0,60} (?:can|could|is able|are able)(?!\p{L})`,
    String.raw`block(?:s|ing|ed) (?:us|our|the|everyone|everybody|all)(?!\p{L})`,
    '(?:we|i|they|team|everyone|everybody|office|work|release|department) (?:is|are|am) (?:now |completely |totally )?blocked',
    String.raw`(?:we|company|shop|i)(?: are| is| am|'re)? los(?:e|es|ing)(?!\p{L}).{0,40}(?:${LOST}|\d)`,
    `(?:${PEOPLE})(?:(?: are| have| keep|'re))? (?:to )?(?:wait|complain|leav|angry|unhappy|furious|stuck|can't|cannot|stand in|queue|do not get|don't get)`,
    '(?:miss|meet|keep|before|by) .{0,20}deadline',
    'deadline (?:is |was )?(?:at risk|today|tonight|tomorrow|in |on |this|within|by )',
    String.raw`(?:is|are|be) due (?:today|tonight|tomorrow|this|on|in|by)(?!\p{L})`,
    String.raw`(?:${PLACE}) (?:(?:is|are|has|have|stands|came|comes|was|completely) ){0,3}(?:come )?(?:to )?(?:a )?(?:still|halt|standstill|stopped|standing|idle|closed|paraly[sz]ed|down)(?!\p{L})`,
    '(?:is|are|sit|sits|sitting|stand|stands|standing) idle',
    String.raw`(?:delays|delaying|stops|stopping|holds up|holding up|paraly[sz]es) (?:us|our|the|all|everyone|every)(?!\p{L})`,
    String.raw`cost(?:s|ing)? us(?!\p{L})`,
    String.raw`affect(?:s|ed|ing) (?:all|every|our|the whole|\d)`,
    `${CANNOT_RU} .{0,40}(?:${TRADE_RU})`,
    `(?:${TRADE_RU}) .{0,30}${CANNOT_RU}`,
    `невозможно (?:${TRADE_RU})`,
    String.raw`(?:${PLACE_RU}|все)(?: (?:полностью|весь|вся|уже|сейчас|у нас|второй день)){0,2} (?:стоит|стоят|встал[аои]?|остановил\p{L}*|остановлен\p{L}*|простаива\p{L}*|закрыт\p{L}*|парализован\p{L}*)(?! (?:в|на|у|возле|около|рядом|дорого|дорож\p{L}*|\d\p{L}*|денег|копейк\p{L}*|под)(?!\p{L}))`,
    String.raw`(?:встал[аои]?|остановил(?:ся|ась|ось|ись)|стоит) (?:вся|весь|все|наша|наш|наше|целый)(?!\p{L})`,
    'простаива',
    String.raw`простой (?:всего|всей|цеха|склада|линии|касс|производств|бизнеса|уже|составляет|более|из-за|\d)`,
    '(?:теряем|несем (?:убытк|потер)|терпим убыт|убытк)',
    `(?:${PEOPLE_RU}) (?:не могут|ждут|уходят|жалу|недовольн|стоят|возмущ|звонят|отказыва|без )`,
    String.raw`очеред[ьи] (?:на|у|из|до|растет|стоит|в кассу)(?!\p{L})`,
    String.raw`(?:срок|сроки) (?:сдачи|отгрузки|поставки|отчет\p{L}*)`,
    '(?:срыва(?:ет|ют|ем|л)|сорв(?:ем|ет|ут|ал))',
    '(?:сегодня|завтра|послезавтра).{0,30}(?:сда(?:вать|ть|ча|ем)|зарплат|отчетност|отгрузк|платить налог)',
    '(?:сид(?:ит|им|ят)|остал(?:ись|ся|ась)) без работы',
    String.raw`никто(?!\p{L}).{0,50} не (?:может|могут|смог|работает)`,
  ],
  never: [
    String.raw`work (?:out|with you)(?!\p{L})`,
    String.raw`(?:love|like|happy|glad|happily)(?!\p{L})`,
    String.raw`(?:your|ваш\p{L}*|вашего) (?:deadline|срок|ответ)`,
    'how much',
    String.raw`теряем (?:терпени|надежд|вер[уы]|интерес)|(?:терпени|надежд|интерес)\p{L}{0,2} теряем`,
    '(?:nobody|no one|no-one) (?:can|could) (?:help|answer|tell|explain)',
  ],
};
