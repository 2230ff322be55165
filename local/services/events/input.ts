/** What a target gets of an event: all of it, a part, a constant, or a text made from parts. */
import type { StoredEvent } from './bus-event.ts';
import type { TargetDescription } from './target.ts';

const STEP = /^(?:\.([A-Za-z_][\w-]*)|\['([^']+)'\]|\[(\d+)\])/;

/** Compiles `$.a.b[0]['c-d']`; throws for filters, wildcards and other JSONPath that we do not know. */
export const compilePath = (path: string): ((event: unknown) => unknown) => {
  const steps: string[] = [];
  let rest = path.startsWith('$') ? path.slice(1) : undefined;
  while (rest !== undefined && rest !== '') {
    const found = STEP.exec(rest);
    const name = found?.[1] ?? found?.[2] ?? found?.[3];
    if (found === null || name === undefined) rest = undefined;
    else {
      steps.push(name);
      rest = rest.slice(found[0].length);
    }
  }
  if (rest === undefined) throw new Error(`The desk on one machine does not know the path ${path}.`);
  return (event) =>
    steps.reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
      event,
    );
};

/** Puts values into a template: as JSON where JSON stands, as plain text inside a JSON string. */
const fill = (template: string, lookUp: (name: string) => unknown): string => {
  let filled = '';
  let inString = false;
  for (let at = 0; at < template.length; at += 1) {
    const character = template[at] ?? '';
    const placeholder = character === '<' ? /^<([\w.-]+)>/.exec(template.slice(at)) : null;
    if (placeholder?.[1] !== undefined) {
      const value = lookUp(placeholder[1]);
      const json = JSON.stringify(value ?? null);
      const text = typeof value === 'string' ? json : JSON.stringify(value === undefined ? '' : json);
      filled += inString ? text.slice(1, -1) : json;
      at += placeholder[0].length - 1;
    } else {
      if (character === '\\' && inString) {
        filled += character + (template[at + 1] ?? '');
        at += 1;
        continue;
      }
      if (character === '"') inString = !inString;
      filled += character;
    }
  }
  return filled;
};

/** Compiles what the target says about its input; the result is the text for a queue, and JSON for the others. */
export const compileInput = (
  target: TargetDescription,
  ruleArn: string,
): ((event: StoredEvent) => string) => {
  const given = [target.input, target.inputPath, target.inputTransformer].filter((one) => one !== undefined);
  if (given.length > 1) throw new Error(`The target ${target.id} has more than one kind of input.`);
  const { input, inputTransformer } = target;
  if (input !== undefined) return () => input;
  if (inputTransformer !== undefined) {
    const paths = new Map(
      Object.entries(inputTransformer.paths).map(([name, path]) => [name, compilePath(path)]),
    );
    return (event) => {
      const reserved: Record<string, unknown> = {
        'aws.events.rule-arn': ruleArn,
        'aws.events.rule-name': ruleArn.slice(ruleArn.lastIndexOf('/') + 1),
        'aws.events.event.ingestion-time': event.time,
        'aws.events.event': event,
        'aws.events.event.json': event,
      };
      return fill(inputTransformer.template, (name) => {
        const path = paths.get(name);
        if (path !== undefined) return path(event);
        if (name in reserved) return reserved[name];
        throw new Error(`The input template of ${target.id} names <${name}>, which has no path.`);
      });
    };
  }
  const path = compilePath(target.inputPath ?? '$');
  return (event) => {
    const part = path(event);
    if (part === undefined) throw new Error(`The event has nothing at ${target.inputPath}.`);
    return JSON.stringify(part);
  };
};
