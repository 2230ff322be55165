/** Who may do what over the API, and how agents find, hand over and keep order among tickets. */

import { handlingStories } from './people/handling.ts';
import { keyStories } from './people/keys.ts';
import { macroStories } from './people/macros.ts';
import { roleStories } from './people/roles.ts';
import { settingsStories } from './people/settings.ts';
import { viewStories } from './people/views.ts';
import { setDesk } from './support/pace.ts';
import { sharedDesk } from './support/shared-desk.ts';

const desk = sharedDesk((desk) => setDesk(desk, { closeAfterHours: 30 }));

roleStories(desk);
viewStories(desk);
handlingStories(desk);
keyStories(desk);
macroStories(desk);
settingsStories(desk);
