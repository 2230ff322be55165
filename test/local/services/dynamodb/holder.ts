/** Holds a database open until it is killed, so that a test can see what is left: prints the database's pid. */
import { findDatabase, runDatabase } from '../../../../local/services/dynamodb/binary.ts';

const [, , file] = process.argv;
const place = findDatabase();
if (place.kind !== 'binary' || file === undefined) throw new Error('needs the binary and a file');
const database = await runDatabase(place.path, file, () => undefined);
process.stdout.write(`${database.pid}\n`);
setInterval(() => undefined, 60_000);
