/** Whether a comment is a mere "thanks", which must not open a solved ticket again (product.md section 2). */

/** Words that thank by themselves. */
export const THANKS: ReadonlySet<string> = new Set(
  'thanks thank thx tnx ty cheers спасибо спс пасиб пасибо благодарю благодарим благодарен благодарна 👍 🙏'.split(
    ' ',
  ),
);

/** Words that may stand beside it; anything else ("but", "still", «не», «но») may be news, and news opens a ticket. */
const BESIDE = new Set(
  [
    'you u very much so a lot many million again all good great perfect perfectly works working it its everything is',
    'now that thats this helped fine ok okay solved resolved fixed awesome excellent wonderful appreciated appreciate really',
    'for the your help support quick fast reply response answer team guys hi hello dear best kind regards and well done',
    'большое огромное вам вас тебе всё все это теперь уже работает заработало помогло получилось решено исправлено',
    'хорошо отлично супер прекрасно замечательно ок окей понял поняла понятно ясно ещё еще раз за помощь поддержку',
    'быстрый быструю оперативный оперативную ответ решение и очень здравствуйте добрый день коллеги уважением с вы',
    '🙂 😊 😀 😉 ❤ 👌 🎉',
  ]
    .join(' ')
    .split(' '),
);

/** "Thanks, Anna": a name at the very end, right after the thanks; as people write, capitalised. */
const addressed =
  /((?:[Tt]hanks|[Tt]hank you|[Tt]hx|[Cc]heers|[Сс]пасибо|[Бб]лагодарю)(?: большое| a lot| so much)?),? \p{Lu}\p{Ll}+([\s!.)]*)$/u;

const LONGEST = 200;
const MOST_WORDS = 14;

/** True for a short text in English or Russian that thanks, asks nothing and says nothing new. */
export const isThanks = (text: string): boolean => {
  if (text.length > LONGEST || text.includes('?')) return false;
  const words = text
    .replace(addressed, '$1$2')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[\u{1F3FB}-\u{1F3FF}]|\uFE0F/gu, '')
    .replace(/\p{Extended_Pictographic}/gu, ' $& ')
    .split(/[\s.,!;:()\-–—"«»]+/u)
    .filter((word) => word !== '');
  return (
    words.length <= MOST_WORDS &&
    words.some((word) => THANKS.has(word)) &&
    words.every((word) => THANKS.has(word) || BESIDE.has(word))
  );
};
