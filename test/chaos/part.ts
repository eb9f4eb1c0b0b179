import type { Part, Row } from './row.js';
import { rows } from './rows.js';

const part = JSON.parse(process.argv[2]!) as Part;
const row: Row<unknown> = (rows as unknown as Record<string, Row<unknown>>)[part.row]!;
process.stdout.write(JSON.stringify(await row.run(part)), () => process.exit(0));
