/** A role's statements, made ready to be asked often. */
import type { GrantStatement } from '../template/roles.ts';
import { type Condition, type Context, compileConditions } from './conditions.ts';
import { wildcard } from './wildcards.ts';

/** One action on one resource. */
export interface Question {
  /** `dynamodb:PutItem`. */
  readonly action: string;
  /** ARN, or `*` for actions without a resource. */
  readonly resource: string;
  readonly context?: Context;
}

export type Decision = 'allowed' | 'implicitly-denied' | 'explicitly-denied';

interface CompiledStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly { readonly written: string; readonly matches: (action: string) => boolean }[];
  readonly resources: readonly ((resource: string) => boolean)[];
  readonly conditions: readonly Condition[];
}

export interface Grant {
  readonly policy: string;
  readonly action: string;
  readonly resources: readonly string[];
}

export interface Statements {
  /** A deny outranks every allow (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html). */
  decide(question: Question): Decision;
  readonly hasConditions: boolean;
  /** What is allowed but was never what a decision needed. */
  unused(): readonly Grant[];
}

const KNOWN_ELEMENTS = new Set(['Sid', 'Effect', 'Action', 'Resource', 'Condition']);

/** Throws for anything in a statement that is not known here. */
export function compileStatements(role: string, grants: readonly GrantStatement[]): Statements {
  const statements = grants.map((grant) => compileStatement(role, grant));
  const used = new Set<string>();
  return {
    hasConditions: statements.some(({ conditions }) => conditions.length > 0),
    decide(question) {
      let decision: Decision = 'implicitly-denied';
      for (const [index, statement] of statements.entries()) {
        const action = statement.actions.find(({ matches }) => matches(question.action));
        if (!action || !applies(statement, question)) continue;
        if (statement.effect === 'Deny') return 'explicitly-denied';
        used.add(`${index}/${action.written}`);
        decision = 'allowed';
      }
      return decision;
    },
    unused: () =>
      statements.flatMap(({ effect, actions }, index) =>
        actions
          .filter(({ written }) => effect === 'Allow' && !used.has(`${index}/${written}`))
          .map(({ written }) => ({
            policy: grants[index]?.policy ?? '',
            action: written,
            resources: textsOf(grants[index]?.statement.Resource),
          })),
      ),
  };
}

function applies(statement: CompiledStatement, question: Question): boolean {
  const context = question.context ?? {};
  return (
    statement.resources.some((matches) => matches(question.resource)) &&
    statement.conditions.every((holds) => holds(context))
  );
}

function compileStatement(role: string, { policy, statement }: GrantStatement): CompiledStatement {
  const place = `Role ${role}, policy ${policy}`;
  for (const element of Object.keys(statement)) {
    if (!KNOWN_ELEMENTS.has(element)) throw new Error(`${place}: ${element} is not known here.`);
  }
  const { Effect } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny')
    throw new Error(`${place}: Effect ${Effect} is not known here.`);
  const resources = textsOf(statement.Resource);
  for (const resource of resources) {
    if (resource.includes('${')) throw new Error(`${place}: the variable in ${resource} is not known here.`);
  }
  return {
    effect: Effect,
    actions: textsOf(statement.Action).map((written) => ({ written, matches: wildcard(written, true) })),
    resources: resources.map((resource) => wildcard(resource)),
    conditions: compileConditions(statement.Condition, place),
  };
}

function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}
