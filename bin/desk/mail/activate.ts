/** `desk mail activate`: lets SES use our receipt rule. A region has one active rule set, which may be somebody else's. */
import {
  CreateReceiptRuleCommand,
  DescribeActiveReceiptRuleSetCommand,
  DescribeReceiptRuleSetCommand,
  type ReceiptRule,
  SESClient,
  SetActiveReceiptRuleSetCommand,
  UpdateReceiptRuleCommand,
} from '@aws-sdk/client-ses';
import type { ExitCode, Voice } from '../apply.ts';
import { orRefusal } from '../ask.ts';
import { findDesk, type Whereabouts } from '../aws/place.ts';
import { Refused } from '../http.ts';

export interface ActivateOrder {
  readonly where: Whereabouts;
  /** A rule set of somebody else that our rule is added to; null: ours becomes the active one. */
  readonly into: string | null;
  /** Answers whether to go on. */
  readonly agrees: (question: string) => Promise<boolean>;
}

interface RuleSet {
  readonly name: string;
  readonly rules: readonly ReceiptRule[];
}

const activeSet = async (ses: SESClient): Promise<RuleSet | null> => {
  const { Metadata, Rules = [] } = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
  return Metadata?.Name === undefined ? null : { name: Metadata.Name, rules: Rules };
};

const setNamed = async (ses: SESClient, RuleSetName: string): Promise<RuleSet> => {
  try {
    const { Rules = [] } = await ses.send(new DescribeReceiptRuleSetCommand({ RuleSetName }));
    return { name: RuleSetName, rules: Rules };
  } catch (error) {
    if (!(error instanceof Error && /RuleSetDoesNotExist/.test(error.name))) throw error;
    throw new Refused(`there is no receipt rule set ${RuleSetName} in this region`, [], error);
  }
};

const recipientsOf = ({ Recipients = [] }: ReceiptRule): string =>
  Recipients.length === 0 ? 'everybody' : Recipients.join(', ');

const sayRules = ({ rules }: RuleSet, voice: Voice): void => {
  for (const rule of rules)
    voice.say(`  ${rule.Name} for ${recipientsOf(rule)}${rule.Enabled === true ? '' : ' (disabled)'}`);
};

const said = (active: RuleSet | null, region: string): string =>
  active === null
    ? `no receipt rule set is active in ${region}`
    : `the active receipt rule set of ${region} is ${active.name}`;

const addInto = async (
  ses: SESClient,
  sets: { readonly ours: RuleSet; readonly into: RuleSet; readonly active: RuleSet | null },
  order: ActivateOrder,
  voice: Voice,
): Promise<ExitCode> => {
  const { ours, into, active } = sets;
  voice.say(`${into.name} would get, as its first:`);
  sayRules(ours, voice);
  if (!(await order.agrees(`add to ${into.name}?`))) return 1;
  const there = new Set(into.rules.map(({ Name }) => Name));
  let After: string | undefined;
  for (const Rule of ours.rules) {
    const known = there.has(Rule.Name);
    // Without `After` a rule comes first, where no other can stop before it: ours stops nothing itself.
    const place = After === undefined ? {} : { After };
    if (known) await ses.send(new UpdateReceiptRuleCommand({ RuleSetName: into.name, Rule }));
    else await ses.send(new CreateReceiptRuleCommand({ RuleSetName: into.name, Rule, ...place }));
    voice.say(`${Rule.Name}: ${known ? 'brought up to date' : 'added'}`);
    After = Rule.Name;
  }
  if (active?.name === into.name) return 0;
  voice.complain(`${into.name} is not active, so no mail comes in by it`);
  return 1;
};

const activateOurs = async (
  ses: SESClient,
  ours: RuleSet,
  active: RuleSet | null,
  order: ActivateOrder,
  voice: Voice,
): Promise<ExitCode> => {
  if (active?.name === ours.name) {
    voice.say('It is ours: mail comes in.');
    return 0;
  }
  const loss =
    active === null ? '' : `; ${active.name} will receive nothing any more (--into ${active.name} keeps it)`;
  if (!(await order.agrees(`activate ${ours.name}${loss}?`))) return 1;
  await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: ours.name }));
  voice.say(`${ours.name} is active: mail comes in.`);
  return 0;
};

/** 0: mail comes in. 1: it does not, because somebody said no or the other set is not active. 2: refused. */
export const activateMail = (order: ActivateOrder, voice: Voice): Promise<ExitCode> =>
  orRefusal(voice, async () => {
    if (!('stage' in order.where))
      throw new Refused(
        'the desk on this machine takes mail in by itself (SMTP_PORT, 2525 unless said): there is nothing to activate. A deployed desk is named by --stage',
      );
    const { access, outputs } = await findDesk(order.where);
    const ses = new SESClient(access);
    const [active, ours] = await Promise.all([activeSet(ses), setNamed(ses, outputs.ReceiptRuleSetName)]);
    voice.say(said(active, access.region));
    if (active !== null) sayRules(active, voice);
    if (order.into === null) return activateOurs(ses, ours, active, order, voice);
    if (order.into === ours.name) throw new Refused(`${ours.name} is ours: leave --into out to activate it`);
    const into = await setNamed(ses, order.into);
    return addInto(ses, { ours, into, active }, order, voice);
  });
