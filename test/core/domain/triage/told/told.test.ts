import { describe, expect, it } from 'vitest';
import { effectIn, expectedIn } from '../../../../../lambdas/core/domain/triage/told/told.ts';

describe('what trouble costs', () => {
  it.each([
    'We cannot work since noon',
    'Because of this nobody can ship orders.',
    'The whole office is standing still',
    'All 40 cashiers are idle',
    'Production is stopped',
    'We lose 2000 euros an hour',
    'We are losing customers',
    'Our clients are complaining',
    'It delays our month-end closing',
    "We can't invoice anyone",
    'Payroll is due tomorrow and we cannot run it',
    'This costs us a lot of money',
    'Nobody in the department can log in',
    'Business has come to a halt',
    'We will miss the deadline on Friday',
    'It affects all users',
    'Our shop is closed because of it',
    'we are blocked',
    'This is blocking the release',
    'Patients have to wait',
    'Из-за этого склад простаивает',
    'Не можем отгрузить товар',
    'Встала вся бухгалтерия',
    'Работа остановлена',
    'Касса не работает, очередь на улице',
    'Теряем деньги каждый час',
    'Клиенты уходят',
    'Клиенты жалуются',
    'Срываются сроки отгрузки',
    'Завтра сдавать отчётность, а программа не открывается',
    'Магазин закрыт',
    'Не можем выставить счета',
    'Весь отдел сидит без работы',
    'Простой всего цеха',
    'Убытки 50 тысяч в день',
    'Бизнес стоит',
    'Пациенты ждут',
    'Никто в офисе не может войти',
    'Зарплату выдать не можем',
    'Невозможно работать',
  ])('is told in "%s"', (text) => {
    expect(effectIn(text)?.value).not.toBeUndefined();
  });

  it.each([
    'thanks',
    'The printer is slow',
    'простой вопрос',
    'Это простой способ',
    'How much does it cost us to add a user?',
    'What is the deadline for the payment?',
    'Your deadline was yesterday',
    'Our customers love it',
    'Программа стоит 500 рублей?',
    'Всё стоит дорого',
    'Сервер стоит в подвале',
    'I cannot work out how to print',
    'Could you unblock my account?',
    'Мы ваши клиенты с 2010 года',
    'Срок сдачи вашего ответа?',
    'Терпение теряем',
    'I lose my password often',
    'Please close the shop account',
    'Работа остановлена? Нет, всё хорошо',
    'У магазина новый адрес',
  ])('is not told in "%s"', (text) => {
    expect(effectIn(text)).toBeNull();
  });
});

describe('what should have happened', () => {
  it.each([
    'It opens a list instead of a file',
    'I expected to see the report',
    'It should open the file',
    'I should have received two copies',
    'It was supposed to print',
    'It is supposed to show the total',
    'I wanted it to save the file',
    'It used to work with one click',
    'Expected a PDF, got an empty page',
    'I thought it would sort by date',
    'The total must be 100',
    'Normally it opens in a second',
    "I'd expect a message",
    'The button ought to be green',
    'Instead I get an empty list',
    'We expected 5 rows but got 3',
    'it would be right to show 10',
    'Before the update it showed the names',
    'I need it to show all rows',
    'In the old version it printed both pages',
    'Я ожидал увидеть файл',
    'Ожидала, что откроется отчёт',
    'Пусто! Хотелось бы, чтобы был отчёт.',
    'Должен открыться файл',
    'Должна быть сумма 100',
    'Должно печататься два экземпляра',
    'По идее должно сохраниться',
    'Вместо отчёта открывается пустой лист',
    'Хочу, чтобы печаталось сразу',
    'Раньше открывалось за секунду',
    'А должно быть 100 рублей',
    'Ожидается список клиентов',
    'Обычно открывается карточка',
    'Думал, что откроется список',
    'Предполагалось, что письмо уйдёт',
    'Нужно, чтобы показывало все строки',
    'До обновления показывало имена',
    'Надо чтобы файл сохранялся',
    'Рассчитывал увидеть итог',
    'Вместо этого пустая страница',
  ])('is told in "%s"', (text) => {
    expect(expectedIn(text)?.value).not.toBeUndefined();
  });

  it.each([
    'thanks',
    'I expect an answer by Friday',
    'Ожидаю ответа.',
    'Вместо этого вы молчите',
    'Я вам ничего не должна была платить',
    'You should be ashamed',
    'You should answer faster',
    'What should I do?',
    'I should mention that I use a Mac',
    'How should I proceed?',
    'Ожидаю звонка',
    'Вы должны были ответить вчера',
    'Должен ли я платить?',
    'I wanted to ask a question',
    'I expected better service',
    'Хотел спросить',
    'Хотела бы, чтобы вы мне перезвонили',
    'I am expecting your call',
    'unexpected error',
    'Неожиданно закрылась',
    'There should be a law against it',
  ])('is not told in "%s"', (text) => {
    expect(expectedIn(text)).toBeNull();
  });

  it('is quoted with the place of its sentence', () => {
    expect(expectedIn('Hello.\nIt is empty. I expected a list! Bye.')).toMatchObject({
      value: 'I expected a list!',
      quote: 'I expected a list!',
      position: 20,
    });
  });
});
