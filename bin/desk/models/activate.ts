/** `desk models activate`: the desk goes back to an earlier text model, or does without. */
import { useModel } from '../../../lambdas/core/application/desk/use-model.ts';
import { DomainError } from '../../../lambdas/core/domain/errors.ts';
import type { ExitCode, Voice } from '../apply.ts';
import { orRefusal } from '../ask.ts';
import { modelsOf, operator } from '../aws/models.ts';
import type { Whereabouts } from '../aws/place.ts';

export interface ModelChoice {
  readonly where: Whereabouts;
  /** Null: none. */
  readonly version: string | null;
}

const named = (version: string | undefined): string =>
  version === undefined ? 'no model' : `model ${version}`;

/** 0: so it is. 1: it cannot be used, with a sentence. 2: the desk could not be asked. */
export const activateModel = ({ where, version }: ModelChoice, voice: Voice): Promise<ExitCode> =>
  orRefusal(voice, async () => {
    try {
      const { now, before, isNew } = await useModel(await modelsOf(where))(version, operator());
      const sentence = isNew
        ? `the desk uses ${named(now?.version)} within a minute, in place of ${named(before?.version)}`
        : `the desk uses ${named(now?.version)} already`;
      voice.say(sentence);
      return 0;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      voice.complain(error.message);
      return 1;
    }
  });
