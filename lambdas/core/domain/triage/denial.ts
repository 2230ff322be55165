/** Whether what is named is named only to say that it is not meant: "I do not use …", «вместо …». */

/** "Not" and what may stand between it and the thing. Marks of a contraction may have become spaces. */
interface Denial {
  readonly not: string;
  /** Nobody means what they do not use, want or need. */
  readonly wishes: string;
  readonly degrees: string;
  /** Nobody means a product that they lack, but a refund. */
  readonly lacks: string;
  /** Articles, prepositions and the like. */
  readonly small: string;
  readonly instead: string;
}

const DENIALS: readonly Denial[] = [
  {
    not: `(?<!(?:but|can|could|will|may|why|if) )(?:not|never)|(?:do|does|did|is|are|was|were|would|have|has)n[ '’]?t`,
    wishes:
      'use|using|want|want to have|need|need to be|have to be|require|ask for|asking for|ask you for|looking for|talking about|wish',
    degrees: 'very|that|so|really|too|all that|particularly|especially|terribly|super|extremely',
    lacks: 'have|own|have got|buy|bought',
    small: 'the|our|your|my|a|an|any|in|on|with|for|about|from|at|even|actually',
    instead: 'instead of|rather than|unlike|other than|without|except',
  },
  {
    not: '(?<!(?:но|и|ни|почему|если) )(?:не|ни)',
    wishes:
      'использу(?:ю|ем)|пользу(?:юсь|емся)|применяем|хочу|хотим|хотел[аи]?|нуж(?:ен|на|но|ны)|требуется|прошу|просим',
    degrees: 'очень|так|особо|особенно|слишком|совсем|настолько|сильно|прям|прямо|супер',
    lacks: 'имею|имеем|покупал[аи]?|купил[аи]?',
    small: 'в|во|на|с|со|из|у|про|о|об|для|от|мне|нам|ваш[аеу]?|это|эт[аоу]|наш[аеу]?|никак\\p{L}{1,3}|через',
    instead: 'вместо|без|кроме|помимо|у (?:меня|нас) нет',
  },
  {
    not: '(?<!(?:але|і|та|но|и|ни|почему|если) )не',
    wishes: 'використову(?:ю|ємо)|користу(?:юсь|ємось|ємося)|хочу|хочемо|потріб(?:ен|на|но|ні)|треба',
    degrees: 'дуже|так|особливо|надто|настільки',
    lacks: 'маю|маємо',
    small: 'в|у|на|з|із|про|для|від|мені|нам|ваш[ае]?|це',
    instead: 'замість|без|крім',
  },
  {
    not: '(?<!aber )(?:nicht|kein(?:e|en|em|er)?|nie)',
    wishes: 'nutzen|benutzen|verwenden|wollen|brauchen',
    degrees: 'sehr|so|besonders|wirklich|allzu|ganz so',
    lacks: 'haben',
    small: 'die|der|das|den|dem|in|im|mit|f[uü]r|bei|unser[en]?|ihr[en]?',
    instead: 'statt|anstatt|anstelle von|ohne|au(?:ß|ss)er',
  },
  {
    not: '(?<!mais )(?:pas|jamais)',
    wishes: 'utiliser|besoin|vouloir',
    degrees: 'tr[eè]s|si|vraiment|trop|tellement',
    lacks: 'avoir',
    small: "de|d'|du|le|la|les|l'|un|une|dans|sur|avec|notre|votre",
    instead: 'au lieu de|plut[oô]t que|sans|sauf',
  },
  {
    not: '(?<!pero )(?:no|nunca)',
    wishes: 'uso|usamos|quiero|queremos|necesito|necesitamos',
    degrees: 'muy|tan|realmente|demasiado',
    lacks: 'tengo|tenemos',
    small: 'el|la|los|las|un|una|en|con|de|del|nuestr[ao]|ninguna?|es',
    instead: 'en lugar de|en vez de|sin|excepto',
  },
];

const START = String.raw`(?:^|[^\p{L}\p{N}])`;
const smallWords = ({ small }: Denial): string => `(?:(?:${small}) ){0,2}`;

/** Of what comes before: nobody wants it, or it is not so very much what it says. */
const UNWANTED: readonly RegExp[] = DENIALS.map(
  (one) =>
    new RegExp(
      `${START}(?:${one.not}) (?:(?:${one.small}) )?(?:(?:${one.wishes}) ${smallWords(one)}|(?:${one.degrees}) )$`,
      'u',
    ),
);
/** Of what comes before: it is not this, or something else took its place. */
const REPLACED: readonly RegExp[] = DENIALS.map(
  (one) =>
    new RegExp(`${START}(?:(?:${one.not})(?: (?:${one.lacks}))?|${one.instead}) ${smallWords(one)}$`, 'u'),
);
/** Of what comes behind. */
const UNUSED =
  /^,? (?:(?:i|we|я|мы|у нас|у меня|мне|нам|ich|wir) )?(?:больше |уже |really )?(?:(?:do|does|did)(?: not|n[ '’]?t) (?:use|need|want)|(?:is|are)(?: not|n[ '’]?t) (?:needed|necessary|required|wanted)|не (?:использу|пользу|применя|нуж(?:ен|на|но|ны)|требу|хочу|хотим|прошу)|не потріб|(?:nutze|benutze|verwende|brauche)n? (?:ich |wir )?nicht)/u;

/** Both on one line and in small letters: what is named between them is not wanted, or not needed. */
export const isUnwanted = (before: string, after: string): boolean =>
  UNWANTED.some((expression) => expression.test(before)) || UNUSED.test(after);

/** As isUnwanted, or another one is meant: "not Acme Cloud", «вместо облака». */
export const isDenied = (before: string, after: string): boolean =>
  isUnwanted(before, after) || REPLACED.some((expression) => expression.test(before));
