import { recordMailDoor } from '../core/compose/mails.ts';
import { mailFateFrame } from '../core/runtime/mail-fate-frame.ts';

export const handler = mailFateFrame(recordMailDoor());
