import { okrCheck } from './okr-check.js';
import { openSession } from './session.js';
import { sprintTriage } from './sprint-triage.js';
import { timeDay } from './time-day.js';

const session = await openSession();
const { tools } = await session.client.listTools();
session.say(`clickup-mcp is up on its embedded ClickUp and offers ${tools.length} tools.\n`);
await sprintTriage(session);
await okrCheck(session);
await timeDay(session);
session.say('\nNothing left this machine. With your own key: node dist/cli.js doctor');
await session.client.close();
