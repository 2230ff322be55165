import { agentDoor } from '../core/compose/agent.ts';
import { apiFrame } from '../core/runtime/api-frame.ts';

export const handler = apiFrame(agentDoor());
