/** Where events end that a function could not take after all retries; a person redrives or drops them. */
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { PatientQueue } from './patient-queue.ts';

export class LostEvents extends PatientQueue {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    acknowledge(this, 'This is the queue of dead letters itself; an alarm watches it.', 'SQS3');
  }
}
