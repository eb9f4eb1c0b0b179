import { seedChat } from './chat.js';
import { seedComments } from './comments/index.js';
import { type CompanyCalendar, companyCalendar, type SeedFunction } from './context.js';
import { seedDocs } from './docs.js';
import { seedFields } from './fields.js';
import { seedGoals } from './goals.js';
import { seedGroups } from './groups.js';
import { grownOnce } from './grown-once.js';
import { seedPeople } from './people.js';
import { seedPlaces } from './places.js';
import { seedRelations } from './relations.js';
import { seedTasks } from './tasks/index.js';
import { seedTimeEntries } from './time-entries.js';
import { seedViews } from './views.js';

/** Only people, their tokens and the Workspace. */
export const emptySeed: SeedFunction = grownOnce(seedPeople);

/** The company Harbour Bikes, part by part; later parts may refer to the objects of earlier ones. */
const parts: ReadonlyArray<(calendar: CompanyCalendar) => void> = [
  seedPeople,
  seedGroups,
  seedPlaces,
  seedFields,
  seedTasks,
  seedRelations,
  seedTimeEntries,
  seedViews,
  seedComments,
  seedGoals,
  seedDocs,
  seedChat,
];

export const harbourBikes: SeedFunction = grownOnce((seed) => {
  const calendar = companyCalendar(seed);
  for (const part of parts) part(calendar);
});
