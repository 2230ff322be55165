/** Products whose names are everybody's words. */
import { describe, expect, it } from 'vitest';
import {
  nearlyProduct,
  productIn,
  productSaid,
  productsIn,
} from '../../../../../lambdas/core/domain/triage/products/products.ts';

/** A company that has listed what its people say. */
const LISTED = [
  { id: 'desktop', name: 'Acme Desktop', aliases: ['desktop app', 'desktop'] },
  { id: 'mobile', name: 'Acme Mobile', aliases: ['mobile app', 'mobile'] },
  { id: 'cloud', name: 'Acme Cloud', aliases: ['cloud', 'облако'] },
  { id: 'server', name: 'Acme Server', aliases: ['server', 'сервер', 'self-hosted'] },
];
/** One that has not. */
const UNLISTED = LISTED.map(({ id, name }) => ({ id, name, aliases: [] }));

const found = (text: string, products = LISTED) =>
  (productIn(text, products) ?? nearlyProduct(text, products))?.value ?? null;

describe('a word that everybody uses', () => {
  it.each([
    ['500 Internal Server Error', null],
    ['It shows: server error 503', null],
    ['Cannot connect to the server', null],
    ['Unable to reach server', null],
    ['Our mail server rejects your letters', null],
    ['The server did not respond in time', null],
    ['Не удаётся подключиться к серверу', null],
    ['Ошибка сервера при входе', null],
    ['пишет, что сервер недоступен', null],
    ['файлы лежат на нашем сервере', null],
    ['почтовый сервер вернул отказ', null],
    ['Windows Server 2019 here', null],
    ['see server.example.com and /srv/server/x', null],
    ['at com.acme.server.Main(Main.java:5)', null],
    ['Kind regards\nAnna\nMobile: +49 171 1234567', null],
    ['Anna\nMobile\n+49 171 1234567', null],
    ['please call me on my mobile', null],
    ['the mobile network is bad here', null],
    ['the icon on my desktop is gone', null],
    ['remote desktop does not start', null],
    ['C:\\Users\\me\\Desktop\\a.txt is empty', null],
    ['a desktop and a laptop', null],
    ['Google Cloud is down', null],
    ['Яндекс Облако не работает', null],
    ['our cloud provider has an outage', null],
    ['a cloud-based service', null],
    ['пропало облако тегов', null],
    ['The cloud loses my files', 'cloud'],
    ['Cloud', 'cloud'],
    ['Облако не открывается', 'cloud'],
    ['не могу войти в облако', 'cloud'],
    ['У меня в облаке пусто', 'cloud'],
    ['Server 6.9.2 does not start', 'server'],
    ['после перезапуска сервера пусто', 'server'],
    ['the desktop crashes', 'desktop'],
    ['Mobile hangs at start', 'mobile'],
  ])('is a product only where nothing else explains it: %j is %j', (text, product) => {
    expect(found(text)).toBe(product);
  });

  it.each([
    ['Acme Desktop cannot reach the cloud', 'desktop'],
    ['the server at home, and Acme Mobile on the phone', 'mobile'],
    ['Облако пустое, хотя Acme Desktop всё показывает', 'desktop'],
  ])('yields to a name that nothing else has: %j is %j', (text, product) => {
    expect(found(text)).toBe(product);
    expect([...productsIn([text, 'the cloud again'], LISTED).keys()]).toEqual([product]);
  });
});

describe('an id, or a name without the company’s', () => {
  it.each([
    ['The server restarts every night', null],
    ['I like the cloud', null],
    ['the desktop crashes', null],
    ['Mobile 030 1234567', null],
    ['I bought a server and a switch', null],
    ['Mobile +49 171 1234567', null],
    ['Desktop 5.2 crashes', 'desktop'],
    ['server v7 does not start', 'server'],
    ['We use cloud, and it is slow', 'cloud'],
    ['Используем Cloud и довольны', 'cloud'],
    ['It is the cloud one.', 'cloud'],
    ['this happens in the mobile version', 'mobile'],
    ['Acme’s server hangs', 'server'],
    ['Hello,\nDesktop\nThanks', 'desktop'],
    ['the server of Acme', 'server'],
  ])('is a product only where that is plain: %j is %j', (text, product) => {
    expect(found(text, UNLISTED)).toBe(product);
  });

  it.each([
    ['cloud', 'cloud', 1],
    ['Server', 'server', 1],
    ['your server, at home', 'server', 1],
    ['clodu', 'cloud', 0.7],
    ['not Acme Cloud but Acme Mobile', 'mobile', 1],
  ])('is one in a field and behind a label: %j is %j', (value, product, confidence) => {
    expect(productSaid(value, UNLISTED)).toMatchObject({ value: product, confidence });
  });

  it('is none where a label says something else', () => {
    expect(productSaid('Gizmo', UNLISTED)).toBeNull();
  });
});

describe('a product that is not meant', () => {
  it.each([
    ['I do not use Acme Cloud, I use Acme Desktop', 'desktop'],
    ['I don’t have the Acme Cloud. Acme Server it is.', 'server'],
    ['We installed Acme Server instead of Acme Cloud', 'server'],
    ['instead of the Acme Cloud we took Acme Server', 'server'],
    ['It is not in Acme Mobile, it is in Acme Desktop', 'desktop'],
    ['Не использую Acme Cloud, у меня Acme Desktop', 'desktop'],
    ['это не Acme Cloud, а Acme Mobile', 'mobile'],
    ['вместо облака поставили Acme Server', 'server'],
    ['У нас нет Acme Cloud, есть Acme Server', 'server'],
    ['Acme Cloud мы не используем, у нас Acme Server', 'server'],
    ['statt Acme Cloud nutzen wir Acme Desktop', 'desktop'],
    ['It is not Acme Mobile', null],
    ['We do not have Acme Server 5.2', null],
  ])('is passed over: %j is %j', (text, product) => {
    expect(found(text)).toBe(product);
  });

  it.each([
    ['I cannot open Acme Cloud', 'cloud'],
    ['I can not use Acme Cloud at all', 'cloud'],
    ['Acme Cloud does not work', 'cloud'],
    ['It does not work. Acme Cloud is empty.', 'cloud'],
    ['It works everywhere but not in Acme Cloud', 'cloud'],
    ['not only Acme Cloud', 'cloud'],
    ['Не запускается Acme Cloud', 'cloud'],
    ['Не могу пользоваться Acme Cloud', 'cloud'],
    ['нет доступа к Acme Cloud', 'cloud'],
    ['В Acme Cloud нет кнопки', 'cloud'],
    ['всё работает, но не в Acme Cloud', 'cloud'],
  ])('is told from one that fails: %j is %j', (text, product) => {
    expect(found(text)).toBe(product);
  });
});

describe('nothing to look for', () => {
  it('is found at once', () => {
    expect(productIn('Acme Cloud', [])).toBeNull();
    expect(nearlyProduct('Acme Clodu', [])).toBeNull();
    expect(productsIn(['Acme Cloud'], [])).toEqual(new Map());
  });
});
