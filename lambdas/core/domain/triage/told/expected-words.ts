/** By what a sentence says what should have happened; in small letters with one е for ё. English, Russian. */
import type { Telling } from './telling.ts';

const OF_US = String.raw`answer|repl(?:y|ies)|response|call(?!\p{L})|refund|compensation|apolog|delivery|better|more from|you (?:to|will)|service|support|solution|feedback`;
const OF_US_RU = String.raw`ответ|звон|возврат|реакц|помощ|решени|обратн|доставк|деньг|денег|от вас|большего|лучш|вас(?!\p{L})|вы(?!\p{L})|ваш|перезвон|позвон|связал|верну|извинен|компенсац`;
const THAT_RU = String.raw`,? ?(?:что|чтобы)(?!\p{L})`;

/** What should have happened instead. */
export const EXPECTED: Telling = {
  says: [
    String.raw`(?:i|we)(?:'d| would| had| was| were| am| are)? expect(?:ed|ing)?(?!\p{L})`,
    '(?:is|was|as|than|what i) expected',
    String.raw`expected(?!\p{L})`,
    String.raw`(?<!(?:you|we will) )should (?:not )?(?:have |also |only |still )?(?!i |we |you |mention|add |say|note|know)\p{L}{2,20}`,
    String.raw`(?:it|this|that|there|which|the \p{L}{2,20}(?: \p{L}{2,20})?) must (?:be|show|open|have|print|save|stay|say|go|appear|contain)`,
    'supposed to',
    'ought to',
    'instead of (?!you|help|answer)',
    String.raw`instead,? (?:i|it|we|the|there|a|an|nothing|only)(?!\p{L})`,
    String.raw`(?:i|we)(?: just| only)? (?:want|wanted|need|needed|would like|'d like) (?:it|this|that|them|the \p{L}{2,20}(?: \p{L}{2,20})?) to(?!\p{L})`,
    '(?:i|we) wanted (?:to |a |an |the )',
    String.raw`(?:it|this|that|which|the \p{L}{2,20}) used to`,
    String.raw`(?:i|we) thought (?:it|that|this|the|there).{0,40} (?:would|should|will)(?!\p{L})`,
    String.raw`(?:normally|usually),? (?:it|this|that|the|there|i|we)(?!\p{L})`,
    String.raw`(?:before the (?:update|upgrade|change)|in the (?:old|previous|last) version),? (?:it|this|that|the|there|i|we)(?!\p{L})`,
    'would be (?:right|correct)',
    String.raw`ожида(?:л|ла|ли|ю|ем|лось|лся|ется)(?!\p{L})`,
    String.raw`долж(?:ен|на|но|ны) (?:был[аои]? |бы )?(?:не )?(?:\p{L}{1,20} )?\p{L}{2,20}(?:ть|ться|ти)(?!\p{L})`,
    String.raw`вместо \p{L}`,
    String.raw`(?:хоч(?:у|ется)|хотим|хотел(?:ось|а|и)?|нужно|надо|требуется)(?: бы)?,? чтобы(?!\p{L})`,
    String.raw`(?:раньше|обычно|прежде|до обновления|в (?:старой|прошлой|прежней|предыдущей) версии).{0,40}(?:открыв|показыв|печат|сохран|выход|появл|отображ|загруж|приход|счита|запуск|был[аои]?(?!\p{L}))`,
    `(?:думал[аи]?|предполагал(?:ось|а|и)?|полагал[аи]?|рассчитывал[аи]?)${THAT_RU}`,
    String.raw`рассчитывал[аи]? (?:увидеть|получить|на)(?!\p{L})`,
    String.raw`(?:по идее|по логике|в норме|правильно было бы)(?!\p{L})`,
  ],
  never: [
    `(?:expect(?:ed|ing)?|wait(?:ed|ing)? for|want(?:ed)?|instead of) (?:(?:an?|the|your|some|to get|to have) ){0,2}(?:${OF_US})`,
    'wanted to (?:ask|know|thank|tell|say|cancel|buy|speak|talk|inform|report|complain|return)',
    'you (?:should|must|are supposed|ought)',
    '(?:what|how|when|where|why|who) (?:should|am i|are we|do you)',
    'should be (?:a law|ashamed|fired|easy|possible to call)',
    'as soon as expected|expected (?:delivery|arrival)',
    String.raw`ожида\p{L}{1,4} (?:\p{L}{2,20} )?(?:${OF_US_RU})`,
    String.raw`(?:чтобы|что|вместо этого|вместо того,? чтобы)(?: \p{L}{1,20}){0,2} (?:${OF_US_RU})`,
    `вместо (?:${OF_US_RU}|меня|нас|него|нее)`,
    String.raw`(?:вы|ты)(?!\p{L}).{0,30} долж`,
    String.raw`(?:я|мы|вам|кому)(?!\p{L}).{0,30} долж(?!\p{L}{1,3} (?:был[аи]? )?(?:увидеть|видеть|получить))`,
    String.raw`долж\p{L}{1,3} ли(?!\p{L})`,
  ],
};
