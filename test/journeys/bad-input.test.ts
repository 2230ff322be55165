/** What must not come in is refused over real HTTP; what is merely odd is taken as it is, and once. */
import { refusedStories } from './bad-input/refused.ts';
import { takenStories } from './bad-input/taken.ts';
import { sharedDesk } from './support/shared-desk.ts';

const desk = sharedDesk();

refusedStories(desk);
takenStories(desk);
