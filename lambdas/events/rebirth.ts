import { rebirthDoor } from '../core/compose/workflow.ts';
import { endedExecutionFrame } from '../core/runtime/ended-execution-frame.ts';

export const handler = endedExecutionFrame(rebirthDoor());
