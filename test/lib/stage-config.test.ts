import { describe, expect, it } from 'vitest';
import settings from '../../cdk.json' with { type: 'json' };
import { RECEIVING_REGIONS } from '../../lib/receiving-regions.ts';
import { isLocal, StageRefused, stageConfig } from '../../lib/stage-config.ts';

const good = { region: 'eu-west-1', baseUrl: 'https://desk.acme.test', mailDomain: 'help.acme.test' };
const stageWith = (over: Record<string, unknown>) => stageConfig('prod', { prod: { ...good, ...over } });

describe('a stage', () => {
  it('is read from the stages of cdk.json', () => {
    expect(stageConfig('prod', { prod: good })).toEqual({
      name: 'prod',
      keepMailDays: 400,
      languageModels: [],
      ...good,
    });
  });

  it.each(Object.keys(settings.context.stages))('"%s" of our own cdk.json is one', (name) => {
    expect(stageConfig(name, settings.context.stages).name).toBe(name);
  });

  it('may say who hears alarms, who issues tokens, and which account it belongs to', () => {
    const oidc = { issuer: 'https://login.acme.test', audience: 'desk' };
    const more = { alarmEmail: 'ops@acme.test', account: '123456789012', oidc };
    expect(stageWith(more)).toMatchObject(more);
  });

  it('is the local one only by its name', () => {
    expect(isLocal(stageConfig('local', settings.context.stages))).toBe(true);
    expect(isLocal(stageConfig('prod', { prod: good }))).toBe(false);
  });

  it.each(RECEIVING_REGIONS)('may be in %s', (region) => {
    expect(stageWith({ region }).region).toBe(region);
  });
});

describe('what is written instead is said when', () => {
  const cases: [string, () => unknown, RegExp][] = [
    [
      'no stage is named',
      () => stageConfig(undefined, { prod: good }),
      /-c stage=<name>.*stages prod.*THREELINE_STAGE=local/,
    ],
    ['the name is empty', () => stageConfig('', { prod: good }), /-c stage=<name>/],
    ['there are no stages', () => stageConfig(undefined, undefined), /no stages yet/],
    [
      'the stage is not there',
      () => stageConfig('stage', { prod: good }),
      /no stage "stage".*Copy "example"/,
    ],
    ['the name only looks like one', () => stageConfig('toString', { prod: good }), /no stage "toString"/],
    [
      'the name would not fit into names',
      () => stageConfig('My Prod', { 'My Prod': good }),
      /lower-case letters/,
    ],
    ['the stages are no object', () => stageConfig('prod', 'prod'), /must be an object/],
    [
      'SES does not receive there',
      () => stageWith({ region: 'eu-south-2' }),
      /region is not one where SES receives.*eu-west-1/,
    ],
    ['the region is missing', () => stageWith({ region: undefined }), /region is missing.*"eu-west-1"/],
    [
      'the domain is missing',
      () => stageWith({ mailDomain: undefined }),
      /mailDomain is missing.*"help\.example\.com"/,
    ],
    [
      'the URL is missing',
      () => stageWith({ baseUrl: undefined }),
      /baseUrl is missing.*"https:\/\/desk\.example\.com"/,
    ],
    ['an address is no address', () => stageWith({ alarmEmail: 'ops' }), /alarmEmail is no address/],
    ['mail is kept for no time', () => stageWith({ keepMailDays: 1 }), /keepMailDays is too short/],
    [
      'mail is kept for a time that is none',
      () => stageWith({ keepMailDays: 'long' }),
      /keepMailDays is no number/,
    ],
    ['an account is a number', () => stageWith({ account: '1234' }), /account is not twelve digits/],
    [
      'an issuer is not safe',
      () => stageWith({ oidc: { issuer: 'http://x.test', audience: 'a' } }),
      /oidc\.issuer must begin/,
    ],
    ['a field is misspelt', () => stageWith({ maildomain: 'help.acme.test' }), /"maildomain"/],
  ];
  it.each(cases)('%s', (_name, read, sentence) => {
    expect(read).toThrow(StageRefused);
    expect(read).toThrow(sentence);
  });

  it('several fields are wrong, for each of them', () => {
    const read = () => stageWith({ region: 'mars-1', mailDomain: 'acme' });
    expect(read).toThrow(/region is not one/);
    expect(read).toThrow(/mailDomain is no domain/);
  });

  it.each([
    'acme',
    'help@acme.test',
    'https://acme.test',
    'Acme.test',
    'acme.test.',
    '-acme.test',
    'acme..test',
    '10.0.0.1',
    `${'a'.repeat(64)}.test`,
  ])('the domain is %s', (mailDomain) => {
    expect(() => stageWith({ mailDomain })).toThrow(/mailDomain is no domain/);
  });

  it.each([
    'http://desk.acme.test',
    'https://desk.acme.test/',
    'https://desk.acme.test/support',
    'desk.acme.test',
    'http://127.0.0.1:4000',
  ])('the URL is %s', (baseUrl) => {
    expect(() => stageWith({ baseUrl })).toThrow(/baseUrl must begin with "https:\/\//);
  });

  it('the local stage would be reached from elsewhere', () => {
    const read = () => stageConfig('local', { local: { ...good, baseUrl: 'http://0.0.0.0:4000' } });
    expect(read).toThrow(/"http:\/\/127\.0\.0\.1:4000"/);
  });
});
