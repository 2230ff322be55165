/** Refuses what a function's role does not allow, and remembers what was refused and what was never needed. */
import { ACCOUNT, AwsError, type Call, type Interceptor } from '../kernel/contract.ts';
import type { FunctionDescription } from '../template/functions.ts';
import type { RoleDescription } from '../template/roles.ts';
import { questionsOf, type Surroundings } from './questions.ts';
import {
  compileStatements,
  type Decision,
  type Grant,
  type Question,
  type Statements,
} from './statements.ts';

export interface Denied {
  /** Logical id of the function, or name of the role. */
  readonly caller: string;
  readonly action: string;
  readonly resource: string;
  readonly decision: Exclude<Decision, 'allowed'>;
  readonly count: number;
  /** ISO 8601, desk time, of the last one. */
  readonly at: string;
}

export interface Permissions {
  readonly interceptor: Interceptor;
  /** Asks without leaving a trace among the refusals; a yes counts as use of the grant. */
  allows(roleArn: string, question: Question): boolean;
  /** Throws AwsError when the role does not allow it; for callers that are not on the wire. */
  authorize(roleArn: string, question: Question): void;
  denied(): readonly Denied[];
  /** Grants of functions' roles that no call has needed since start. */
  unusedGrants(): readonly (Grant & { readonly function: string })[];
}

export interface PermissionsOptions {
  readonly roles: readonly RoleDescription[];
  readonly functions: readonly FunctionDescription[];
  readonly surroundings: Surroundings;
  /** Desk time in ms. */
  readonly now: () => number;
}

/** Calls that AWS makes for a function without its code: they are checked when the desk starts. */
const MADE_BY_LAMBDA = /^(logs|xray|cloudwatch):/;

/** The caller `local` is the desk itself and may do everything; an unknown caller may do nothing. */
export function createPermissions(options: PermissionsOptions): Permissions {
  const statements = new Map<string, Statements>(
    options.roles.map((role) => [role.arn, compileStatements(role.name, role.statements)]),
  );
  const functions = new Map(options.functions.map((one) => [one.logicalId, one]));
  const decisions = new Map<string, Decision>();
  const denied = new Map<string, Denied>();

  const decide = (roleArn: string, question: Question): Decision => {
    const role = statements.get(roleArn);
    if (!role) return 'implicitly-denied';
    const context = role.hasConditions ? JSON.stringify(question.context ?? {}) : '';
    const key = `${roleArn}\n${question.action}\n${question.resource}\n${context}`;
    const known = decisions.get(key);
    if (known) return known;
    const decision = role.decide(question);
    // Object keys and leading keys are many; a cache that is full is cheaper to forget than to sort.
    if (decisions.size > 50_000) decisions.clear();
    decisions.set(key, decision);
    return decision;
  };

  const refuse = (caller: string, principal: string, question: Question, decision: Denied['decision']) => {
    const key = `${caller}\n${question.action}\n${question.resource}`;
    denied.set(key, {
      caller,
      action: question.action,
      resource: question.resource,
      decision,
      count: (denied.get(key)?.count ?? 0) + 1,
      at: new Date(options.now()).toISOString(),
    });
    const why =
      decision === 'explicitly-denied'
        ? 'with an explicit deny in an identity-based policy'
        : `because no identity-based policy allows the ${question.action} action`;
    return new AwsError(
      ...codeFor(
        question.action,
        `User: ${principal} is not authorized to perform: ${question.action} on resource: ${question.resource} ${why}`,
      ),
    );
  };

  const before = (call: Call): void => {
    if (call.caller === 'local') return;
    const description = functions.get(call.caller);
    const roleName = description?.roleArn.split('/').at(-1) ?? 'unknown';
    const principal = `arn:aws:sts::${ACCOUNT}:assumed-role/${roleName}/${description?.name ?? call.caller}`;
    let firstRefusal: AwsError | undefined;
    for (const questions of questionsOf(call, options.surroundings)) {
      const refused = questions.find((one) => decide(description?.roleArn ?? '', one) !== 'allowed');
      if (!refused) return;
      const decision =
        decide(description?.roleArn ?? '', refused) === 'explicitly-denied'
          ? 'explicitly-denied'
          : 'implicitly-denied';
      firstRefusal ??= refuse(call.caller, principal, refused, decision);
    }
    if (firstRefusal) throw firstRefusal;
  };

  return {
    interceptor: { before },
    allows: (roleArn, question) => decide(roleArn, question) === 'allowed',
    authorize(roleArn, question) {
      const decision = decide(roleArn, question);
      if (decision !== 'allowed')
        throw refuse(roleArn.split('/').at(-1) ?? roleArn, roleArn, question, decision);
    },
    denied: () => [...denied.values()],
    unusedGrants: () =>
      options.functions.flatMap((one) =>
        (statements.get(one.roleArn)?.unused() ?? [])
          .filter(({ action }) => !MADE_BY_LAMBDA.test(action))
          .map((grant) => ({ function: one.logicalId, ...grant })),
      ),
  };
}

/** Each protocol has its own name for a refusal. */
function codeFor(action: string, message: string): [code: string, message: string, status: number] {
  const service = action.split(':')[0];
  if (service === 's3' || service === 'ses' || service === 'sqs') return ['AccessDenied', message, 403];
  return ['AccessDeniedException', message, 400];
}
