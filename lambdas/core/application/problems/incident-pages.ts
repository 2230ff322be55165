/** The incidents of problems, and whether any of them are in the way of a change. */
import { awaitsAnswer, type Objection } from '../../domain/ticket/problem.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { everyPage } from '../every-page.ts';
import type { Ports } from '../ports.ts';

export type IncidentReads = Pick<Ports, 'tickets'>;

/** Ids of the incidents of some problems, as pages. */
export const incidentPages = async function* (
  ports: IncidentReads,
  problems: readonly string[],
): AsyncGenerator<readonly string[]> {
  for (const problemId of problems) yield* everyPage((page) => ports.tickets.incidents(problemId, page));
};

/** The problem, and those that were merged into it: its answer is for the incidents of all of them. */
export const problemsIn = ({ id, progress }: Ticket): readonly string[] => [
  id,
  ...progress.merged.flatMap(({ tickets }) => tickets),
];

/** Whether somebody waits for the answer to the problem. Eventually consistent. */
export const hasWaiting = async (ports: IncidentReads, problem: Ticket): Promise<boolean> => {
  const problems = problemsIn(problem);
  for await (const ids of incidentPages(ports, problems))
    if ((await ports.tickets.listed(ids)).some((one) => awaitsAnswer(one, problems))) return true;
  return false;
};

const hasLinked = async (ports: IncidentReads, problem: Ticket): Promise<boolean> => {
  for await (const ids of incidentPages(ports, problemsIn(problem))) if (ids.length > 0) return true;
  return false;
};

/** Looks for incidents only where there is an objection, and throws it when the problem has some. */
export const refuseFor = async (
  ports: IncidentReads,
  problem: Ticket,
  objection: Objection | null,
): Promise<void> => {
  if (objection === null) return;
  const look = objection.to === 'linked' ? hasLinked : hasWaiting;
  if (await look(ports, problem)) throw objection.error;
};
