/** Where a text stops being JSON (RFC 8259): the engine does not always say, and people need to know. */

const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Index behind the string that starts at `at`, or the negative index of its fault, minus one. */
const afterString = (text: string, at: number): number => {
  for (let here = at + 1; here < text.length; here += 1) {
    const character = text.charAt(here);
    if (character === '"') return here + 1;
    if (character < ' ') return -here - 1;
    if (character !== '\\') continue;
    here += 1;
    const escaped = text.charAt(here);
    if (escaped === 'u') {
      if (!/^[0-9a-fA-F]{4}$/.test(text.slice(here + 1, here + 5))) return -here - 1;
      here += 4;
    } else if (escaped === '' || !'"\\/bfnrt'.includes(escaped)) return -here - 1;
  }
  return -text.length - 1;
};

const afterSpace = (text: string, at: number): number => {
  let here = at;
  while (here < text.length && ' \t\n\r'.includes(text.charAt(here))) here += 1;
  return here;
};

/** Index of the first character that cannot stand where it is; the length when the text ends too early; null when it is JSON. */
export const faultAt = (text: string): number | null => {
  const open: string[] = [];
  let wanted: 'value' | 'first-value' | 'name' | 'first-name' | 'comma' = 'value';
  let here = afterSpace(text, 0);
  for (;;) {
    const character = text.charAt(here);
    if (wanted === 'comma') {
      const inside = open.at(-1);
      if (inside === undefined) return here === text.length ? null : here;
      if (character === inside) open.pop();
      else if (character === ',') wanted = inside === '}' ? 'name' : 'value';
      else return here;
      here = afterSpace(text, here + 1);
      continue;
    }
    if ((wanted === 'first-value' || wanted === 'first-name') && character === open.at(-1)) {
      wanted = 'comma';
      continue;
    }
    if (wanted === 'name' || wanted === 'first-name') {
      if (character !== '"') return here;
      const end = afterString(text, here);
      if (end < 0) return -end - 1;
      here = afterSpace(text, end);
      if (text.charAt(here) !== ':') return here;
      here = afterSpace(text, here + 1);
      wanted = 'value';
      continue;
    }
    if (character === '{' || character === '[') {
      open.push(character === '{' ? '}' : ']');
      wanted = character === '{' ? 'first-name' : 'first-value';
      here = afterSpace(text, here + 1);
      continue;
    }
    if (character === '"') {
      const end = afterString(text, here);
      if (end < 0) return -end - 1;
      here = afterSpace(text, end);
    } else {
      literal.lastIndex = here;
      if (!literal.test(text)) return here;
      here = afterSpace(text, literal.lastIndex);
    }
    wanted = 'comma';
  }
};

/** `line 3, column 5`, both from 1, in UTF-16 units. */
export const placeOf = (text: string, at: number): string => {
  const before = text.slice(0, at).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
};
