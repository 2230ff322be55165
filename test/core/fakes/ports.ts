/** All ports in memory, over one world, with handles to look inside. */
import type { Ports } from '../../../lambdas/core/application/ports.ts';
import type { Settings } from '../../../lambdas/core/domain/settings/schemas.ts';
import { fakeClock } from './clock.ts';
import { fakeIds, fakeNumbers } from './ids.ts';
import { fakeIssueClaims, fakeWebhooks } from './issues.ts';
import { fakeFiles, fakeMailLedger, fakeMailOrders, fakeParser, fakeRawMails } from './ledger.ts';
import { fakeMailClaims, fakeMailer } from './mail.ts';
import { fakeExamples, fakeModelStore, fakeTextModels } from './models.ts';
import { fakeLanguageModel, fakeOpinions } from './opinions.ts';
import { fakeClusters, fakeOutbreaks } from './outbreaks.ts';
import { fakeReminderOrders, fakeReminders } from './reminders.ts';
import { fakeBus, fakeSeals, fakeWorkflows } from './services.ts';
import {
  fakeFigures,
  fakeKeyStore,
  fakeLoads,
  fakeMacroUses,
  fakeOnceStore,
  fakePeople,
  fakeRates,
  fakeSettings,
  fakeSupportHours,
  fakeWaits,
} from './stores.ts';
import { fakeTicketStore } from './ticket-store.ts';
import { fakeTranslationBudget, fakeTranslations, fakeTranslator } from './translations.ts';
import { fakeUploadSpace, fakeUploads } from './uploads.ts';
import { fakeWordIndex } from './words.ts';
import { emptyWorld, type World } from './world.ts';

/** One call per test; `settings` override the defaults, document by document. */
export const fakePorts = (settings: Partial<Settings> = {}) => {
  const clock = fakeClock();
  const world = emptyWorld(clock);
  const files = fakeFiles();
  return {
    world,
    clock,
    ids: fakeIds(),
    numbers: fakeNumbers(),
    tickets: fakeTicketStore(world),
    loads: fakeLoads(world),
    supportHours: fakeSupportHours(world),
    settings: fakeSettings(clock, settings),
    once: fakeOnceStore(world),
    keys: fakeKeyStore(),
    waits: fakeWaits(world),
    workflows: fakeWorkflows(),
    bus: fakeBus(),
    seals: fakeSeals(),
    mailer: fakeMailer(),
    claims: fakeMailClaims(world),
    figures: fakeFigures(),
    macroUses: fakeMacroUses(),
    rates: fakeRates(),
    people: fakePeople(world),
    ledger: fakeMailLedger(world),
    rawMails: fakeRawMails(),
    parser: fakeParser(),
    files,
    uploads: fakeUploads(world),
    uploadSpace: fakeUploadSpace(files),
    fileLinks: { link: async (id, fileName) => `https://files.example/${id}?as=${fileName}` },
    mailOrders: fakeMailOrders(),
    reminders: fakeReminders(),
    reminderOrders: fakeReminderOrders(),
    issueClaims: fakeIssueClaims(),
    webhooks: fakeWebhooks(),
    clusters: fakeClusters(),
    outbreaks: fakeOutbreaks(world),
    words: fakeWordIndex(),
    textModels: fakeTextModels(),
    models: fakeModelStore(),
    examples: fakeExamples(),
    languageModel: fakeLanguageModel(),
    opinions: fakeOpinions(),
    translator: fakeTranslator(),
    translations: fakeTranslations(clock),
    translationBudget: fakeTranslationBudget(),
  } satisfies Ports & { world: World };
};

export type FakePorts = ReturnType<typeof fakePorts>;
