/** Who the caller is, in the words that rules decide by. */
import { DomainError } from '../../domain/errors.ts';
import type { Line, Role } from '../../domain/ticket/words.ts';
import type { Operation } from '../operation.ts';

export interface Me {
  readonly kind: 'requester' | 'agent' | 'machine' | 'link';
  readonly id: string;
  readonly role: Role | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly lines: readonly Line[];
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
}

const NOTHING = { email: null, name: null, role: null, lines: [], groups: [], scopes: [] } as const;

export const me: Operation<unknown, Me> = async ({ caller }) => {
  switch (caller.kind) {
    case 'agent': {
      const { kind, id, role, email, name, lines, groups } = caller;
      return { body: { ...NOTHING, kind, id, role, email, name, lines, groups } };
    }
    case 'requester':
      return {
        body: {
          ...NOTHING,
          kind: 'requester',
          id: caller.personId,
          role: 'requester',
          email: caller.email,
          name: caller.name,
        },
      };
    case 'link':
      return {
        body: { ...NOTHING, kind: 'link', id: caller.personId, role: 'requester', email: caller.email },
      };
    case 'machine':
      return {
        body: { ...NOTHING, kind: 'machine', id: caller.id, name: caller.name, scopes: caller.scopes },
      };
    case 'public':
      throw new DomainError('SignInNeeded', 'unauthenticated', 'This needs a sign-in.');
  }
};
