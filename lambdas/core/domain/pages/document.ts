/** The frame of every page: one column, good on a phone, no script, no request to anywhere. */
import mustache from 'mustache';

/** Colours have at least 4.5 : 1 contrast (WCAG 2.2, 1.4.3) in both schemes. */
const STYLE = `
:root{color-scheme:light dark;--ink:#1f2328;--soft:#57606a;--page:#fff;--card:#f6f8fa;--edge:#d0d7de;--link:#0b57d0;--on:#fff;--warn:#7d2b00;--warnbg:#fff1e5}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b1;--page:#0d1117;--card:#161b22;--edge:#30363d;--link:#79b8ff;--on:#0d1117;--warn:#ffb77c;--warnbg:#2b1a0d}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:17px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:44rem;margin:0 auto;padding:1.25rem 1rem 3rem}
h1{font-size:1.45rem;line-height:1.25;margin:.25rem 0 1rem;overflow-wrap:anywhere}
h2{font-size:1.1rem;margin:2rem 0 .75rem}
.desk,.meta,.hint{color:var(--soft);font-size:.92rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0;padding:.9rem 1rem;background:var(--card);border:1px solid var(--edge);border-radius:.6rem}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
ol{list-style:none;margin:0;padding:0}
li{border:1px solid var(--edge);border-radius:.6rem;padding:.8rem 1rem;margin:0 0 .8rem}
li.theirs{background:var(--card)}
li header{display:flex;flex-wrap:wrap;gap:.25rem .75rem;justify-content:space-between;margin-bottom:.35rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
.file{margin:.5rem 0 0;overflow-wrap:anywhere}
label,legend{display:block;font-weight:600;margin:1rem 0 .35rem;padding:0}
textarea,input[type=text]{width:100%;font:inherit;color:inherit;background:var(--page);border:1px solid var(--soft);border-radius:.5rem;padding:.6rem .7rem}
textarea{min-height:8rem;resize:vertical}
fieldset{border:0;margin:0;padding:0}
.choice{display:flex;gap:.6rem;align-items:center;border:1px solid var(--soft);border-radius:.5rem;padding:.75rem .9rem;margin:0 0 .5rem;font-weight:400}
.choice input,.check input{width:1.25rem;height:1.25rem;margin:0;accent-color:var(--link)}
.check{display:flex;gap:.6rem;align-items:center;font-weight:400}
button{font:inherit;font-weight:600;color:var(--on);background:var(--link);border:0;border-radius:.5rem;padding:.7rem 1.4rem;margin-top:1rem;cursor:pointer}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.note{border:1px solid var(--edge);border-left:4px solid var(--link);background:var(--card);border-radius:.4rem;padding:.75rem 1rem;margin:0 0 1.25rem}
.note.warn{border-left-color:var(--warn);background:var(--warnbg);color:var(--warn)}
`;

const DOCUMENT = `<!doctype html>
<html lang="{{locale}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<style>{{{style}}}</style><title>{{title}}</title></head>
<body><main>
<p class="desk">{{desk}}</p>
{{{body}}}
</main></body></html>
`;

/** mustache escapes every `{{value}}`; the bodies below use no other form for what people wrote. */
export const fill = (template: string, view: object): string => mustache.render(template, view);

/** The style comes first: the frame puts its hash into the page's policy (runtime/page-frame.ts). */
export const page = (view: {
  readonly locale: string;
  readonly title: string;
  readonly desk: string;
  readonly body: string;
}): string => fill(DOCUMENT, { ...view, style: STYLE });
