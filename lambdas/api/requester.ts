import { requesterDoor } from '../core/compose/requester.ts';
import { apiFrame } from '../core/runtime/api-frame.ts';

export const handler = apiFrame(requesterDoor());
