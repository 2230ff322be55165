/** What problems and outbreaks need from outside. */
import type { Cluster, CountedTicket, HourCount, Outbreak } from '../domain/triage/outbreak.ts';

/** How many tickets of each cluster were opened when; kept five weeks by the hour, a week by the ticket. */
export interface Clusters {
  /** Once for each ticket, however often it is told. */
  add(cluster: Cluster, ticket: CountedTicket): Promise<void>;
  /** Opened after an instant, newest first, at most 200. Strongly consistent. */
  since(cluster: Cluster, at: string): Promise<readonly CountedTicket[]>;
  /** From an hour on. Eventually consistent. */
  hours(cluster: Cluster, from: string): Promise<readonly HourCount[]>;
}

/** The last outbreak of each cluster; kept thirty days. `TicketChange.outbreak` begins one and links its problem. */
export interface Outbreaks {
  /** Strongly consistent. */
  of(cluster: Cluster): Promise<Outbreak | null>;
  /** Newest first, calm ones too. */
  list(): Promise<readonly Outbreak[]>;
  /** False, and nothing changed, when its predecessor (one revision less) is not there any more. */
  change(after: Outbreak): Promise<boolean>;
}
