import { describe, expect, it } from 'vitest';
import { after } from '../builders.ts';
import { inBoth } from './both.ts';
import { ticketId } from './changes.ts';

const of = { ticketId: ticketId(1), issueId: 'iss_1' };
const other = { ticketId: ticketId(1), issueId: 'iss_2' };
const made = { reference: 'OPS-42', url: null };

describe('the claims of issues', () => {
  inBoth((stores) => {
    it('give an issue to one of twenty who want to send it', async () => {
      const { issueClaims } = stores();
      const answers = await Promise.all(Array.from({ length: 20 }, () => issueClaims.claim(of, after(0))));
      expect(answers.filter(({ kind }) => kind === 'mine')).toEqual([{ kind: 'mine', attempts: 1 }]);
      expect(answers.filter(({ kind }) => kind === 'wait')).toHaveLength(19);
      expect(await issueClaims.claim(other, after(0))).toEqual({ kind: 'mine', attempts: 1 });
    });

    it('may be taken over when nobody can be at it any more', async () => {
      const { issueClaims } = stores();
      await issueClaims.claim(of, after(0));
      expect(await issueClaims.claim(of, after(0.7))).toEqual({ kind: 'wait' });
      expect(await issueClaims.claim(of, after(0.75))).toEqual({ kind: 'mine', attempts: 2 });
    });

    it('count the attempts a minute apart', async () => {
      const { issueClaims } = stores();
      for (const attempts of [1, 2, 3])
        expect(await issueClaims.claim(of, after(attempts))).toEqual({ kind: 'mine', attempts });
    });

    it('know what was made, and never give it away again', async () => {
      const { issueClaims } = stores();
      await issueClaims.claim(of, after(0));
      await issueClaims.complete(of, made);
      await issueClaims.refuse(of);
      expect(await issueClaims.claim(of, after(60))).toEqual({ kind: 'made', ...made });
    });

    it('give nobody what the tracker does not want', async () => {
      const { issueClaims } = stores();
      await issueClaims.claim(of, after(0));
      await issueClaims.refuse(of);
      expect(await issueClaims.claim(of, after(60))).toEqual({ kind: 'refused' });
    });

    it('learn of an issue that was thought to be refused', async () => {
      const { issueClaims } = stores();
      await issueClaims.claim(of, after(0));
      await issueClaims.refuse(of);
      await issueClaims.complete(of, { reference: null, url: 'https://tracker.example/1' });
      expect(await issueClaims.claim(of, after(1))).toEqual({
        kind: 'made',
        reference: null,
        url: 'https://tracker.example/1',
      });
    });

    it('ignore a refusal of what nobody claimed', async () => {
      const { issueClaims } = stores();
      await issueClaims.refuse(of);
      expect(await issueClaims.claim(of, after(0))).toEqual({ kind: 'mine', attempts: 1 });
    });
  });
});
