/** Which of the details that a category lists are there, with the evidence. */
import type { Category, DeskSettings, DetailRule } from '../../settings/schemas.ts';
import { productSaid } from '../products/products.ts';
import { type Find, type Source, saysNothing } from '../text.ts';
import type { DetailFinding } from '../triage.ts';
import { recogniseFile } from './files.ts';
import { findLabelled, withoutUnanswered } from './labels.ts';
import { nearly, recognise } from './recognise.ts';

type Products = DeskSettings['products'];

/**
 * A product by any of its names, also a misspelt one, becomes its id; one that nobody sells stays as it was written,
 * with doubt.
 */
const asKnown = (found: Find, rule: DetailRule, products: Products): Find => {
  if (rule.kind !== 'product' || products.some(({ id }) => id === found.value)) return found;
  const product = productSaid(found.value, products);
  if (product !== null)
    return { ...found, value: product.value, confidence: Math.min(found.confidence, product.confidence) };
  return { ...found, confidence: products.length === 0 ? found.confidence : 0.5 };
};

const finding = (rule: DetailRule, found: Find | null, where: string): DetailFinding => ({
  name: rule.name,
  kind: rule.kind,
  required: rule.required,
  found: found !== null,
  value: found?.value ?? null,
  confidence: found?.confidence ?? 0,
  evidence: found === null ? null : { quote: found.quote, position: found.position, where },
});

const fromField = (value: string): Find => ({
  value,
  quote: value.slice(0, 200),
  position: 0,
  confidence: 1,
});

const findOne = (
  rule: DetailRule,
  category: Category,
  sources: readonly Source[],
  fields: Readonly<Record<string, string>>,
  products: Products,
): DetailFinding => {
  const field = Object.hasOwn(fields, rule.name) ? fields[rule.name] : undefined;
  if (field !== undefined && !saysNothing(field))
    return finding(rule, asKnown(fromField(field), rule, products), 'field');
  const ways = [
    ({ text, files = [] }: Source) =>
      findLabelled(text, rule, category.details, { products, hasFiles: files.length > 0 }),
    ({ text, files = [] }: Source) =>
      recognise(withoutUnanswered(text, rule, files.length > 0), rule, products),
    ({ text }: Source) => nearly(text, rule, products),
    ({ files = [] }: Source) => recogniseFile(files, rule),
  ];
  for (const way of ways) {
    // The newest text first: an answer to a question corrects what was said before.
    for (const source of sources.toReversed()) {
      const found = way(source);
      if (found !== null) return finding(rule, asKnown(found, rule, products), source.where);
    }
  }
  return finding(rule, null, '');
};

/**
 * One finding for each detail of the category, in its order. A field that the requester filled wins over a labelled
 * line, that over free text, that over a name that is nearly one, that over a file. `sources` are oldest first; of each the first 20,000 UTF-16 units are read.
 */
export const findDetails = (
  category: Category,
  sources: readonly Source[],
  fields: Readonly<Record<string, string>>,
  products: Products,
): readonly DetailFinding[] =>
  category.details.map((rule) => findOne(rule, category, sources, fields, products));
