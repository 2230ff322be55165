/** The rules of the example desk, the only ones that sort before a model has learnt. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { rules as rulesSchema } from '../../../../lambdas/core/domain/settings/rule-schema.ts';
import { rulingOn } from '../../../../lambdas/core/domain/triage/rules.ts';
import { aSettings, aTicket } from '../../builders.ts';

const example = parse(readFileSync('config/desk.yaml', 'utf8'));
const settings = {
  ...aSettings({ rules: [...z.parse(rulesSchema, example.rules)] }),
  categories: example.categories,
};

const P = 'payments';
const L = 'licences';
const H = 'high';
const N = 'normal';

describe('the rules of the example desk', () => {
  it.each<[string, string | null, string | null]>([
    ['You charged me twice', P, null],
    ['С меня списали деньги два раза', P, null],
    ['верните мои деньги', P, null],
    ['Не могу оплатить счет, карта не проходит', P, null],
    ['My license has expired', L, null],
    ['Лицензия закончилась', L, null],
    ['Где мой ключ лицензии?', L, null],
    ["This isn't urgent", null, N],
    ['It is not that urgent', null, null],
    ['Это не очень срочно', null, null],
    ['I do not want a refund', null, null],
    ['I was billed for two months twice', P, null],
    ['My card keeps getting declined', P, null],
    ['Twice you have taken money from my account', P, null],
    ['Please give me my money back', P, null],
    ['The payment did not go through', P, null],
    ['You have not refunded me', P, null],
    ['I did not get my refund', P, null],
    ['I still do not have my refund', P, null],
    ['no refund yet', P, null],
    ['Why was I charged 20 euros?', P, null],
    ['double charge on my card', P, null],
    ['where can I find my invoice', P, null],
    ['Верните, пожалуйста, деньги за подписку', P, null],
    ['Деньги не вернули', P, null],
    ['дважды списали с карты', P, null],
    ['Сняли деньги, а доступа нет', P, null],
    ['Возврат не нужен, просто вопрос', null, null],
    ['Не хочу возврат денег, хочу чтобы работало', null, null],
    ['Платёж отклонён банком', P, null],
    ['не проходит платёж', P, null],
    ['у меня не проходит карта', P, null],
    ['Выставьте нам счёт на год', P, null],
    ['I need a new licence key', L, null],
    ['the licence for Acme Desktop expired yesterday', L, null],
    ['Продлите лицензию', L, null],
    ['license key is invalid', L, null],
    ['не подходит ключ лицензии', L, null],
    ['Very urgent!', null, H],
    ['Срочно!!!', null, H],
    ['It is urgent, not a joke', null, H],
    ['не срочно', null, N],
    ['Не так срочно, но хотелось бы', null, null],
    ['no rush', null, N],
    ['Nothing urgent', null, N],
    ['I am not in a hurry', null, N],
    ['Not particularly urgent', null, null],
    ["It doesn't have to be ASAP", null, null],
    ['не особо срочно', null, null],
    ['Не работает! Срочно!', null, H],
    ['I need this urgently', null, H],
    ['очень срочно нужна помощь', null, H],
    ['Не могу войти, срочно помогите', null, H],
    ["I can't wait, urgent", null, H],
    ['The app crashes when I print', null, null],
    ['The window closes immediately', null, null],
    ['Программа не запускается', null, null],
    ['The battery is charged', null, null],
    ['the button does not activate', null, null],
    ['My API key is rejected', null, null],
    ['По большому счету всё работает', null, null],
    ['How do I return to the main page', null, null],
    ['карта памяти не читается', null, null],
    ['I do not need a licence, just a hint', null, null],
    ['верните старый интерфейс', null, null],
    ['Is the device charged by USB?', null, null],
  ])('make of %j the category %j and the priority %j', (text, category, priority) => {
    const ruling = rulingOn(aTicket(), [{ where: 'description', text }], 'en', settings);
    expect([ruling.category?.value ?? null, ruling.priority?.value ?? null]).toEqual([category, priority]);
  });
});
