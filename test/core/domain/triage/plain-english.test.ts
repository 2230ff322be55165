import { expect, it } from 'vitest';
import { isPlainEnglish } from '../../../../lambdas/core/domain/triage/plain-english.ts';

it.each([
  'hello there I have a question about things',
  'I get 500 Internal Server Error when I click Save.',
  'I dont know what to do, it doesn’t start',
])('%j is plain English', (text) => {
  expect(isPlainEnglish(text)).toBe(true);
});

it.each([
  'Zdravstvuyte, u menya ne rabotaet programma posle obnovleniya, pomogite pozhaluysta',
  'do menya doshlo chto on ne u nas, no my so vsemi by i do etogo poprobovali',
  'Acme Desktop 5.2 crash on start, error code 17, windows 10 pro',
  'install shield wizard window please wait preparing setup',
  'Ich kann mich nicht anmelden, was kann ich tun, die App will nicht starten',
  'Ik kan niet meer inloggen sinds gisteren, is dat bekend en wat kan ik doen',
  'Hei, jeg kan ikke logge inn lenger og har prøvd alt',
  'Ella has comprado la licencia y no ha recibido nada',
  "Bonjour, je ne peux plus me connecter depuis hier, pouvez vous m'aider",
  'Non riesco ad accedere da ieri, mi potete aiutare per favore',
  'Merhaba, hesabıma giremiyorum, lütfen yardım edin',
  'Dzień dobry, program nie uruchamia się po aktualizacji, proszę o pomoc',
  '',
])('%j is not', (text) => {
  expect(isPlainEnglish(text)).toBe(false);
});
