import { adminDoor } from '../core/compose/admin.ts';
import { apiFrame } from '../core/runtime/api-frame.ts';

export const handler = apiFrame(adminDoor());
