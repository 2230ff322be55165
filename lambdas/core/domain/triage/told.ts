/** What people tell in sentences of their own: what they did, what it costs them, what they wanted. */
import { endOf, type Find, find, linesOf, type TextLine } from './text.ts';

const END = /[.!?…]{1,5}(?=\s)/gu;

/** Where the sentence around a place of a line begins and ends, within the line. */
const sentenceAround = (line: string, at: number): readonly [from: number, to: number] => {
  let from = 0;
  for (const { index, 0: end } of line.matchAll(END)) {
    if (index >= at) return [from, index + end.length];
    from = index + end.length;
  }
  return [from, line.length];
};

const told = (
  text: string,
  expression: RegExp,
  spanOf: (line: TextLine, at: number) => readonly [from: number, to: number],
): Find | null => {
  for (const line of linesOf(text)) {
    const match = expression.exec(line.text);
    if (match === null) continue;
    const [from, to] = spanOf(line, match.index);
    return find(line.text.slice(from, to), text, [line.position + from, line.position + to], 0.6);
  }
  return null;
};

const NUMBERED = /^\s{0,8}(?:(?:step|шаг)\s{0,2}(?:№\s?)?\d{1,2}\s{0,2}[.):\-–—]|\d{1,2}[.):])\s{0,4}\S/iu;
const STEPS =
  /(?:when(?:ever)? (?:i|we) |after (?:i|we) |if (?:i|we) |as soon as (?:i|we) |every time (?:i|we) |first,? (?:i|we) |i (?:click|press|open|tap|try to) |каждый раз,? когда (?:я|мы) |когда (?:я|мы) |если (?:я|мы) |после того,? как (?:я|мы) |как только |сначала (?:я )?|(?:открываю|нажимаю|захожу|запускаю|выбираю|кликаю|жму) |при (?:нажатии|открытии|запуске|попытке|сохранении|входе|импорте|экспорте|загрузке|печати|обновлении))/iu;

/** Two numbered lines, or the rest of a line from the sentence that tells what was done. */
export const stepsIn = (text: string): Find | null => {
  const numbered = linesOf(text).filter((line) => NUMBERED.test(line.text));
  const [first, second] = numbered;
  if (first !== undefined && second !== undefined)
    return find(
      numbered.map((line) => line.text.trim()).join('\n'),
      text,
      [first.position, endOf(numbered.at(-1) ?? second)],
      0.8,
    );
  return told(text, STEPS, (line, at) => [sentenceAround(line.text, at)[0], line.text.length]);
};

const EFFECT =
  /(?:(?:can(?:no|'|’)t|cannot|unable to) work|blocks? (?:us|our|the whole|everyone)|(?:is|are|am) blocked|(?:we|are) los(?:e|ing) |our customers|deadline|production is down|work has stopped|costs us|не мож(?:ем|ет|ете|гу) работать|(?:работа|всё|все|склад|касса|магазин|производство) (?:стоит|встал[аои]?|остановил)|простаива|простой |теряем|наши клиенты|клиенты не могут|срок сдачи|срыва)/iu;
const EXPECTED =
  /(?:i expect|was expect|expected|(?:it|that|there|which) should |should have |instead of|supposed to|i wanted |ожидал|ожидаю|должн[оаы] (?:был|открыв|появ|сохран|работ|показ|быть)|вместо (?:этого|того|ожида)|хотел(?:ось|а|и)?(?: бы)?,? чтобы)/iu;

const sentence =
  (expression: RegExp) =>
  (text: string): Find | null =>
    told(text, expression, (line, at) => sentenceAround(line.text, at));

/** The sentence that says what the trouble costs. */
export const effectIn = sentence(EFFECT);

/** The sentence that says what should have happened. */
export const expectedIn = sentence(EXPECTED);
