/** Macros; apart from the other routes of agents, because filling in texts is not what most of them ask for. */
import { applyMacro } from '../application/macros/apply-macro.ts';
import { type ListMacroPorts, listMacros } from '../application/macros/list-macros.ts';

type MacroPorts = ListMacroPorts & Parameters<typeof applyMacro>[0];

export const macros = (ports: MacroPorts) => ({
  listMacros: listMacros(ports),
  applyMacro: applyMacro(ports),
});
