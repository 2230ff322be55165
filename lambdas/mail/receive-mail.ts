import { receiveMailDoor } from '../core/compose/mail.ts';
import { inboundFrame } from '../core/runtime/inbound-frame.ts';

export const handler = inboundFrame(receiveMailDoor());
