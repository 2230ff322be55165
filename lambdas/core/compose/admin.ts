/** The door of admins: settings and keys. */
import { newSecret } from '../adapters/system/new-secret.ts';
import { createKey, deleteKey, listKeys } from '../application/desk/keys.ts';
import { getSettings, putSettings } from '../application/desk/settings.ts';
import type { ApiDoor } from '../runtime/door.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { apiParts, routesOf } from './api.ts';

export const adminDoor = (environment = readEnvironment('admin')): ApiDoor => {
  const { ports, door } = apiParts(environment);
  return {
    ...door,
    routes: routesOf('admin'),
    operations: {
      getSettings: getSettings(ports),
      putSettings: putSettings(ports),
      listKeys: listKeys(ports),
      createKey: createKey({ ...ports, newSecret }),
      deleteKey: deleteKey(ports),
    },
  };
};
